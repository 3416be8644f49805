"""An original and a copy side by side on a terminal: the rows in which something differs, with the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.report import ComparedReport, Row, Side
from copylint.model.span import Span
from copylint.reports.counting import plural
from copylint.reports.escapes import visible
from copylint.reports.paint import Painter

BAR = " │ "
NARROWEST = 24  # cells of a side
ABSENT, NEW = "(not in this copy)", "(not in the original)"
GONE, CHANGED = "red strike", "bold green"
LEFT_OPEN, LEFT_CLOSE, RIGHT_OPEN, RIGHT_CLOSE = "[-", "-]", "{+", "+}"  # without colours, as wdiff has it


def differing_rows(part: ComparedReport, findings: Sequence[Finding]) -> list[tuple[Row | None, list[Finding]]]:
    """Return the rows with their findings; what is alike is one None for as many rows as there are in a run."""
    found: list[tuple[Row | None, list[Finding]]] = []
    left = list(findings)
    for row in part.rows:
        own = [f for f in left if row.copy and row.copy.span.start <= f.span.start <= row.copy.span.end]
        left = [f for f in left if f not in own]
        differs = own or not row.copy or not row.original or row.copy.altered or any(s.altered for s in row.original)
        found.append((row if differs else None, own))
    return [*found, *((None, [finding]) for finding in left)]


class Sides:
    """Paints two columns."""

    def __init__(self, painter: Painter, *, color: bool) -> None:
        """Take what paints, and whether it may use colours."""
        self._painter = painter
        self._color = color
        self._width = max(NARROWEST, (painter.width - len(BAR)) // 2)

    def lines(self, original: Document, copy: Document, row: Row) -> Iterator[str]:
        """Yield a row, a line of the left side beside a line of the right."""
        was = self._wrapped([self._text(original, s, GONE, (LEFT_OPEN, LEFT_CLOSE)) for s in row.original], NEW)
        sides = [row.copy] if row.copy else []
        now = self._wrapped([self._text(copy, s, CHANGED, (RIGHT_OPEN, RIGHT_CLOSE)) for s in sides], ABSENT)
        for at in range(max(len(was), len(now))):
            left = was[at] if at < len(was) else Text()
            right = now[at] if at < len(now) else Text()
            padding = " " * max(0, self._width - cell_len(left.plain))
            yield self._painter.line(left, padding, (BAR, "dim"), right)

    def heads(self, original: Document, copy: Document) -> Iterator[str]:
        """Yield what stands above the columns."""
        left = Text(visible(original.source.path), "dim")
        left.truncate(self._width, overflow="ellipsis")
        padding = " " * max(0, self._width - cell_len(left.plain))
        yield self._painter.line(left, padding, (BAR, "dim"), (visible(copy.source.path), "dim"))

    def _wrapped(self, texts: list[Text], absent: str) -> list[Text]:
        return [
            line for text in texts or [Text(absent, "dim italic")] for line in self._painter.folded(text, self._width)
        ]

    def _text(self, doc: Document, side: Side, style: str, marks: tuple[str, str]) -> Text:
        """Return a paragraph with its altered words marked, by colour or by signs."""
        text = Text()
        at = side.span.start
        for span in side.altered:
            text.append(_shown(doc, Span(at, span.start)))
            word = _shown(doc, span)
            text.append(word if self._color else f"{marks[0]}{word}{marks[1]}", style)
            at = span.end
        text.append(_shown(doc, Span(at, side.span.end)))
        return text


def _shown(doc: Document, span: Span) -> str:
    return visible(" ".join(doc.text[span.start : span.end].splitlines()))


def alike(rows: Sequence[Row | None]) -> str:
    """Return in words how many paragraphs are the same on both sides."""
    return f"({plural(len(rows), 'paragraph')} alike)"


def runs(
    rows: Sequence[tuple[Row | None, list[Finding]]],
) -> Iterator[tuple[bool, list[tuple[Row | None, list[Finding]]]]]:
    """Yield runs of rows that are alike, and of others."""
    for same, group in groupby(rows, key=lambda pair: pair[0] is None and not pair[1]):
        yield same, list(group)
