"""A line of copy, cut to what a terminal holds, and where in it a damage stands."""

from __future__ import annotations

from typing import NamedTuple

from copylint.model.span import Span
from copylint.reports.escapes import NARROW, shown

CUT = "…"
NARROWEST = 20  # cells; below that an excerpt says nothing


class Excerpt(NamedTuple):
    """Copy as shown, the cells before the first caret, and how many carets there are (always at least one)."""

    text: str
    before: int
    carets: int


class _Cells(NamedTuple):
    """A stretch of a line, code point by code point: what is shown for each and how many cells that takes."""

    pieces: list[str]
    widths: list[int]

    @classmethod
    def of(cls, text: str) -> _Cells:
        pieces = [shown(c) for c in text]
        return cls(pieces, [_width(piece, before) for before, piece in zip(["", *pieces], pieces, strict=False)])

    def width(self, start: int, end: int) -> int:
        return sum(self.widths[start:end])


def _width(piece: str, before: str) -> int:
    """Return how many cells a piece adds after the one before it (a skin tone or half a flag adds none)."""
    if piece.isascii():
        return len(piece)
    if piece in NARROW:
        return 1
    from wcwidth import wcswidth  # noqa: PLC0415  30 ms that English copy need not pay

    last = before[-1:]
    return max(0, wcswidth(last + piece) - wcswidth(last))


def excerpt(text: str, line: Span, span: Span, width: int) -> Excerpt:
    """Return the part of the line around the span that fits into `width` cells, cut marks included.

    A span that goes on beyond the line, or is too wide, has carets to the end of what is shown.

    >>> excerpt("Russias army", Span(0, 12), Span(0, 7), 40)
    Excerpt(text='Russias army', before=0, carets=7)
    """
    width = max(width, NARROWEST)
    start = min(max(span.start, line.start), line.end)
    end = min(max(span.end, start), line.end)
    low, high = max(line.start, start - width), min(line.end, start + width)
    cells = _Cells.of(text[low:high])
    first, last = start - low, min(end, high) - low
    left, right = 0, high - low
    if (low, high) != (line.start, line.end) or cells.width(left, right) > width:
        left, right = _window(cells, first, last, width - 2 * len(CUT))
    opening = CUT if low + left > line.start else ""
    closing = CUT if low + right < line.end else ""
    first, last = _under(cells, first, min(last, right), left)
    return Excerpt(
        opening + "".join(cells.pieces[left:right]) + closing,
        len(opening) + cells.width(left, first),
        max(1, cells.width(first, last)),
    )


def _window(cells: _Cells, first: int, last: int, room: int) -> tuple[int, int]:
    """Return which pieces to show: the span, as much on the left as on the right, then what is left of the room."""
    right = _grown_right(cells, first, last, room)
    room -= cells.width(first, right)
    left = _grown_left(cells, first, room // 2)
    right = _grown_right(cells, right, len(cells.pieces), room - cells.width(left, first))
    left = _grown_left(cells, left, room - cells.width(left, first) - cells.width(max(first, last), right))
    while left < first and cells.widths[left] == 0:
        left += 1  # a combining mark doesn't go without its letter
    return left, right


def _grown_right(cells: _Cells, right: int, stop: int, room: int) -> int:
    while right < stop and cells.widths[right] <= room:
        room -= cells.widths[right]
        right += 1
    return right


def _grown_left(cells: _Cells, left: int, room: int) -> int:
    while left > 0 and cells.widths[left - 1] <= room:
        left -= 1
        room -= cells.widths[left]
    return left


def _under(cells: _Cells, first: int, last: int, left: int) -> tuple[int, int]:
    """Return the pieces to set carets under: the span's, and the letter where it holds a combining mark alone."""
    if first < last:
        while first > left and cells.width(first, last) == 0:
            first -= 1
    return first, max(first, last)
