"""A text by lines, as Markdown counts them, and where each stands in the file."""

from __future__ import annotations

from bisect import bisect_right

from copylint.model.expressions import expression
from copylint.model.traced import Piece, Position

_LINE_END = expression(r"\r\n?|\n")


class LineTable:
    """A text with every line end as a line feed; the places are those in the file.

    A carriage return alone ends a line of Markdown; it ends one of the file only where that has no line feed.
    """

    def __init__(self, text: str) -> None:
        """Part the text into its lines."""
        self.text = _LINE_END.sub("\n", text).replace("\0", "\ufffd")
        self._starts = [0]
        self._places = [Position(1, 1)]
        alone = "\r" if "\n" in text else ""
        at = 0
        for end in _LINE_END.finditer(text):
            line, column = self._places[-1]
            self._starts.append(self._starts[-1] + end.start() - at + 1)
            same = end.group() == alone
            self._places.append(Position(line, column + end.end() - at) if same else Position(line + 1, 1))
            at = end.end()

    def row(self, offset: int) -> int:
        """Return the number of the line that holds an offset, the first being 0."""
        return bisect_right(self._starts, offset) - 1

    def end(self, row: int) -> int:
        """Return where a line ends, before its line end."""
        return self._starts[row + 1] - 1 if row + 1 < len(self._starts) else len(self.text)

    def place(self, offset: int) -> Position:
        """Return line and column in the file of an offset."""
        row = self.row(offset)
        line, column = self._places[row]
        return Position(line, column + offset - self._starts[row])

    def piece(self, start: int, end: int) -> Piece:
        """Return the text between two offsets of one line."""
        line, column = place = self.place(start)
        return Piece(self.text[start:end], place, Position(line, column + end - start), ("markdown",))

    def stretch(self, start: int, end: int) -> Piece:
        """Return the text between two offsets, which may lie in several lines, as one piece."""
        return Piece(self.text[start:end], self.place(start), self.place(end), ("markdown",))
