"""RSS, Atom, WordPress exports, NITF and NewsML-G2: which element is the headline, which the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from copylint.model.expressions import expression
from copylint.model.traced import Traced
from copylint.sources.blocks import Blocks, read_html
from copylint.sources.fields import html_parts
from copylint.sources.items import Item, Part, parts_of
from copylint.sources.xml_tree import XML_LANG, Element

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
RDF_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_HTML = expression(r"</?[A-Za-z]|&#?\w+;")


def html_inside(element: Element) -> list[Part]:
    """Return body and captions of HTML that stands in an element as text, escaped or in CDATA."""
    if any(isinstance(child, Element) for child in element.children):
        return elements_inside(element)
    return html_parts(element.traced())


def elements_inside(element: Element) -> list[Part]:
    """Return body and captions of markup that stands in an element as elements (XHTML, NITF)."""
    blocks = Blocks()
    _walk(element, blocks)
    return blocks.parts()


def _walk(element: Element, blocks: Blocks) -> None:
    for child in element.children:
        if isinstance(child, Element):
            blocks.start(child.name.lower())
            _walk(child, blocks)
            blocks.end(child.name.lower())
        else:
            blocks.text([child])


def _line(element: Element | None) -> Traced:
    """Return an element's text as one line: HTML inside is taken off, its references are resolved."""
    if element is None:
        return Traced()
    return read_html(element.traced()).traced() if _HTML.search(element.text) else _flat(element)


def _flat(element: Element) -> Traced:
    blocks = Blocks()
    blocks.text(element.traced().pieces)
    return blocks.traced()


def _headline(element: Element | None) -> list[Part]:
    return parts_of("headline", _line(element))


def _summary(parts: list[Part]) -> list[Part]:
    return [Part("summary", p.text) if p.kind == "body" else p for p in parts]


def _string(element: Element, *path: str) -> str:
    found = element.first(*path)
    return found.text if found is not None else ""


def rss(item: Element, number: int) -> Item:
    """Return an item of RSS 2.0, RSS 1.0 or a WordPress export; without content, the description is the body."""
    full, short = item.first(CONTENT), item.first("description")
    excerpt = item.first(EXCERPT)
    body = html_inside(full) if full is not None else []
    summary = html_inside(short) if short is not None else []
    if not body:
        body, summary = summary, []
    if excerpt is not None:
        summary += html_inside(excerpt)
    return Item(
        id=_string(item, "guid") or item.attributes.get(RDF_ABOUT) or _string(item, "link") or f"#{number}",
        parts=(*_headline(item.first("title")), *body, *_summary(summary)),
        place=item.place,
        language=_string(item, "language"),
        published=_string(item, "pubDate") or _string(item, "date"),
        source=_string(item, "source") or _string(item, "creator"),
    )


def atom(entry: Element, number: int) -> Item:
    """Return an entry of Atom; without content, the summary is the body."""
    content, short = entry.first("content"), entry.first("summary")
    body = _atom_text(content) if content is not None else []
    summary = _atom_text(short) if short is not None else []
    if not body:
        body, summary = summary, []
    title = entry.first("title")
    return Item(
        id=_string(entry, "id") or f"#{number}",
        parts=(*_headline(title), *body, *_summary(summary)),
        place=entry.place,
        language=entry.attributes.get(XML_LANG, ""),
        published=_string(entry, "published") or _string(entry, "updated") or _string(entry, "issued"),
        source=_string(entry, "author", "name"),
    )


def _atom_text(element: Element) -> list[Part]:
    kind = element.attributes.get("type", "text")
    if kind in ("xhtml", "application/xhtml+xml") or any(True for _ in element.descendants("div", "p")):
        return elements_inside(element)
    if "html" in kind or element.attributes.get("mode") == "escaped":
        return html_inside(element)
    text = element.traced()
    return [Part("body", text)] if text.text.strip() else []


def nitf(root: Element, number: int) -> Item:
    """Return the story of a NITF document."""
    head = root.first("body", "body.head")
    headline = next(head.descendants("hl1"), None) if head is not None else None
    body = root.first("body", "body.content")
    docid = next(root.descendants("doc-id"), None)
    issued = next(root.descendants("date.issue"), None)
    return Item(
        id=(docid.attributes.get("id-string", "") if docid is not None else "") or f"#{number}",
        parts=(
            *_headline(headline if headline is not None else root.first("head", "title")),
            *(elements_inside(body) if body is not None else []),
        ),
        place=root.place,
        published=issued.attributes.get("norm", "") if issued is not None else "",
        source=_string(head, "distributor") if head is not None else "",
    )


def news_item(item: Element, number: int) -> Item:
    """Return the story of a NewsML-G2 news item, with NITF, XHTML or plain text inside."""
    headline = item.first("contentMeta", "headline")
    parts: list[Part] = []
    for inline in item.descendants("inlineXML", "inlineData"):
        story = next(inline.descendants("nitf"), None)
        page = next(inline.descendants("html"), None)
        if story is not None:
            parts += [p for p in nitf(story, number).parts if p.kind != "headline" or headline is None]
        elif page is not None and (body := page.first("body")) is not None:
            parts += elements_inside(body)
        else:
            parts += html_inside(inline) if inline.name == "inlineData" else elements_inside(inline)
    language = item.first("contentMeta", "language")
    meta = item.first("contentMeta")
    for text in meta.elements("description") if meta is not None else ():
        parts += parts_of("caption" if "caption" in text.attributes.get("role", "") else "summary", _line(text))
    return Item(
        id=item.attributes.get("guid") or f"#{number}",
        parts=(*_headline(headline), *parts),
        place=item.place,
        language=language.attributes.get("tag", "") if language is not None else "",
        published=_string(item, "itemMeta", "versionCreated"),
        source=_string(item, "contentMeta", "creditline"),
    )


def _whole(part: Element) -> Element:
    """Return the news item that a part of one, standing alone, belongs to."""
    return Element(f"{part.space}newsItem", {}, part.place, [part])


READERS: dict[str, Callable[[Element, int], Item]] = {
    "item": rss,
    "entry": atom,
    "nitf": nitf,
    "newsItem": news_item,
    "packageItem": news_item,
    "contentSet": lambda part, number: news_item(_whole(part), number),
    "contentMeta": lambda part, number: news_item(_whole(part), number),
}


class Root(NamedTuple):
    """What a root element tells: the format, and the elements that are its items."""

    kind: str
    items: str


ROOTS = {
    "rss": Root("rss", "item"),
    "RDF": Root("rss", "item"),
    "feed": Root("atom", "entry"),
    "nitf": Root("nitf", "nitf"),
    "newsItem": Root("newsml-g2", "newsItem"),
    "newsMessage": Root("newsml-g2", "newsItem"),
    "packageItem": Root("newsml-g2", "packageItem"),
    "contentSet": Root("newsml-g2", "contentSet"),
    "contentMeta": Root("newsml-g2", "contentMeta"),
}
WORDPRESS = "http://wordpress.org/export/"
