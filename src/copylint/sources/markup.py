"""XML and HTML by their root element: which format it is, and the items it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copylint.model.source import Source
from copylint.model.traced import Piece, Position, Traced
from copylint.sources import xml_formats
from copylint.sources.blocks import read_html
from copylint.sources.items import Item, Part
from copylint.sources.xml_tree import BLOCK, XmlReader

HEAD = 65_536  # code points in which a root element has to open
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^<>\[]|\[.*?\])*+>)*+", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")


def items_of_markup(source: Source) -> Iterator[Item] | None:
    """Return the items of HTML or of a known kind of XML, or None where it is another."""
    head = source.text[:HEAD]
    prolog = _PROLOG.match(head)
    root = _ROOT.match(head, prolog.end() if prolog else 0)
    name = root.group(1) if root else ""
    if name.lower() == "html":
        return _page(source)
    wanted = xml_formats.ROOTS.get(name)
    return None if wanted is None else _xml(source, wanted)


def _xml(source: Source, wanted: str) -> Iterator[Item]:
    """Yield the items of XML; its declaration is blanked: the text is decoded already, and may start with spaces."""
    reader = XmlReader(source.path, frozenset({wanted}))
    declaration = _DECLARATION.match(source.text)
    end = declaration.end() if declaration else 0
    number = 0
    for at in range(0, max(len(source.text), 1), BLOCK):
        block = source.text[at : at + BLOCK]
        if at == 0 and end:
            block = re.sub(r"\S", " ", block[:end]) + block[end:]
        for element in reader.feed(block, last=at + BLOCK >= len(source.text)):
            number += 1
            yield xml_formats.READERS[element.name](element, number)


def _page(source: Source) -> Iterator[Item]:
    """Yield the one item of an HTML page: what its article, its main part or its body shows."""
    start, end = _copy_of_page(source.text)
    whole = Traced(_pieces(source.text))
    blocks = read_html(Traced(whole.cut(start, end)))
    captions = (Part("caption", Traced(pieces)) for pieces in blocks.captions)
    yield Item(None, (Part("body", blocks.traced()), *captions), whole.start_of(start))


def _copy_of_page(text: str) -> tuple[int, int]:
    """Return where the copy of a page starts and ends: inside its first article or main part, else inside its body."""
    parts = [part for tag in ("article", "main") if (part := _inside(text, tag))]
    return min(parts, default=None) or _inside(text, "body", closed=False) or (0, len(text))


def _inside(text: str, tag: str, *, closed: bool = True) -> tuple[int, int] | None:
    """Return what lies between the first opening and the last closing tag; one that is never closed runs to the end."""
    opened = re.search(rf"<{tag}\b[^<>]*>", text, re.IGNORECASE)
    if opened is None:
        return None
    end = max((m.start() for m in re.finditer(rf"</{tag}\s*+>", text, re.IGNORECASE)), default=-1)
    if end < opened.end():
        return None if closed else (opened.end(), len(text))
    return opened.end(), end


def _pieces(text: str) -> Iterator[Piece]:
    """Yield the lines of a text and their ends."""
    for number, line in enumerate(text.split("\n"), start=1):
        yield Piece(line, Position(number, 1), Position(number, len(line) + 1))
        yield Piece("\n", Position(number, len(line) + 1), Position(number + 1, 1))
