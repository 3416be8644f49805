"""JSON Feed, ninjs 1 to 3, WordPress REST, and records: which field is the headline, which the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from copylint.model.errors import UnreadableError
from copylint.model.source import Source
from copylint.model.traced import Position, Traced
from copylint.sources.blocks import read_html
from copylint.sources.items import Item, Part
from copylint.sources.json_tree import JsonText, Located

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_BODY = re.compile(r"body_\w+")
TEXT_FIELDS = ("text", "body", "content", "article", "story")
HEADLINE_FIELDS = ("headline", "title")
ID_FIELDS = ("id", "guid", "uri", "url")

Fields = Mapping[str, Any]


def kind_of(value: object) -> str:
    """Return which format a JSON value is in, or nothing: `jsonfeed`, `ninjs`, `wp-rest`."""
    if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        return "wp-rest" if all(_rendered(v) for v in value) else ""
    if not isinstance(value, dict):
        return ""
    if "jsonfeed.org" in str(value.get("version", "")) and isinstance(value.get("items"), list):
        return "jsonfeed"
    if _rendered(value):
        return "wp-rest"
    ninjs = isinstance(value.get("bodies"), list) or isinstance(value.get("headlines"), list)
    ninjs = ninjs or ("uri" in value and ("headline" in value or any(_BODY.fullmatch(k) for k in value)))
    return "ninjs" if ninjs else ""


def _rendered(value: Fields) -> bool:
    return isinstance(value.get("content"), dict) and "rendered" in value["content"]


def items(kind: str, document: JsonText) -> Iterator[Item]:
    """Yield the items of a document of a kind."""
    value = document.value
    if kind == "jsonfeed":
        for number, item in enumerate(value["items"], start=1):
            if isinstance(item, dict):
                yield _json_feed(document, item, number, str(value.get("language", "")))
    elif kind == "ninjs":
        yield from _ninjs(document, value)
    else:
        for number, post in enumerate(value if isinstance(value, list) else [value], start=1):
            yield _wp_rest(document, post, number)


def _json_feed(document: JsonText, item: Fields, number: int, language: str) -> Item:
    text = document.traced(item.get("content_text"))
    body = _html(document, item.get("content_html")) or _plain("body", text)
    summary = _plain("summary", document.traced(item.get("summary")))
    return Item(
        id=str(item.get("id") or f"#{number}"),
        parts=(*_plain("headline", document.traced(item.get("title"))), *body, *summary),
        place=_place(document, item),
        language=str(item.get("language", language)),
        published=str(item.get("date_published", "")),
    )


def _wp_rest(document: JsonText, post: Fields, number: int) -> Item:
    headline, body, summary = (_html(document, _rendered_text(post, k)) for k in ("title", "content", "excerpt"))
    return Item(
        id=str(post.get("id") or post.get("link") or f"#{number}"),
        parts=(
            *(Part("headline", p.text) for p in headline),
            *body,
            *(Part("summary", p.text) for p in summary),
        ),
        place=_place(document, post),
        published=str(post.get("date_gmt") or post.get("date") or ""),
    )


def _rendered_text(post: Fields, key: str) -> object:
    value = post.get(key)
    return value.get("rendered") if isinstance(value, dict) else None


def _ninjs(document: JsonText, item: Fields) -> Iterator[Item]:
    """Yield a ninjs item of version 1 (headline, body_text) or 2 and 3 (lists of headlines and bodies)."""
    parts = _ninjs_headline(document, item)
    bodies = [b for b in item.get("bodies", []) if isinstance(b, dict)]
    for body in _renditions(bodies):
        role = str(body.get("role", "")).lower()
        if "caption" in role or "summary" in role:
            parts += _plain("caption" if "caption" in role else "summary", document.traced(body.get("value")))
        else:
            parts += _body(document, body.get("value"))
    named = sorted((k for k in item if _BODY.fullmatch(k)), key=lambda k: ("html" not in k and "text" not in k, k))
    if not bodies and named:
        parts += _body(document, item[next((k for k in named if "html" in k), named[0])])
    for key in ("description_text", "description_summary"):
        parts += _plain("summary", document.traced(item.get(key)))
    for text in item.get("descriptions", []) if isinstance(item.get("descriptions"), list) else []:
        parts += _plain("summary", document.traced(text.get("value"))) if isinstance(text, dict) else []
    yield Item(
        id=str(item.get("uri") or item.get("guid") or "#1"),
        parts=tuple(parts),
        place=_place(document, item),
        language=str(item.get("language", "")),
        published=str(item.get("versioncreated") or item.get("versionCreated") or ""),
        source=str(item.get("copyrightholder") or item.get("usageterms") or ""),
    )


def _renditions(bodies: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one body of each role: of renditions that differ in their type, the one with markup."""
    roles: dict[str, list[dict[str, Any]]] = {}
    for body in bodies:
        roles.setdefault(str(body.get("role", "")), []).append(body)
    for same in roles.values():
        types = {str(b.get("contentType") or b.get("contenttype") or "") for b in same}
        rich = [b for b in same if _MARKUP.search(str(b.get("value", "")))]
        yield from rich[:1] if len(types) > 1 and rich else same


