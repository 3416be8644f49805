"""Checkstyle's XML, which most build servers and review tools read.

It has no official schema; this is what its XMLLogger writes. Columns count code points.
"""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.report import FileReport, Tally
from copylint.reports import xml_text
from copylint.reports._protocol import ByFile
from copylint.reports.described import described

FORMAT = "4.3"  # the version of Checkstyle whose format other linters name


class CheckstyleReport(ByFile):
    """One `file` a file read, clean ones too; one `error` a finding, whatever its severity."""

    def begin(self) -> Iterator[str]:
        """Yield the head of the document."""
        yield xml_text.DECLARATION + xml_text.start("checkstyle", version=FORMAT) + "\n"

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield one file."""
        yield xml_text.start("file", name=report.path) + "\n"
        for part in report.documents:
            for finding in part.findings:
                line, column = part.document.position(finding.span.start)
                yield (
                    "  "
                    + xml_text.empty(
                        "error",
                        line=line,
                        column=column,
                        severity=finding.severity.word,
                        message=described(finding),
                        source=f"copylint.{finding.family}.{finding.rule}",
                    )
                    + "\n"
                )
        yield "</file>\n"

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield what was not read or not checked, and the end of the document."""
        for unread in tally.unread:
            error = xml_text.empty("error", line=1, severity="error", message=unread.message, source="copylint.unread")
            yield f"{xml_text.start('file', name=unread.path)}\n  {error}\n</file>\n"
        yield "</checkstyle>\n"
