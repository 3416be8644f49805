"""One story as a content system hands it over before it is published: a JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal, NamedTuple

from copylint.model.errors import UnreadableError
from copylint.model.source import Source
from copylint.model.traced import Position, Traced
from copylint.sources.fields import html_parts
from copylint.sources.items import Item, Whole, parts_of
from copylint.sources.json_tree import JsonText

TEXTS = ("headline", "body", "format", "source", "language")
BODY_FORMATS = ("text", "html")

Field = Literal["headline", "body"]


class FieldPlace(NamedTuple):
    """A place in a field's value: the offset in code points, before it was escaped for JSON."""

    field: Field
    offset: int


class Story(Whole):
    """An object with `headline`, `body`, its `format` (text or html), `source` and `id`; other keys are left alone."""

    kind = "story"

    def __init__(self, source: Source) -> None:
        """Read the object.

        Raises:
            UnreadableError: it is no JSON object, holds neither headline nor body, or a value of the wrong kind.

        """
        super().__init__(source)
        document = JsonText(source.path, source.text)
        self._values = document.value
        problem = _problem(document.value)
        if problem:
            raise UnreadableError(source.path, problem)
        self._headline = document.traced(document.value.get("headline"))
        self._body = document.traced(document.value.get("body"))

    def items(self) -> Iterator[Item]:
        """Yield the one item."""
        values = self._values
        body = html_parts if values.get("format") == "html" else partial(parts_of, "body")
        given = values.get("id")
        yield Item(
            id=None if given is None else str(given),
            parts=(*parts_of("headline", self._headline), *body(self._body)),
            place=Position(1, 1),
            language=values.get("language") or "",
            source=values.get("source") or "",
            received=self.received,
        )

    def field_place(self, start: Position, end: Position) -> tuple[FieldPlace, FieldPlace] | None:
        """Return where a stretch of the JSON text stands in the value of the field that holds it."""
        fields: tuple[tuple[Field, Traced], ...] = (("headline", self._headline), ("body", self._body))
        for name, text in fields:
            if text.pieces and text.pieces[0].start <= start and end <= text.pieces[-1].end:
                return FieldPlace(name, text.offset_of(start)), FieldPlace(name, text.offset_of(end))
        return None


def _problem(values: object) -> str | None:
    """Return what is wrong with an object, if anything is."""
    if not isinstance(values, dict):
        return 'expected a JSON object such as {"headline": "…", "body": "…", "format": "text"}'
    for key in TEXTS:
        if values.get(key) is not None and not isinstance(values[key], str):
            return f"{key}: expected a text, found {values[key]!r}"
    if not isinstance(values.get("id"), str | int | None) or isinstance(values.get("id"), bool):
        return f"id: expected a text or a number, found {values['id']!r}"
    if values.get("format") not in (None, *BODY_FORMATS):
        return f"format: expected {' or '.join(BODY_FORMATS)}, found {values['format']!r}"
    if values.get("headline") is None and values.get("body") is None:
        return "holds neither headline nor body"
    return None
