"""Text taken out of a carrier (XML, HTML, JSON), each piece knowing where it stood in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from copylint.model.writing import Layer


class Position(NamedTuple):
    """A place in a file: line and column, 1-based; columns count code points."""

    line: int
    column: int


class Piece(NamedTuple):
    """A run of text and where it stood: from `start` to `end` in the file, the end exclusive.

    Where the stretch in the file is as long as the text, character stands on character; otherwise (an entity, an
    escape) the piece stands for the stretch as a whole. Text that isn't in the file (the end of a paragraph of HTML)
    has an empty stretch. `layers` say how text has to be written there, from the inside out.
    """

    text: str
    start: Position
    end: Position
    layers: tuple[Layer, ...] = ()

    @property
    def plain(self) -> bool:
        """Return whether each character stands where it stood, in one line."""
        return self.start.line == self.end.line and self.end.column - self.start.column == len(self.text)

    def cut(self, start: int, end: int) -> Piece:
        """Return the piece between two offsets of its text; what is no plain piece stays where it was as a whole."""
        if not self.plain:
            return self._replace(text=self.text[start:end])
        line, column = self.start
        return Piece(self.text[start:end], Position(line, column + start), Position(line, column + end), self.layers)

    def inside(self, layer: Layer) -> Piece:
        """Return the piece as text that is itself inside of something that has to be written in a way."""
        return Piece(self.text, self.start, self.end, (layer, *self.layers))


class Stretch(NamedTuple):
    """A run of a file, the end exclusive, and how text has to be written there."""

    start: Position
    end: Position
    layers: tuple[Layer, ...]


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

    def stretch(self, start: int, end: int) -> Stretch | None:
        """Return where the text between two offsets stands, or None where something else (a tag) stands in it."""
        if start == end:
            place = self.end_of(start)
            return Stretch(place, place, self._layers_at(max(0, start - 1)))
        pieces = list(self.cut(start, end))
        whole = all(a.end == b.start for a, b in pairwise(pieces)) and all(p.start < p.end for p in pieces)
        if not whole or len({p.layers for p in pieces}) > 1:
            return None
        return Stretch(pieces[0].start, pieces[-1].end, pieces[0].layers)

    def _layers_at(self, offset: int) -> tuple[Layer, ...]:
        return next((piece.layers for piece in self.cut(offset, offset + 1)), ())

    def offset_of(self, place: Position) -> int:
        """Return the offset of the character that stands at a place; behind the last one, the length of the text."""
        at = bisect_right(self.pieces, place, key=lambda piece: piece.start) - 1
        if at < 0 or not self.pieces:
            return 0
        piece = self.pieces[at]
        if place >= piece.end:
            return self._starts[at + 1]
        return self._starts[at] + (place.column - piece.start.column if piece.plain else 0)


class LineStarts:
    """Where the lines of a text start, the first of which is line `first` of the file.

    A carriage return alone ends a line only in a text without line feeds.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        """Look for the line ends."""
        self._starts = [0, *(end.end() for end in re.finditer("\n" if "\n" in text else "\r", text))]
        self._first = first

    def place(self, offset: int) -> Position:
        """Return line and column of an offset."""
        row = bisect_right(self._starts, offset) - 1
        return Position(self._first + row, offset - self._starts[row] + 1)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place whose line counts from 1 and whose column counts from 0."""
        return self._starts[line - 1] + column


def lines_of(text: str) -> Iterator[Piece]:
    """Yield the lines of a text that is a file of its own, and their ends."""
    end = "\n" if "\n" in text else "\r"
    for number, line in enumerate(text.split(end), start=1):
        yield Piece(line, Position(number, 1), Position(number, len(line) + 1))
        yield Piece(end, Position(number, len(line) + 1), Position(number + 1, 1))
