"""Markdown → parts: what a reader of the rendered page sees, each character knowing where it stood.

The document becomes HTML whose pieces stand where their Markdown stood; what a page shows of that, `blocks` knows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from markdown_it.common.utils import mdTrim
from markdown_it.token import Token

from copylint.model.expressions import expression
from copylint.model.traced import Piece, Position, Traced
from copylint.sources.blocks import read_html
from copylint.sources.front_matter import front_matter
from copylint.sources.items import Item, Part, Whole, parts_of
from copylint.sources.line_table import LineTable
from copylint.sources.markdown_parser import MarkdownParser

_COMMENT = expression(r"\s*<!--.*?(?:-->\s*|\Z)", re.DOTALL)
_LINE_BREAK = expression(r"\n[ \t]*")
_SPECIAL = expression(r"[&<]")
_WRITTEN = {"&": "&amp;", "<": "&lt;"}
_BAR = expression(r"(?<!\\)\|")
_ESCAPED_BAR = expression(r"\\\|")
_NOWHERE = Position(1, 1)


def markdown_parts(text: str) -> tuple[Part, ...]:
    """Return the headline, the body and the captions of a Markdown document.

    The headline is the title of the front matter, or else the heading of the first level that opens the document.
    Code blocks and the alternative texts of images are no copy.
    """
    lines = LineTable(text)
    front = front_matter(lines)
    parser = MarkdownParser(lines.text, front.lines)
    tokens = [token for token in parser.blocks if not _is_comment(token)]
    headline = front.title
    if not headline.text and tokens and tokens[0].tag == "h1":
        headline = read_html(Traced(_page(lines, tokens[:3], parser))).traced()
        del tokens[:3]
    body = read_html(Traced(_page(lines, tokens, parser)))
    return (*parts_of("headline", headline), *body.parts())


def _is_comment(token: Token) -> bool:
    if token.type != "html_block":
        return False
    found = _COMMENT.match(token.content)
    return found is not None and found.end() == len(token.content)


def _page(lines: LineTable, tokens: list[Token], parser: MarkdownParser) -> Iterator[Piece]:
    """Yield the HTML of blocks: what holds text is a paragraph, wherever it lies."""
    cells: Iterator[Traced] | None = None
    for at, token in enumerate(tokens):
        if token.type == "inline":
            if tokens[at - 1].type in ("th_open", "td_open"):
                cells = cells or _cells(lines, token.meta["starts"][0])
                content = next(cells, Traced())
            else:
                content = Traced(_content(lines, token, tokens[at - 1]))
            if content.text:
                yield _tag("<p>")
                yield from _spans(content, parser.spans(token.content))
                yield _tag("</p>")
        elif token.type == "html_block":
            yield from _html(lines, token)
        elif token.type == "list_item_open":
            yield _tag("<li>")
        elif token.type == "tr_open":
            cells = None


def _tag(tag: str) -> Piece:
    return Piece(tag, _NOWHERE, _NOWHERE)


def _content(lines: LineTable, token: Token, before: Token) -> Iterator[Piece]:
    """Yield the text of a paragraph or a heading: its lines, without white space before the first and after the last.

    Whatever stands before the first character of the text is white space (or the mark of a heading); lines of white
    space other than blanks and tabs may be left out before it.
    """
    if not token.content:
        return
    starts: list[int] = token.meta["starts"]
    first = lines.row(starts[0])
    if before.markup.startswith("#"):
        starts = [starts[0] + len(before.markup)]
    skipped = 0
    while (at := lines.text.find(token.content[0], starts[skipped], lines.end(first + skipped))) < 0:
        skipped += 1
    starts[skipped] = at
    for row, line in enumerate(token.content.split("\n"), start=skipped):
        if row > skipped:
            yield Piece("\n", lines.place(lines.end(first + row - 1)), lines.place(starts[row]))
        yield from _line(lines, line, starts[row])


def _line(lines: LineTable, line: str, start: int) -> Iterator[Piece]:
    """Yield a line whose text starts at an offset; white space before it may come of a tab."""
    bare = line.lstrip(" \t")
    piece = lines.piece(start, start + len(bare))
    if len(bare) < len(line):
        yield Piece(line[: len(line) - len(bare)], piece.start, piece.start)
    yield piece


def _cells(lines: LineTable, start: int) -> Iterator[Traced]:
    """Yield the cells of a table's row; an escaped bar in one is a bar."""
    row = mdTrim(lines.text[start : lines.end(lines.row(start))])
    start = lines.text.index(row[0], start)
    bars = [match.start() for match in _BAR.finditer(row)]
    bounds = list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(row)], strict=True))
    if bars and bars[0] == 0:
        del bounds[0]
    for left, right in bounds:
        bare = mdTrim(row[left:right])
        at = start + (row.index(bare, left) if bare else left)
        yield Traced(_cell(lines, at, at + len(bare)))


def _cell(lines: LineTable, start: int, end: int) -> Iterator[Piece]:
    for bar in _ESCAPED_BAR.finditer(lines.text, start, end):
        yield lines.piece(start, bar.start())
        yield lines.piece(*bar.span())._replace(text="|")
        start = bar.end()
    yield lines.piece(start, end)


def _spans(content: Traced, tokens: list[Token]) -> Iterator[Piece]:
    """Yield the HTML of what stands inside a block."""
    for token in tokens:
        at = token.meta["at"]
        if token.type in ("text", "code_inline"):
            yield from _escaped(_source(content, token, at))
        elif token.type == "text_special":
            start, end = content.start_of(at), content.end_of(at + len(token.markup))
            yield Piece(html.escape(token.content, quote=False), start, end)
        elif token.type == "softbreak":
            yield _soft_break(content, at)
        elif token.type == "hardbreak":
            yield _tag("<br>")
        elif token.type == "html_inline" and not token.content.startswith(("<!", "<?")):
            yield _tag(token.content)


def _source(content: Traced, token: Token, at: int) -> Iterator[Piece]:
    """Return a token's text as it stood: behind the marks of code, or the bracket that opens an address."""
    text = token.content
    if token.type == "code_inline":
        at += len(token.markup)
        at += content.text[at : at + len(text)].replace("\n", " ") != text
    elif not content.text.startswith(text, at):
        at += 1
    return content.cut(at, at + len(text))


def _soft_break(content: Traced, at: int) -> Piece:
    """Return the space that stands for a line end and the white space around it."""
    found = _LINE_BREAK.match(content.text, at)
    while content.text[at - 1] == " ":
        at -= 1
    return Piece(" ", content.end_of(at), content.start_of(found.end() if found else at))


def _escaped(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces with their special characters as HTML writes them."""
    for piece in pieces:
        at = 0
        for special in _SPECIAL.finditer(piece.text):
            yield piece.cut(at, special.start())
            yield piece.cut(*special.span())._replace(text=_WRITTEN[special.group()])
            at = special.end()
        yield piece.cut(at, len(piece.text)) if at else piece


def _html(lines: LineTable, token: Token) -> Iterator[Piece]:
    """Yield a block of HTML as it stands; each line of it ends where a line of the file does."""
    row = token.map[0] if token.map else 0
    for number, line in enumerate(token.content.removesuffix("\n").split("\n"), start=row):
        end = lines.end(number)
        yield from _line(lines, line, end - len(line.lstrip(" \t")))
        yield lines.stretch(end, end + 1)


class Markdown(Whole):
    """A Markdown document."""

    kind = "markdown"

    def items(self) -> Iterator[Item]:
        """Yield the one item."""
        yield Item(None, markdown_parts(self.source.text), Position(1, 1), received=self.received)
