"""Text taken out of a carrier (XML, HTML, JSON), each piece knowing where it stood in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a file: line and column, 1-based; columns count code points."""

    line: int
    column: int


class Piece(NamedTuple):
    """A run of text and where it stood: from `start` to `end` in the file, the end exclusive.

    Where the stretch in the file is as long as the text, character stands on character; otherwise (an entity, an
    escape) the piece stands for the stretch as a whole. Text that isn't in the file (the end of a paragraph of HTML)
    has an empty stretch.
    """

    text: str
    start: Position
    end: Position

    @property
    def plain(self) -> bool:
        """Return whether each character stands where it stood, in one line."""
        return self.start.line == self.end.line and self.end.column - self.start.column == len(self.text)

    def cut(self, start: int, end: int) -> Piece:
        """Return the piece between two offsets of its text; what is no plain piece stays where it was as a whole."""
        if not self.plain:
            return Piece(self.text[start:end], self.start, self.end)
        line, column = self.start
        return Piece(self.text[start:end], Position(line, column + start), Position(line, column + end))


class Traced:
    """A text that can tell where each of its characters stood in the file."""

    def __init__(self, pieces: Iterable[Piece] = (), at: Position | None = None) -> None:
        """Take the pieces in the order of the text, empty ones left out; `at` is the place of a text without any."""
        self._at = at or Position(1, 1)
        self.pieces = [piece for piece in pieces if piece.text]
        self._starts = [0]
        for piece in self.pieces:
            self._starts.append(self._starts[-1] + len(piece.text))
        self.text = "".join(piece.text for piece in self.pieces)

    def __len__(self) -> int:
        """Return the length of the text in code points."""
        return len(self.text)

    def cut(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces between two offsets."""
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self.pieces) and self._starts[at] < end:
            piece, first = self.pieces[at], self._starts[at]
            yield piece.cut(max(0, start - first), min(len(piece.text), end - first))
            at += 1

    def start_of(self, offset: int) -> Position:
        """Return where the character at an offset starts; at the end of the text, where the last one ends."""
        if offset >= len(self.text):
            return self.end_of(len(self.text))
        at = bisect_right(self._starts, offset) - 1
        return self.pieces[at].cut(offset - self._starts[at], offset - self._starts[at]).start

    def end_of(self, offset: int) -> Position:
        """Return where the character before an offset ends; at offset 0, where the text starts."""
        if not self.pieces:
            return self._at
        if offset <= 0:
            return self.pieces[0].start
        at = min(bisect_right(self._starts, offset - 1), len(self.pieces)) - 1
        inside = offset - self._starts[at]
        return self.pieces[at].cut(inside, inside).end