def _place(document: JsonText, fields: Fields) -> Position:
    """Return where the first string of an object stands."""
    first = next((v for v in fields.values() if isinstance(v, Located)), None)
    return document.traced(first).start_of(0)


def _ninjs_headline(document: JsonText, item: Fields) -> list[Part]:
    listed = [h for h in item.get("headlines", []) if isinstance(h, dict)]
    main = next((h for h in listed if "main" in str(h.get("role", "main"))), listed[0] if listed else {})
    value = main.get("value") or item.get("headline")
    return _plain("headline", document.traced(value))


def _body(document: JsonText, value: object) -> list[Part]:
    """Return the parts of a body: HTML where it has tags, lines of text where not."""
    text = document.traced(value)
    return _html(document, value) if _MARKUP.search(text.text) else _plain("body", text)


def _html(document: JsonText, value: object) -> list[Part]:
    blocks = read_html(document.traced(value))
    captions = [p for pieces in blocks.captions for p in _plain("caption", Traced(pieces))]
    return _plain("body", blocks.traced()) + captions


def _plain(kind: str, text: Traced) -> list[Part]:
    return [Part(kind, text)] if text.text.strip() else []  # type: ignore[arg-type]


def record(document: JsonText, number: int) -> Item | None:
    """Return the item of one JSON Lines record: the first of the fields that hold a text, a headline, an id."""
    fields = document.value
    if not isinstance(fields, dict):
        return None
    body = next((fields[k] for k in TEXT_FIELDS if isinstance(fields.get(k), str)), None)
    title = next((fields[k] for k in HEADLINE_FIELDS if isinstance(fields.get(k), str)), None)
    given = next((fields[k] for k in ID_FIELDS if isinstance(fields.get(k), str | int)), None)
    if body is None and title is None:
        return None
    return Item(
        id=str(given) if given is not None else f"#{number}",
        parts=(*_plain("headline", document.traced(title)), *_body(document, body)),
        place=_place(document, fields),
        language=str(fields.get("language", "")),
    )


def items_of_json(source: Source) -> Iterator[Item] | None:
    """Return the items of a known kind of JSON or of JSON Lines, or None where it is another."""
    first, _, rest = source.text.lstrip("\ufeff \t\r\n").partition("\n")
    if first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
        return _lines(source)
    try:
        document = JsonText(source.path, source.text)
    except UnreadableError:
        return None  # copy may open with a bracket
    kind = kind_of(document.value)
    return items(kind, document) if kind else None


def _lines(source: Source) -> Iterator[Item]:
    """Yield an item for each line of JSON Lines."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        item = record(JsonText(source.path, line, number), number)
        if item is None:
            raise UnreadableError(source.path, f"line {number}: no field holds a text")
        yield item
