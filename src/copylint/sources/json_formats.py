"""JSON Feed, ninjs 1 to 3, WordPress REST: which field is the headline, which the body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from copylint.model.errors import UnknownKindError, UnreadableError
from copylint.model.expressions import expression
from copylint.model.source import Source, Unread
from copylint.model.traced import Position
from copylint.settings import Reading
from copylint.sources.fields import TEXT_FIELDS, MissingFieldError, body_parts, has_markup, html_parts, record
from copylint.sources.items import Carrier, Item, Part, PartKind, parts_of
from copylint.sources.json_tree import JsonText, LocatedObject
from copylint.sources.records import Records, lines

_OPENING = expression(r"\s*+(?:\[\s*+)?\{\s*+\"[^\"\n]{0,200}+\"\s*+:")  # of an object, which no copy opens with
_BODY = expression(r"body_\w+")

Fields = Mapping[str, Any]


def json_carrier(source: Source, reading: Reading) -> Carrier | None:
    """Return the carrier that JSON is, or None where the text is copy that opens with a bracket.

    Raises:
        UnknownKindError: it is JSON, but of no kind that holds copy.
        UnreadableError: it begins as JSON and breaks off.

    """
    first, _, rest = source.head.lstrip("\ufeff \t\r\n").partition("\n")
    if first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
        return JsonLines(source, reading)
    try:
        document = JsonText(source.path, source.text)
    except UnreadableError:
        if _OPENING.match(source.head):
            raise
        return None
    kind = kind_of(document.value)
    if kind:
        return JsonItems(source, document, kind)
    if isinstance(document.value, dict) and _holds_text(document.value, reading):
        return JsonLines(source, reading)
    if isinstance(document.value, dict) or (document.value and isinstance(document.value[0], dict | list)):
        raise UnknownKindError(
            source.path, "JSON, but none that copylint knows; for records, one a line, name their --text-field"
        )
    return None


def _holds_text(fields: Fields, reading: Reading) -> bool:
    names = (reading.text_field,) if reading.text_field else TEXT_FIELDS
    return any(isinstance(fields.get(name), str) for name in names)


def kind_of(value: object) -> str:
    """Return which format a JSON value is in, or nothing: `jsonfeed`, `ninjs`, `wp-rest`."""
    if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
        kinds = {kind_of(v) for v in value}
        return kinds.pop() if kinds in ({"wp-rest"}, {"ninjs"}) else ""
    if not isinstance(value, dict):
        return ""
    if "jsonfeed.org" in str(value.get("version", "")) and isinstance(value.get("items"), list):
        return "jsonfeed"
    if _rendered(value):
        return "wp-rest"
    ninjs = isinstance(value.get("bodies"), list) or isinstance(value.get("headlines"), list)
    ninjs = ninjs or ("uri" in value and ("headline" in value or any(_BODY.fullmatch(k) for k in value)))
    return "ninjs" if ninjs else ""


class JsonLines(Records):
    """One JSON object a line: a record, or an item of a kind of its own."""

    kind = "jsonl"

    def items(self) -> Iterator[Item | Unread]:
        """Yield an item for each line, and the lines that hold none."""
        for number, line in enumerate(lines(self.source.blocks()), start=1):
            if not line.strip():
                continue
            try:
                item = self._item(line, number)
            except MissingFieldError as error:
                yield Unread(self.source.path, f"line {number}: {error}")
            except UnreadableError as error:
                yield Unread(self.source.path, error.reason)
            else:
                yield item._replace(place=Position(number, 1), received=partial(self.source.encode, line))

    def _item(self, line: str, number: int) -> Item:
        document = JsonText(self.source.path, line, number)
        if not isinstance(document.value, dict):
            raise MissingFieldError("no JSON object")
        kind = "" if self.reading.text_field else kind_of(document.value)
        if kind:
            return READERS[kind](document, document.value, number)
        return record(document.value, self.reading, number, document.field, NOWHERE)


class JsonItems(Carrier):
    """A JSON document of a known kind; one that is a list holds several items."""

    def __init__(self, source: Source, document: JsonText, kind: str) -> None:
        """Take the document and what it is."""
        super().__init__(source)
        self.document = document
        self.kind = kind

    @cached_property
    def _objects(self) -> list[LocatedObject]:
        value = self.document.value
        listed = value["items"] if self.kind == "jsonfeed" else value if isinstance(value, list) else [value]
        return [item for item in listed if isinstance(item, LocatedObject)]

    def items(self) -> Iterator[Item]:
        """Yield the items in the order they stand in the document."""
        document = self.document
        language = str(document.value.get("language", "")) if self.kind == "jsonfeed" else ""
        title = str(document.value.get("title", "")) if self.kind == "jsonfeed" else ""
        for number, fields in enumerate(self._objects, start=1):
            item = READERS[self.kind](document, fields, number)
            yield item._replace(
                place=document.place(fields.start),
                language=item.language or language,
                source=item.source or title,
                received=partial(self._encoded, fields.start, fields.end),
            )

    def _encoded(self, start: int, end: int | None) -> bytes:
        return self.source.encode(self.document.text[start:end])

    def envelope(self) -> tuple[bytes, bytes]:
        """Return what stands before the first item and behind the last."""
        if not self._objects:
            return self.source.bom + self._encoded(0, None), b""
        before, after = self._encoded(0, self._objects[0].start), self._encoded(self._objects[-1].end, None)
        return self.source.bom + before, after


def _rendered(value: Fields) -> bool:
    return isinstance(value.get("content"), dict) and "rendered" in value["content"]


def _json_feed(document: JsonText, item: Fields, number: int) -> Item:
    body = html_parts(document.traced(item.get("content_html")))
    return Item(
        id=str(item.get("id") or f"#{number}"),
        parts=(
            *_part("headline", document, item.get("title")),
            *(body or _part("body", document, item.get("content_text"))),
            *_part("summary", document, item.get("summary")),
        ),
        place=NOWHERE,
        language=str(item.get("language") or ""),
        published=str(item.get("date_published") or ""),
    )


def _wp_rest(document: JsonText, post: Fields, number: int) -> Item:
    headline, body, summary = (
        html_parts(document.traced(_rendered_text(post, key))) for key in ("title", "content", "excerpt")
    )
    return Item(
        id=str(post.get("id") or post.get("link") or f"#{number}"),
        parts=(
            *(Part("headline", p.text) for p in headline),
            *body,
            *(Part("summary", p.text) for p in summary),
        ),
        place=NOWHERE,
        published=str(post.get("date_gmt") or post.get("date") or ""),
    )


def _rendered_text(post: Fields, key: str) -> object:
    value = post.get(key)
    return value.get("rendered") if isinstance(value, dict) else None


def _ninjs(document: JsonText, item: Fields, number: int) -> Item:
    """Return a ninjs item of version 1 (headline, body_text) or 2 and 3 (lists of headlines and bodies)."""
    parts = _ninjs_headline(document, item)
    bodies = _objects(item, "bodies")
    for body in _renditions(bodies):
        role = str(body.get("role", "")).lower()
        kind: PartKind | None = "caption" if "caption" in role else "summary" if "summary" in role else None
        parts += _part(kind, document, body.get("value")) if kind else body_parts(document.traced(body.get("value")))
    named = sorted((k for k in item if _BODY.fullmatch(k)), key=lambda k: ("html" not in k and "text" not in k, k))
    if not bodies and named:
        parts += body_parts(document.traced(item[next((k for k in named if "html" in k), named[0])]))
    for value in (
        item.get("description_text"),
        item.get("description_summary"),
        *(d.get("value") for d in _objects(item, "descriptions")),
    ):
        parts += _part("summary", document, value)
    names = (item.get("source"), *(s.get("name") for s in _objects(item, "infosources")), item.get("copyrightholder"))
    return Item(
        id=str(item.get("uri") or item.get("guid") or f"#{number}"),
        parts=tuple(parts),
        place=NOWHERE,
        language=str(item.get("language") or ""),
        published=str(item.get("versioncreated") or item.get("versionCreated") or ""),
        source=str(next(filter(None, names), "")),
    )


def _objects(item: Fields, key: str) -> list[dict[str, Any]]:
    """Return the objects of a list, if it is one."""
    found = item.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _renditions(bodies: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one body of each role: of renditions that differ in their type, the one with markup."""
    roles: dict[str, list[dict[str, Any]]] = {}
    for body in bodies:
        roles.setdefault(str(body.get("role", "")), []).append(body)
    for same in roles.values():
        types = {str(b.get("contentType") or b.get("contenttype") or "") for b in same}
        rich = [b for b in same if has_markup(str(b.get("value", "")))]
        yield from rich[:1] if len(types) > 1 and rich else same


def _ninjs_headline(document: JsonText, item: Fields) -> list[Part]:
    listed = _objects(item, "headlines")
    main = next((h for h in listed if "main" in str(h.get("role", "main"))), listed[0] if listed else {})
    return _part("headline", document, main.get("value") or item.get("headline"))


def _part(kind: PartKind, document: JsonText, value: object) -> list[Part]:
    return parts_of(kind, document.traced(value))


NOWHERE = Position(1, 1)  # until the carrier says where the object stands
READERS: Mapping[str, Callable[[JsonText, Fields, int], Item]] = {
    "jsonfeed": _json_feed,
    "wp-rest": _wp_rest,
    "ninjs": _ninjs,
}
