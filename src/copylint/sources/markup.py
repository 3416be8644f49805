"""XML and HTML by their root element: which format it is, and the items it holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from itertools import chain

from copylint.model.errors import RefusedError, UnknownKindError, UnreadableError
from copylint.model.expressions import expression
from copylint.model.source import HEAD, Source, Unread
from copylint.model.traced import Position, Traced, lines_of
from copylint.sources import xml_formats
from copylint.sources.blocks import read_html
from copylint.sources.items import Carrier, Item, Whole
from copylint.sources.xml_tree import Stretches, XmlReader

_PROLOG = expression(
    r"""(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^<>\[]|\[(?:"[^"]*+"|'[^']*+'|[^\]"'])*+\])*+>)*+""",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = expression(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_DECLARATION = expression(r"\s*<\?xml\b[^>]*\?>")
_INSTRUCTION = expression(r"<!--.*?-->|(<\?.*?\?>)", re.DOTALL)
_LANGUAGE = expression(r"""<html\b[^<>]*?\slang\s*=\s*["']?([A-Za-z]{2}[\w-]*)""", re.IGNORECASE)
NOTES = ("title", "language")  # what the head of a feed says of all its items


def markup_carrier(source: Source) -> Carrier | None:
    """Return the carrier that HTML or XML is, or None where the text is copy that opens with a tag.

    Raises:
        UnknownKindError: it is XML, but of no kind that holds copy.

    """
    prolog = _PROLOG.match(source.head)
    root = _ROOT.match(source.head, prolog.end() if prolog else 0)
    name = root.group(1) if root else ""
    if name.lower() == "html":
        return Page(source)
    if name in xml_formats.ROOTS:
        return Feed(source, xml_formats.ROOTS[name])
    if _DECLARATION.match(source.head) or source.head.lstrip().startswith("<!DOCTYPE"):
        raise UnknownKindError(source.path, f"XML, but none that copylint knows (its root is <{name}>)")
    return None


class Feed(Carrier):
    """XML of a known kind; its declaration is blanked: the text is decoded already, and may start with spaces.

    Where what stands before the first item is no XML (a declaration written twice, attributes without quotation marks,
    prefixes that nothing declares), declarations and the root's attributes are blanked too: no copy stands there.
    """

    def __init__(self, source: Source, root: xml_formats.Root) -> None:
        """Take the text and what its root element tells."""
        super().__init__(source)
        wordpress = root.kind == "rss" and xml_formats.WORDPRESS in source.head
        self.kind = "wxr" if wordpress else root.kind
        self._wanted = root.items
        declaration = _DECLARATION.match(source.head)
        self._declaration = declaration.end() if declaration else 0
        self._blank = [(0, self._declaration)]
        self.loose = False
        if self._head_is_broken():
            self.loose = True
            self._blank = _markup_of_head(source.head)

    def items(self) -> Iterator[Item | Unread]:
        """Yield the items; what an item doesn't say of its language and source, the feed's own head does."""
        reader = self._reader(NOTES)
        notes: dict[str, str] = {}
        number = 0
        for element in chain.from_iterable(reader.feed(block, last=last) for block, last in self._blocks()):
            if element.name != self._wanted:
                notes.setdefault(element.name, element.text)
                continue
            number += 1
            try:
                item = xml_formats.READERS[element.name](element, number)
            except RecursionError:
                yield Unread(self.source.path, f"item {number} in line {element.place.line} is nested too deeply")
                continue
            yield item._replace(
                language=item.language or notes.get("language", "") or reader.language,
                source=item.source or notes.get("title", ""),
                received=partial(self._received, element.raw),
            )

    def _reader(self, notes: Collection[str] = ()) -> XmlReader:
        return XmlReader(self.source.path, {self._wanted}, notes, namespaces=not self.loose)

    def _head_is_broken(self) -> bool:
        """Return whether XML ends before the root element has begun."""
        reader = self._reader()
        try:
            for _ in reader.feed(_blanked(self.source.head, self._blank)):
                break
        except UnreadableError as error:
            return not isinstance(error, RefusedError) and not reader.begun
        return False

    def _received(self, raw: bytes) -> bytes:
        return raw if self.source.encoding == "utf-8" else self.source.encode(raw.decode("utf-8"))

    def _blocks(self) -> Iterator[tuple[str, bool]]:
        """Yield each block of the text and whether it is the last."""
        before: str | None = None
        for block in self.source.blocks():
            if before is not None:
                yield before, False
            before = _blanked(block, self._blank) if before is None else block
        yield before or "", True

    def envelope(self) -> tuple[bytes, bytes]:
        """Return the feed without its items; of one that breaks off, what was open is closed."""
        reader = self._reader()
        kept, at, gaps = Stretches(), 0, list[bytes]()
        try:
            for block, last in self._blocks():
                kept.add(block.encode("utf-8"))
                for element in reader.feed(block, last=last):
                    gaps.append(kept.between(at, element.start))
                    at = element.start + len(element.raw)
                    kept.drop(at)
            gaps.append(kept.rest())
        except UnreadableError:
            gaps.append("".join(f"</{name}>" for name in reversed(reader.around)).encode("utf-8"))
        before, *between = (gap.decode("utf-8") for gap in gaps)
        head = self._blank[-1][1]
        before = self.source.head[:head] + before[head:]
        after = "".join([*(gap for gap in between[:-1] if gap.strip()), *between[-1:]])
        return self.source.bom + self.source.encode(before), self.source.encode(after)


def _blanked(text: str, stretches: list[tuple[int, int]]) -> str:
    """Return a text with spaces for what stands in some stretches, line ends kept."""
    for start, end in stretches:
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
    return text


def _markup_of_head(head: str) -> list[tuple[int, int]]:
    """Return where the declarations stand that come before the root element, and its attributes."""
    prolog = _PROLOG.match(head)
    end = prolog.end() if prolog else 0
    stretches = [m.span() for m in _INSTRUCTION.finditer(head, 0, end) if m.group(1)]
    root = _ROOT.match(head, end)
    if root is not None:
        close = head.find(">", root.end())
        stretches.append((root.end(), close if close > 0 else root.end()))
    return stretches


class Page(Whole):
    """An HTML page, whose one item is what its article, its main part or its body shows."""

    kind = "html"

    def items(self) -> Iterator[Item]:
        """Yield the one item."""
        text = self.source.text
        start, end = _copy_of_page(text)
        parts = read_html(Traced(Traced(lines_of(text)).cut(start, end))).parts()
        yield Item(None, tuple(parts), Position(1, 1), language=_language_of_page(text), received=self.received)


def _language_of_page(text: str) -> str:
    found = _LANGUAGE.search(text[:HEAD])
    return found.group(1) if found else ""


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
