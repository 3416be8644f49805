"""The Reviewdog Diagnostic Format, as one result: columns count UTF-8 bytes.

Copy out of a carrier (a feed, a page, JSON) doesn't know the bytes of its lines, only lines and code points: its
diagnostics have a line and no column, and no suggestions. Safe fixes of plain copy are suggestions.
Source: https://github.com/reviewdog/reviewdog, proto/rdf.
"""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.document import Document
from copylint.model.finding import Finding, Fix
from copylint.model.report import FileReport, Tally
from copylint.model.span import Span
from copylint.reports.json_array import JsonArray


class RdjsonReport:
    """Streams one result."""

    def __init__(self) -> None:
        """Start before the first diagnostic."""
        self._diagnostics = JsonArray()

    def begin(self) -> Iterator[str]:
        """Yield the head of the result."""
        yield '{"source": {"name": "copylint"}, "diagnostics": ['

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield the findings of one file."""
        for part in report.documents:
            for finding in part.findings:
                yield self._diagnostics.entry(_diagnostic(finding, part.document, report.path))

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield what was not read or not checked, and the end of the result."""
        for unread in tally.unread:
            location = {"path": unread.path}
            yield self._diagnostics.entry({"message": unread.message, "location": location, "severity": "ERROR"})
        yield "\n]}\n"


def _diagnostic(finding: Finding, doc: Document, path: str) -> dict[str, object]:
    diagnostic: dict[str, object] = {
        "message": finding.message,
        "location": {"path": path, "range": _range(finding.span, doc)},
        "severity": finding.severity.name,
        "code": {"value": finding.rule},
    }
    if doc.origin is None and finding.fix and finding.fix.safety == "safe":
        diagnostic["suggestions"] = [_suggestion(finding.fix, doc)]
    return diagnostic


def _suggestion(fix: Fix, doc: Document) -> dict[str, object]:
    """Return the fix as one replacement: its edits mend together, but each suggestion is put in by itself."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, edits[-1].span.end)
    text, last = "", whole.start
    for edit in edits:
        text += doc.text[last : edit.span.start] + edit.replacement
        last = edit.span.end
    return {"range": _range(whole, doc), "text": text}


def _range(span: Span, doc: Document) -> dict[str, object]:
    if doc.origin is not None:
        return {"start": {"line": doc.position(span.start).line}, "end": {"line": doc.end_position(span.end).line}}
    return {"start": _position(span.start, doc), "end": _position(span.end, doc)}


def _position(offset: int, doc: Document) -> dict[str, int]:
    line = doc.position(offset).line
    before = doc.text[doc.lines[line - 1].start : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
