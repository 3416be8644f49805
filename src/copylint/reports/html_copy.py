"""The copy as it reads, paragraph by paragraph, the damage marked in it and the notes beside it.

Each paragraph in which something is found starts a part: the paragraph, its notes, then the paragraphs up to the next
one. So a note stands beside its mark, and where notes are longer than their paragraph, the copy goes on beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span
from copylint.reports.html_notes import note, note_id, ref_id, says_id
from copylint.reports.html_text import blanks, copied
from copylint.reports.segments import Segment, Unit, segments, units

LONGEST_HEADLINE = 120  # code points
_SENTENCE = expression(r"[.!?…:;,]\W*$")


def headline(doc: Document) -> Span | None:
    """Return the first paragraph where it is short, no sentence, and others follow."""
    first = doc.paragraphs[0] if len(doc.paragraphs) > 1 else None
    if first is None or first.end - first.start > LONGEST_HEADLINE or doc.aside(first.start):
        return None
    return None if _SENTENCE.search(doc.text, first.start, first.end) else first


class Copy:
    """The copy of one document, ready to be written in pieces; each piece is one line."""

    def __init__(self, doc: Document, findings: Sequence[Finding], key: str) -> None:
        """Take a document and what was found in it; `key` is the beginning of all ids."""
        self._doc = doc
        self._findings = sorted(findings, key=lambda f: f.span)
        self._key = key
        self._headline = headline(doc)
        self._reached: set[int] = set()

    def html(self) -> Iterator[str]:
        """Yield the parts."""
        spans = [finding.span for finding in self._findings]
        closing = ""
        for unit in units(len(self._doc.text), self._doc.paragraphs, spans):
            if unit.begun or not closing:
                yield f'{closing}<div class="part">'
                yield self._paragraph(unit)
                if unit.begun:
                    yield f'<div class="notes">{"".join(self._notes(unit))}</div>'
                yield '<div class="rest">'
                closing = "</div></div>"
            else:
                yield self._paragraph(unit)
        yield closing

    def _notes(self, unit: Unit) -> Iterator[str]:
        for number in unit.begun:
            yield note(self._findings[number - 1], self._key, number, self._doc)

    def _paragraph(self, unit: Unit) -> str:
        kind = ""
        if unit.paragraph == self._headline:
            kind = ' class="headline"'
        elif self._doc.aside(unit.paragraph.start):
            kind = ' class="caption"'
        return f'<p{kind} dir="auto">{"".join(self._pieces(unit))}</p>'

    def _pieces(self, unit: Unit) -> Iterator[str]:
        for segment in segments(unit):
            inside = unit.paragraph.contains(segment.span)
            if segment.over:
                text = self._doc.text[segment.span.start : segment.span.end]
                yield self._mark(segment, self._text(segment.span) if inside else blanks(text))
                yield from (self._ref(number) for number in segment.ends)
            elif inside:
                yield self._text(segment.span)

    def _text(self, span: Span) -> str:
        """Return a stretch of the copy within a paragraph."""
        return copied(self._doc.text[span.start : span.end])

    def _mark(self, segment: Segment, content: str) -> str:
        """Return a stretch that leads to the shortest of its findings and names them all."""
        shortest = segment.over[0]
        worst = max(self._findings[number - 1].severity for number in segment.over)
        skipped = ' tabindex="-1"' if shortest in self._reached else ""
        self._reached.add(shortest)
        notes = " ".join(note_id(self._key, number) for number in segment.over)
        says = " ".join(says_id(self._key, number) for number in segment.over)
        kind = "mark" if content else "mark gap"
        return (
            f'<a class="{kind}" href="#{note_id(self._key, shortest)}" data-severity="{worst.word}"'
            f' data-notes="{notes}" aria-describedby="{says}"{skipped}>{content or _NOTHING}</a>'
        )

    def _ref(self, number: int) -> str:
        """Return the number behind a mark; it is another way to the note only where no stretch leads there."""
        finding, target = self._findings[number - 1], note_id(self._key, number)
        hidden = ' tabindex="-1" aria-hidden="true"' if number in self._reached else ""
        return (
            f'<a class="ref" id="{ref_id(self._key, number)}" href="#{target}" data-severity="{finding.severity.word}"'
            f' data-notes="{target}" aria-describedby="{says_id(self._key, number)}"{hidden}>{number}</a>'
        )


_NOTHING = '<span class="aside">here</span>'
