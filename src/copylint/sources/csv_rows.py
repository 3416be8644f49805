"""CSV → rows whose cells know where they stand (RFC 4180; parted by commas, semicolons or tabs)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from copylint.model.expressions import expression
from copylint.model.traced import Piece, Position, Traced
from copylint.model.writing import Layer

DELIMITERS = ",;\t"
LONGEST_RECORD = 1 << 24  # code points; a record that is longer has a quotation mark open
_BLANK = expression(r"[\r\n]++")
_QUOTED = '(?:[^"]++|"")*+'


QUOTED: tuple[Layer, ...] = ("quoted-csv",)
BARE: tuple[Layer, ...] = ("csv",)


class Form(NamedTuple):
    """How the records of a file are written: one, its cells, a mark at fault, marks and ends in a cell."""

    record: re.Pattern[str]
    last_record: re.Pattern[str]
    cell: re.Pattern[str]
    fault: re.Pattern[str]
    special: re.Pattern[str]
    line_end: str


@dataclass(frozen=True)
class Row:
    """A record exactly as it stands in the file, its line end included, and where it starts."""

    raw: str
    place: Position
    form: Form

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Return the text of the cells."""
        return tuple(
            cell["bare"] if cell["quoted"] is None else cell["quoted"].replace('""', '"') for cell in self._found()
        )

    @cached_property
    def cells(self) -> tuple[Traced, ...]:
        """Return the cells, each character knowing its line and column; a doubled quotation mark is one."""
        place, at, cells = self.place, 0, []
        for cell in self._found():
            start, end = cell.span(cell.lastgroup or 0)
            place = Position(place.line, place.column + start - at)
            pieces = list(self._pieces(cell, place))
            cells.append(Traced(pieces, place))
            place, at = pieces[-1].end, end
        return tuple(cells)

    def _found(self) -> Iterator[re.Match[str]]:
        return self.form.cell.finditer(self.raw.rstrip("\r\n"))

    def _pieces(self, cell: re.Match[str], place: Position) -> Iterator[Piece]:
        """Yield what lies between doubled marks and line ends, and each of those."""
        at, end = cell.span(cell.lastgroup or 0)
        for special in self.form.special.finditer(self.raw, at, end) if cell.lastgroup == "quoted" else ():
            left, right = special.span()
            line, column = place
            before, place = place, Position(line, column + left - at)
            yield Piece(self.raw[at:left], before, place, QUOTED)
            before = place
            if self.raw[left] == '"':
                place = Position(line, column + right - at)
                yield Piece('"', before, place, QUOTED)
            else:
                place = Position(line + 1, 1)
                yield Piece(special.group(), before, place, QUOTED)
            at = right
        layers = QUOTED if cell.lastgroup == "quoted" else BARE
        yield Piece(self.raw[at:end], place, Position(place.line, place.column + end - at), layers)

    def end(self) -> Position:
        """Return where the next record starts."""
        line, column = self.place
        if self.form.line_end == "\n":
            return Position(line + self.raw.count("\n"), _column(self.raw, column))
        ends = [found.end() for found in re.finditer(self.form.line_end, self.raw)]
        return Position(line + len(ends), len(self.raw) - ends[-1] + 1 if ends else column + len(self.raw))


def _column(text: str, column: int) -> int:
    """Return the column behind a text that starts in one."""
    feed = text.rfind("\n")
    return column + len(text) if feed < 0 else len(text) - feed


def rows(blocks: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a file that comes block by block; empty lines are none.

    The first row tells what parts the cells. Where it ends in a carriage return alone, those end lines as well.

    Raises:
        ValueError: with the line: a quotation mark is never closed, or text stands behind the one that closes.

    """
    reader = _Reader()
    held: list[str] = []
    size = wanted = 0
    for block in blocks:
        held.append(block)
        size += len(block)
        if size > wanted:
            rest = yield from reader.read("".join(held), last=False)
            held, size, wanted = [rest], len(rest), 2 * len(rest)  # so that a long record isn't begun too often
    yield from reader.read("".join(held), last=True)


class _Reader:
    """Reads records and keeps in mind where it is."""

    def __init__(self) -> None:
        self.place = Position(1, 1)
        self.form = _form(DELIMITERS, "\n")
        self.settled = False

    def read(self, text: str, *, last: bool) -> Generator[Row, None, str]:
        """Yield the rows of a text, which goes on unless it is the last; return the beginning of one that does."""
        at = 0
        while at < len(text):
            found = _BLANK.match(text, at) or (self.form.last_record if last else self.form.record).match(text, at)
            if found is None:
                self._check(text, at, last=last)
                break
            if not last and found.end() == len(text) and text[-1] == "\r":
                break  # a line feed may follow
            raw = found.group()
            blank = raw[0] in "\r\n"
            if not blank and not self.settled:
                self.form, self.settled = _form_of(raw), True
                continue
            row = Row(raw, self.place, self.form)
            if not blank:
                yield row
            self.place = row.end()
            at = found.end()
        return text[at:]

    def _check(self, text: str, at: int, *, last: bool) -> None:
        """Refuse what can be no record, however it goes on."""
        fault = self.form.fault.match(text, at)
        opened = fault is None or fault["closed"] is None
        if opened and not last and len(text) - at <= LONGEST_RECORD:
            return
        where = fault.start("mark" if opened else "closed") if fault else at
        line = Row(text[at:where], self.place, self.form).end().line
        what = "a quotation mark that is never closed" if opened else "text behind a closing quotation mark"
        raise ValueError(f"line {line}: {what}")


@cache
def _form(delimiters: str, line_end: str) -> Form:
    """Return the patterns, none of which ever goes back."""
    part = f"[{delimiters}]"
    bare = f'(?:[^"{delimiters}\\r\\n][^{delimiters}\\r\\n]*+)?+'
    cell = f'(?:"{_QUOTED}"|{bare})'
    record = f"{cell}(?:{part}{cell})*+"
    return Form(
        re.compile(rf"{record}(?:\r\n?|\n)"),
        re.compile(rf"{record}(?:\r\n?|\n|\Z)"),
        re.compile(rf'(?:\A|{part})(?:"(?P<quoted>{_QUOTED})"|(?P<bare>{bare}))'),
        re.compile(rf'(?:{cell}{part})*+(?P<mark>"){_QUOTED}(?P<closed>"(?=[^"{delimiters}\r\n]))?'),
        re.compile(f'""|{line_end}'),
        line_end,
    )


def _form_of(header: str) -> Form:
    """Return the form of which a header is: of what parts its cells, whatever there is most of; else commas."""
    cells = _form(DELIMITERS, "\n").cell.finditer(header.rstrip("\r\n"))
    counts = Counter(header[cell.start()] for cell in cells if cell.start() or header[0] in DELIMITERS)
    delimiter = max(DELIMITERS, key=lambda mark: counts[mark])
    return _form(delimiter, r"\r\n?|\n" if header[-1] == "\r" else "\n")
