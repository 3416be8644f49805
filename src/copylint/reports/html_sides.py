"""An original and a copy side by side: the original on the left, the copy with its marks and notes on the right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.report import ComparedReport, Row, Side
from copylint.model.span import Span
from copylint.reports.html_copy import Copy
from copylint.reports.html_text import copied, words
from copylint.reports.segments import Unit, units

ABSENT = '<p class="absent">not in this copy</p>'
NEW = '<p class="absent">not in the original</p>'


def sides(part: ComparedReport, key: str, language: str) -> Iterator[str]:
    """Yield the rows of a comparison, each one line; marks and notes lie in the copy."""
    original = part.original
    if original is None:
        return
    yield f'<div class="sides" lang="{language}">'
    heads = (f"<h4>{words(doc.source.path)}</h4>" for doc in (original, part.document))
    yield f'<div class="pair heads">{"".join(heads)}</div>'
    copy = SideCopy(part.document, part.findings, key, part.rows)
    for row in part.rows:
        yield f'<div class="pair"><div class="was">{_original(original, row)}</div>'
        yield f'<div class="now">{copy.beside(row)}</div></div>'
    yield copy.left_over()
    yield "</div>"


def _original(doc: Document, row: Row) -> str:
    paragraphs = (f'<p dir="auto">{altered(doc, side.span, side.altered, "gone")}</p>' for side in row.original)
    return "".join(paragraphs) or NEW


def altered(doc: Document, span: Span, spans: Sequence[Span], kind: str) -> str:
    """Return a stretch of copy with the words marked that the other side has otherwise; `spans` are sorted."""
    pieces: list[str] = []
    at = span.start
    for start, end in spans[max(0, bisect_left(spans, span) - 1) :]:
        start, end = max(start, at), min(end, span.end)  # noqa: PLW2901  what lies within
        if start >= span.end:
            break
        if start < end:
            pieces += [copied(doc.text[at:start]), f'<b class="{kind}">{copied(doc.text[start:end])}</b>']
            at = end
    return "".join((*pieces, copied(doc.text[at : span.end])))


class SideCopy(Copy):
    """The copy of a comparison, paragraph by paragraph."""

    def __init__(self, doc: Document, findings: Sequence[Finding], key: str, rows: Sequence[Row]) -> None:
        """Take the copy, what was found in it, and the rows it stands in."""
        super().__init__(doc, findings, key)
        self._altered = sorted(span for row in rows if row.copy for span in row.copy.altered)
        spans = [finding.span for finding in self._findings]
        self._units = {unit.paragraph: unit for unit in units(len(doc.text), doc.paragraphs, spans)}

    def beside(self, row: Row) -> str:
        """Return the paragraph of a row and its notes."""
        return self._unit(self._units.pop(row.copy.span, None), row.copy) if row.copy else ABSENT

    def left_over(self) -> str:
        """Return the paragraphs without words, and what stands in captions, that no row has."""
        rest = [unit for unit in self._units.values() if unit.begun]
        shown = (
            f'<div class="pair"><div class="was"></div><div class="now">{self._unit(u, None)}</div></div>' for u in rest
        )
        return "".join(shown)

    def _unit(self, unit: Unit | None, side: Side | None) -> str:
        if unit is None:
            return f'<p dir="auto">{self._text(side.span)}</p>' if side else ""
        notes = f'<div class="notes">{"".join(self._notes(unit))}</div>' if unit.begun else ""
        return self._paragraph(unit) + notes

    def _text(self, span: Span) -> str:
        """Return a stretch of the copy, what the original has otherwise marked."""
        return altered(self._doc, span, self._altered, "new")
