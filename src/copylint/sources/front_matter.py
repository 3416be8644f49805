"""The head of a Markdown document between lines of three hyphens: YAML, of which only the title is copy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from copylint.model.expressions import expression
from copylint.model.traced import Piece, Traced
from copylint.sources.line_table import LineTable

_OPEN = expression(r"---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*+(?=[\w\"'][^\n:]*:(?:[ \t]|$)|---)", re.MULTILINE)
_CLOSE = expression(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TITLE = expression(r"""^(?:title|"title"|'title'):[ \t]*+(?:[|>][-+\d]*+[ \t]*+(?:#.*+)?\n\s*+)?""", re.MULTILINE)
_PLAIN = expression(r"""[^\s"'#](?:(?!\s\#)[^\n]|\n[ \t]++(?=[^\s#]))*+""")
_QUOTED = expression(r""""(?P<double>(?:[^"\\]|\\.)*+)"|'(?P<single>(?:[^']|'')*+)'""", re.DOTALL)
_FOLD = r"(?P<fold>(?<![ \t])[ \t]*\n\s*)"
_IN_PLAIN = expression(_FOLD)
_IN_SINGLE = expression(rf"'(?P<char>')|{_FOLD}")
_IN_DOUBLE = expression(
    rf"\\(?P<gone>\n[ \t]*)|(?P<json>\\u[dD][89abAB][0-9a-fA-F]{{2}}\\u[dD][c-fC-F][0-9a-fA-F]{{2}})"
    rf"|\\(?:u(?P<u>[0-9a-fA-F]{{4}})|x(?P<x>[0-9a-fA-F]{{2}})|U(?P<U>[0-9a-fA-F]{{8}})"
    rf"|(?P<space>[abtnvfre0NLP])|(?P<char>.))|{_FOLD}"
)


class FrontMatter(NamedTuple):
    """How many lines the front matter takes, and its title."""

    lines: int
    title: Traced


def front_matter(lines: LineTable) -> FrontMatter:
    """Return the front matter of a document; one without any has none of its lines and no title."""
    opened = _OPEN.match(lines.text)
    closed = _CLOSE.search(lines.text, opened.end()) if opened else None
    if closed is None:
        return FrontMatter(0, Traced())
    found = _TITLE.search(lines.text, 0, closed.start())
    title = Traced(_title(lines, found.end(), closed.start())) if found else Traced()
    return FrontMatter(lines.row(closed.start()) + 1, title)


def _title(lines: LineTable, start: int, end: int) -> Iterator[Piece]:
    """Yield the value that starts at an offset: quoted, or up to the end of its lines."""
    quoted = _QUOTED.match(lines.text, start, end)
    if quoted is not None and quoted.lastgroup is not None:
        escapes = _IN_DOUBLE if quoted.lastgroup == "double" else _IN_SINGLE
        yield from _resolved(lines, escapes, *quoted.span(quoted.lastgroup))
    elif (plain := _PLAIN.match(lines.text, start, end)) is not None:
        yield from _resolved(lines, _IN_PLAIN, start, start + len(plain.group().rstrip()))


def _resolved(lines: LineTable, escapes: re.Pattern[str], start: int, end: int) -> Iterator[Piece]:
    """Yield text as it stands, its escapes and line ends as what they stand for."""
    for escape in escapes.finditer(lines.text, start, end):
        yield lines.piece(start, escape.start())
        yield lines.stretch(*escape.span())._replace(text=_meant(escape))
        start = escape.end()
    yield lines.piece(start, end)


def _meant(escape: re.Match[str]) -> str:
    """Return what an escape stands for; white space of any kind is a space in a headline."""
    kind, text = escape.lastgroup, escape.group(escape.lastgroup or 0)
    if kind == "json":
        return str(json.loads(f'"{text}"'))
    if kind in ("u", "x", "U"):
        code = int(text, 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)  # noqa: PLR2004  surrogates
    if kind == "char":
        return "\u00a0" if text == "_" else text
    return "" if kind == "gone" else " "
