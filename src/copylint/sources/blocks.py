"""Markup → paragraphs: what a reader sees of HTML, XHTML or NITF, each character knowing where it stood."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from copylint.model.expressions import expression
from copylint.model.traced import LineStarts, Piece, Position, Traced
from copylint.settings.toml import parsed
from copylint.sources.items import Part, parts_of

_TAGS = {k: frozenset(v.split()) for k, v in parsed(Path(__file__).with_name("tags.toml").read_text("utf-8")).items()}
BLOCKS, HIDDEN, CAPTIONS = _TAGS["blocks"], _TAGS["hidden"], _TAGS["captions"]
_SPACES = expression(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # what a page shows as one space; a single one is that already
_REFERENCE = expression(r"&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_LOOSE = expression(r"&(?!#\d|#[xX][0-9a-fA-F]|[A-Za-z])")


class Blocks:
    """Gathers text between tags into paragraphs; captions apart from the rest."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.copy: list[Piece] = []
        self.captions: list[list[Piece]] = []
        self._into = self.copy
        self._hidden = 0
        self._preformatted = 0
        self._end = Position(1, 1)

    def start(self, tag: str) -> None:
        """Open an element."""
        if tag in HIDDEN:
            self._hidden += 1
        if tag in CAPTIONS:
            self._into = []
            self.captions.append(self._into)
        elif tag in BLOCKS:
            self._break("\n\n")
        elif tag == "br":
            self._break("\n")
        self._preformatted += tag == "pre"

    def end(self, tag: str) -> None:
        """Close an element."""
        if tag in HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if tag in CAPTIONS:
            self._into = self.copy
        if tag in BLOCKS:
            self._break("\n\n")
        self._preformatted -= tag == "pre" and self._preformatted > 0

    def text(self, pieces: Iterable[Piece]) -> None:
        """Take the text that stands here; runs of white space become one space, as they do on a page."""
        if self._hidden:
            return
        for piece in pieces:
            self._end = piece.end
            if self._preformatted or not (piece.plain or piece.text.isspace()):
                self._into.append(piece)
                continue
            for part in _collapsed(piece):
                at_start = not self._into or self._into[-1].text[-1] in " \n"
                kept = part.cut(1, len(part.text)) if at_start and part.text[0] == " " else part
                if kept.text:
                    self._into.append(kept)

    def _break(self, mark: str) -> None:
        """End a paragraph or a line where one is open."""
        into = self._into
        while into and into[-1].text[-1] == " ":
            last = into.pop()
            if len(last.text) > 1:
                into.append(last.cut(0, len(last.text) - 1))
        if into and into[-1].text not in ("\n\n", mark):
            if into[-1].text == "\n":
                into.pop()
            into.append(Piece(mark, self._end, self._end))

    def traced(self) -> Traced:
        """Return the copy without its captions."""
        return _trimmed(self.copy)

    def parts(self) -> list[Part]:
        """Return body and captions."""
        captions = [part for pieces in self.captions for part in parts_of("caption", Traced(pieces))]
        return parts_of("body", self.traced()) + captions


def _trimmed(pieces: list[Piece]) -> Traced:
    last = len(pieces)
    while last and not pieces[last - 1].text.strip():
        last -= 1
    return Traced(pieces[:last])


def _collapsed(piece: Piece) -> Iterator[Piece]:
    """Yield a piece with its runs of white space as single spaces that stand for the run."""
    at = 0
    for run in _SPACES.finditer(piece.text):
        if run.start() > at:
            yield piece.cut(at, run.start())
        space = piece.cut(*run.span())
        yield Piece(" ", space.start, space.end, space.layers)
        at = run.end()
    if at < len(piece.text):
        yield piece.cut(at, len(piece.text))


class _Parser(HTMLParser):
    """Feeds the tokens of HTML to blocks, with their places in the markup."""

    def __init__(self, markup: Traced, blocks: Blocks) -> None:
        super().__init__(convert_charrefs=False)
        self._markup = markup
        self._blocks = blocks
        self._lines = LineStarts(markup.text)

    def _at(self) -> int:
        return self._lines.offset(*self.getpos())

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._blocks.start(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._blocks.start(tag)
        self._blocks.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self._blocks.end(tag)

    def handle_data(self, data: str) -> None:
        at = self._at()
        self._blocks.text(piece.inside("html") for piece in self._markup.cut(at, at + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        self._reference(len(name) + 2)

    def parse_html_declaration(self, i: int) -> int:
        """Take `<![` that opens no section a browser knows as a comment, as browsers do; the parser would give up."""
        if self.rawdata.startswith("<![", i) and not self.rawdata.startswith("<![CDATA[", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def _reference(self, length: int) -> None:
        """Take a reference, and what the parser took for a part of its name (AT&T-owned)."""
        at = self._at()
        end = at + length
        found = _REFERENCE.match(self._markup.text, at)
        if found is not None:
            self._blocks.text([_resolved(self._markup, found)])
            at = found.end()
        if at < end:
            self._blocks.text(piece.inside("html") for piece in self._markup.cut(at, end))


def _resolved(markup: Traced, reference: re.Match[str]) -> Piece:
    """Return what a character reference stands for, in the reference's place."""
    first = next(markup.cut(reference.start(), reference.start() + 1))
    end = markup.end_of(reference.end())
    return Piece(html.unescape(reference.group()), first.start, end, ("html", *first.layers))


def _untagged(markup: Traced, start: int) -> Iterator[Piece]:
    """Yield the text from an offset on, in which no tag is closed."""
    for reference in _REFERENCE.finditer(markup.text, start):
        yield from (piece.inside("html") for piece in markup.cut(start, reference.start()))
        yield _resolved(markup, reference)
        start = reference.end()
    yield from (piece.inside("html") for piece in markup.cut(start, len(markup.text)))


def _written_out(markup: Traced) -> Iterator[Piece]:
    """Yield markup with each & that opens no reference as a reference; the parser would take what follows for text."""
    at = 0
    for loose in _LOOSE.finditer(markup.text):
        yield from markup.cut(at, loose.start())
        yield from (piece._replace(text="&amp;") for piece in markup.cut(*loose.span()))
        at = loose.end()
    yield from markup.cut(at, len(markup.text))


def read_html(markup: Traced) -> Blocks:
    """Return the paragraphs and captions of HTML, however broken it is.

    What stands behind the last closed tag is text; the parser would look for the end of each tag in it over and over.
    """
    blocks = Blocks()
    if _LOOSE.search(markup.text):
        markup = Traced(_written_out(markup))
    tagged = markup.text.rfind(">") + 1
    if tagged:
        parser = _Parser(markup, blocks)
        parser.feed(markup.text[:tagged])
        parser.close()
    blocks.text(_untagged(markup, tagged))
    return blocks
