"""JSON whose strings know where they stand in the file, escapes included."""

from __future__ import annotations

import json
import json.decoder
import json.scanner
from collections.abc import Iterator
from typing import Any

from copylint.model.errors import UnreadableError
from copylint.model.expressions import expression
from copylint.model.traced import LineStarts, Piece, Position, Traced

_ESCAPE = expression(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_HALF = expression(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class Located(str):
    """A string of a JSON document and the offset of its first character behind the quotation mark."""

    __slots__ = ("offset", "raw")

    offset: int
    raw: str


class LocatedObject(dict[str, Any]):
    """An object of a JSON document and the offsets between which it stands, braces included."""

    start: int
    end: int


def _object(start: tuple[str, int], *rest: Any) -> tuple[LocatedObject, int]:
    value, end = json.decoder.JSONObject(start, *rest)  # type: ignore[attr-defined]  # not in the stubs
    found = LocatedObject(value)
    found.start, found.end = start[1] - 1, end
    return found, end


def _scan(text: str, start: int, strict: bool = True) -> tuple[Located, int]:  # noqa: FBT001, FBT002  json's signature
    value, end = json.decoder.scanstring(text, start, strict)  # type: ignore[attr-defined]  # not in the stubs
    found = Located(value)
    found.offset, found.raw = start, text[start : end - 1]
    return found, end


class _Decoder(json.JSONDecoder):
    """Decodes values as the standard library does; strings and objects come located."""

    def __init__(self) -> None:
        super().__init__()
        self.parse_string = _scan
        self.parse_object = _object
        self.scan_once = json.scanner.py_make_scanner(self)  # type: ignore[attr-defined]  # that in C takes no parse_string


class JsonText:
    """A JSON document: its value, and where its strings stand."""

    def __init__(self, path: str, text: str, line: int = 1) -> None:
        """Parse the text, whose first line is `line` in the file.

        Raises:
            UnreadableError: it is no JSON.

        """
        self.text = text
        self._lines = LineStarts(text, line)
        try:
            self.value: Any = _Decoder().decode(text)
        except json.JSONDecodeError as error:
            place = f"line {error.lineno + line - 1}, column {error.colno}"
            raise UnreadableError(path, f"broken JSON at {place}: {error.msg}") from error
        except RecursionError as error:
            raise UnreadableError(path, "broken JSON: nested too deeply") from error
        except ValueError as error:
            raise UnreadableError(path, f"broken JSON: {error}") from error
        if found := _surrogate(text, self._lines):
            raise UnreadableError(
                path, f"half a character (a lone surrogate) at line {found.line}, column {found.column}"
            )

    def traced(self, value: object) -> Traced:
        """Return a string of the document with the place of each character; what is no string is empty."""
        if not isinstance(value, Located):
            return Traced()
        return Traced(_pieces(value, *self.place(value.offset)))

    def field(self, name: str) -> Traced:
        """Return a field of the object that the document is."""
        return self.traced(self.value[name])

    def place(self, offset: int) -> Position:
        """Return line and column of an offset."""
        return self._lines.place(offset)


def _surrogate(text: str, lines: LineStarts) -> Position | None:
    """Return where an escape stands that is half a character, if one does."""
    for escape in _ESCAPE.finditer(text) if "\\u" in text else ():
        if _HALF.fullmatch(escape.group()):
            return lines.place(escape.start())
    return None


def _pieces(value: Located, line: int, column: int) -> Iterator[Piece]:
    """Yield the runs between escapes as they stand, and each escape as a whole."""
    at = 0
    for escape in _ESCAPE.finditer(value.raw):
        if escape.start() > at:
            yield _piece(value.raw[at : escape.start()], line, column + at, column + escape.start())
        text = json.loads(f'"{escape.group()}"')
        yield _piece(text, line, column + escape.start(), column + escape.end())
        at = escape.end()
    if at < len(value.raw):
        yield _piece(value.raw[at:], line, column + at, column + len(value.raw))


def _piece(text: str, line: int, start: int, end: int) -> Piece:
    return Piece(text, Position(line, start), Position(line, end), ("json",))
