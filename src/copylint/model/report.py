"""The outcome of a run, ready to be printed in any format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from copylint.model.diagnosis import Diagnosis
from copylint.model.document import Document
from copylint.model.finding import Finding, Severity
from copylint.model.source import Unread
from copylint.model.span import Span

Verdict = Literal["pass", "fail"]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document, what was found in it, and which families were not checked for want of its language.

    `reasons` say why the copy is to be held. `waived` are findings that a waiver leaves as they are, `known` those that
    the baseline has; neither are among `findings`.
    """

    document: Document
    findings: tuple[Finding, ...]
    diagnosis: tuple[Diagnosis, ...]
    unchecked: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    waived: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return `fail` where there is a reason to hold the copy."""
        return "fail" if self.reasons else "pass"


class Side(NamedTuple):
    """A paragraph on one side of a comparison, and the words of it that the other side has otherwise."""

    span: Span
    altered: tuple[Span, ...] = ()


class Row(NamedTuple):
    """Paragraphs of an original and the paragraph of the copy beside them; either may be missing."""

    original: tuple[Side, ...]
    copy: Side | None


@dataclass(frozen=True, slots=True)
class ComparedReport(DocumentReport):
    """The report on a copy that was held against an original, from 0 to 1 alike, and both of them side by side."""

    original: Document | None = None
    rows: tuple[Row, ...] = ()
    similarity: float = 0.0


@dataclass(slots=True)
class FileReport:
    """One file read: its documents, in the order they stand in it.

    `documents` may be checked only as they are asked for, and then be had once; `failures` and `failed` are whole when
    the last one was.
    """

    path: str
    encoding: str
    documents: Iterable[DocumentReport]
    failures: list[Unread] = field(default_factory=list)
    failed: bool = False

    @property
    def verdict(self) -> Verdict:
        """Return `fail` where any document fails."""
        return "fail" if self.failed else "pass"


@dataclass(slots=True)
class WholeReport(FileReport):
    """A report whose documents are all there."""

    documents: tuple[DocumentReport, ...]

    def findings(self) -> list[Finding]:
        """Return the findings of all documents."""
        return [f for d in self.documents for f in d.findings]


@dataclass(slots=True)
class Tally:
    """Running totals of a run: what the summary and the exit code need, and nothing that grows with the text."""

    files: int = 0
    findings: int = 0
    errors: int = 0
    warnings: int = 0
    failed: bool = False
    unread: list[Unread] = field(default_factory=list)

    def count(self, documents: Iterable[DocumentReport]) -> Iterator[DocumentReport]:
        """Yield the documents and count what was found in them."""
        for document in documents:
            self.failed = self.failed or document.verdict == "fail"
            for finding in document.findings:
                self.findings += 1
                self.errors += finding.severity is Severity.ERROR
                self.warnings += finding.severity is Severity.WARNING
            yield document

    @property
    def exit_code(self) -> int:
        """Return 2 where something was not read or a check failed, 1 where a document fails, else 0."""
        if self.unread:
            return 2
        return 1 if self.failed else 0
