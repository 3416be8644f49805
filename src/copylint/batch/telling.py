"""What a report says of a file, kept as it was said: a file met again is neither checked nor put into words again."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from copylint.model.report import FileReport, Tally
from copylint.reports._protocol import ByFile

_COUNTS = struct.Struct("<IIII?")


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a file, and what it adds to the tally."""

    text: str
    documents: int
    findings: int
    errors: int
    warnings: int
    failed: bool

    def add_to(self, tally: Tally) -> None:
        """Count the file."""
        tally.files += 1
        tally.findings += self.findings
        tally.errors += self.errors
        tally.warnings += self.warnings
        tally.failed = tally.failed or self.failed

    def packed(self) -> bytes:
        """Return it as bytes."""
        counts = (self.documents, self.findings, self.errors, self.warnings, self.failed)
        return _COUNTS.pack(*counts) + self.text.encode("utf-8", "surrogatepass")

    @classmethod
    def unpacked(cls, data: bytes) -> Told:
        """Return what was packed."""
        return cls(data[_COUNTS.size :].decode("utf-8", "surrogatepass"), *_COUNTS.unpack_from(data))


class Teller:
    """Puts reports on files into the words of one format; `mark` is all besides the file that decides on them."""

    def __init__(self, report: ByFile, mark: str) -> None:
        """Take the report, which is asked for the files in their order."""
        self._report = report
        self.mark = mark.encode()

    def tell(self, file: FileReport) -> Told:
        """Return what is said of a file."""
        tally = Tally()
        documents = list(tally.count(file.documents))
        file.documents = documents
        text = "".join(self._report.file(file))
        return Told(text, len(documents), tally.findings, tally.errors, tally.warnings, tally.failed)

    def again(self, packed: bytes) -> Told:
        """Return what was packed, as it has to stand now."""
        told = Told.unpacked(packed)
        return replace(told, text=self._report.again(told.text))
