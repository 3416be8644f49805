"""The report for people: each finding with the copy it stands in, file by file and line by line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from copylint.model.diagnosis import Diagnosis
from copylint.model.document import Document
from copylint.model.finding import Confidence, Finding, Severity
from copylint.model.report import DocumentReport, FileReport, Tally
from copylint.model.span import Span
from copylint.reports._protocol import ByFile
from copylint.reports.counting import listed, plural
from copylint.reports.escapes import readable, visible
from copylint.reports.excerpt import excerpt
from copylint.reports.paint import Painter

INDENT = 6
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


class TerminalReport(ByFile):
    """Says nothing of a file that has nothing to mend, except what was not checked in it."""

    def __init__(self, painter: Painter) -> None:
        """Take what knows the width and whether colours may be used."""
        self._painter = painter

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        return iter(())

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield heading, diagnosis and findings of one file."""
        begun = False
        for part in report.documents:
            if part.findings or part.unchecked:
                if not begun:
                    yield self._painter.line((visible(report.path), "bold underline"))
                begun = True
                yield from self._document(part)
        if begun:
            yield "\n"

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield the summary, and the verdict where there is anything to judge."""
        yield self._painter.line((_summary(tally), "bold"))
        if tally.unread:
            yield self._painter.line(
                ("verdict: fail", "bold red"), f", {plural(len(tally.unread), 'input')} not read or not fully checked"
            )
        elif tally.findings:
            yield self._painter.line(("verdict: fail", "bold red") if tally.failed else ("verdict: pass", "bold green"))

    def _document(self, part: DocumentReport) -> Iterator[str]:
        line = self._painter.line
        if part.document.item is not None:
            yield line("  item ", (visible(part.document.item), "bold"))
        for diagnosis in part.diagnosis:
            yield line("  ", *_headline(diagnosis))
        if part.unchecked:
            yield line(
                "  ", (f"not English ({part.document.language}): not checked for {listed(part.unchecked)}", "italic")
            )
        findings = sorted(part.findings, key=lambda f: f.span)
        for number, group in groupby(findings, key=lambda f: part.document.position(f.span.start).line):
            yield from self._line(number, list(group), part.document)

    def _line(self, number: int, findings: list[Finding], doc: Document) -> Iterator[str]:
        yield "\n"
        if len(findings) > 1:
            yield self._painter.line("  ", (f"line {number}", "bold"), (f", {plural(len(findings), 'finding')}", "dim"))
        for finding in findings:
            yield from self._finding(finding, doc)

    def _finding(self, finding: Finding, doc: Document) -> Iterator[str]:
        line, color = self._painter.line, COLOURS[finding.severity]
        doubt = "" if finding.confidence is Confidence.CERTAIN else f", {finding.confidence.word}"
        yield line(
            "  ",
            (_place(finding.span, doc), "bold"),
            "  ",
            (finding.severity.word, color),
            doubt,
            "  ",
            visible(finding.message),
            "  ",
            (finding.rule, "dim"),
        )
        yield from self._excerpt(finding.span, doc, color)
        for suggestion in finding.suggestions:
            yield line(
                " " * INDENT,
                ("→ ", "green"),
                (_replacement(suggestion), "green"),
            )
        if finding.why:
            yield from self._painter.wrapped(visible(finding.why), "dim", INDENT)
        for message, group in groupby(finding.related, key=lambda r: r.message):
            places = listed(_place(r.span, doc) for r in group)
            yield line(" " * INDENT, (f"also at {places} {visible(message)}", "dim"))

    def _excerpt(self, span: Span, doc: Document, color: str) -> Iterator[str]:
        cut = excerpt(doc.text, doc.line_at(span.start), span, self._painter.width - INDENT)
        rows = doc.position(max(span.start, span.end - 1)).line - doc.position(span.start).line + 1
        more = f" (goes on: {rows} lines)" if rows > 1 else ""
        yield self._painter.line(" " * INDENT, cut.text)
        yield self._painter.line(" " * (INDENT + cut.before), ("^" * cut.carets, color), (more, "dim"))


def _place(span: Span, doc: Document) -> str:
    line, column = doc.position(span.start)
    return f"{line}:{column}"


def _headline(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    yield f"{visible(diagnosis.message).rstrip('.')}: {plural(diagnosis.findings, 'place')}", "bold magenta"
    if diagnosis.why:
        yield f" ({visible(diagnosis.why)})", "dim"


def _summary(tally: Tally) -> str:
    files = plural(tally.files, "file")
    if not tally.findings:
        return f"{files}, nothing found"
    infos = tally.findings - tally.errors - tally.warnings
    counts = [(tally.errors, "error"), (tally.warnings, "warning")]
    kinds = [plural(count, noun) for count, noun in counts if count] + ([f"{infos} info"] if infos else [])
    return f"{files}, {plural(tally.findings, 'finding')}: {listed(kinds)}"


def _replacement(suggestion: str) -> str:
    """Return the suggestion, in words where it can't be seen."""
    if suggestion.strip():
        return readable(suggestion)
    return "(a plain space)" if suggestion else "(take it out)"
