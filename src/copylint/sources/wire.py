"""Wire messages of IPTC 7901 and ANPA 1312: text between control characters, wrapped at the teleprinter's width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from copylint.model.expressions import expression
from copylint.model.source import Source, Unread
from copylint.model.traced import LineStarts, Piece, Position, Traced
from copylint.sources.items import Carrier, Item, parts_of

START = "\x02"
_MESSAGE = expression(r"(?:\x01(?P<header>[^\x01\x02\x03]*))?\x02(?P<text>[^\x02\x03]*)\x03")
_TRAILER = expression(r"[^\x01\x02\x03\x04]*+\x04")
_ANPA_LINE = expression(r"\^(?P<text>[^<\r\n]*)<")
_INDENT = expression(r"[ \t]+")
_CONTROL = expression(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


class _Line(NamedTuple):
    text: str
    place: Position


def is_wire(text: str) -> bool:
    """Return whether the text holds a wire message."""
    return START in text and _MESSAGE.search(text) is not None


class Wire(Carrier):
    """Messages one after the other, whatever stands between them."""

    def __init__(self, source: Source) -> None:
        """Take the text."""
        super().__init__(source)
        found = _MESSAGE.search(source.text)
        text = found.group("text") if found else ""
        self.kind = "anpa1312" if any(_ANPA_LINE.match(line) for line in text.split("\n")) else "iptc7901"

    def items(self) -> Iterator[Item | Unread]:
        """Yield an item for each message: its headline, and its body with the wrapped lines joined again."""
        text = self.source.text
        starts = LineStarts(text)
        whole = {message.start("text") - 1 for message in _MESSAGE.finditer(text)}
        for begun in re.finditer(START, text):
            if begun.start() not in whole:
                line = starts.place(begun.start()).line
                yield Unread(self.source.path, f"the message in line {line} has no end (ETX)")
        for number, message in enumerate(_MESSAGE.finditer(text), start=1):
            header = _CONTROL.sub(" ", message.group("header") or "").split()
            end = "\n" if "\n" in text else "\r"
            lines = list(_lines(message.group("text"), starts.place(message.start("text")), end))
            anpa = [i for i, line in enumerate(lines) if _ANPA_LINE.match(line.text)]
            headline, body = _anpa(lines, anpa) if anpa else _iptc(lines)
            yield Item(
                id=header[0] if header else f"#{number}",
                parts=(*parts_of("headline", Traced(headline)), *parts_of("body", Traced(_unwrapped(body)))),
                place=starts.place(message.start()),
                received=partial(self._received, message.start(), message.end()),
            )

    def _received(self, start: int, end: int) -> bytes:
        trailer = _TRAILER.match(self.source.text, end)
        return self.source.encode(self.source.text[start : trailer.end() if trailer else end])


def _iptc(lines: list[_Line]) -> tuple[list[Piece], list[_Line]]:
    """Return the rest of the line that opens the text as the headline, and the lines below it."""
    first = lines[0]
    bare = first.text.strip()
    start = first.place.column + len(first.text) - len(first.text.lstrip())
    line = first.place.line
    return [Piece(bare, Position(line, start), Position(line, start + len(bare)))], lines[1:]


def _anpa(lines: list[_Line], marked: list[int]) -> tuple[list[Piece], list[_Line]]:
    """Return the second line between ^ and < (the only one, where there is but one), and the lines below the last."""
    line = lines[marked[min(1, len(marked) - 1)]]
    found = _ANPA_LINE.match(line.text)
    text = found.group("text") if found else ""
    start = line.place.column + 1
    headline = Piece(text, Position(line.place.line, start), Position(line.place.line, start + len(text)))
    return [headline], lines[marked[-1] + 1 :]


def _lines(text: str, place: Position, end: str) -> Iterator[_Line]:
    """Yield the lines of a text that starts at a place, without their ends."""
    for number, part in enumerate(text.split(end)):
        yield _Line(part.removesuffix("\r"), Position(place.line + number, 1 if number else place.column))


def _unwrapped(lines: list[_Line]) -> Iterator[Piece]:
    """Yield paragraphs: a blank line or an indented one starts a new one, any other goes on with the last."""
    open_end: Position | None = None
    parted = True
    for text, (line, column) in lines:
        bare = text.strip()
        indent = _INDENT.match(text)
        if not bare:
            parted = True
            continue
        start = column + (indent.end() if indent else 0)
        place = Position(line, start)
        if open_end is not None:
            new = parted or indent is not None
            yield Piece("\n\n", open_end, open_end) if new else Piece(" ", open_end, place)
        open_end = Position(line, start + len(bare))
        parted = False
        yield Piece(bare, place, open_end)
