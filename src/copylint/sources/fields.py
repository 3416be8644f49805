"""Records (JSON Lines, CSV, Parquet): which field is the headline, which the text, which the id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from copylint.model.expressions import expression
from copylint.model.traced import Position, Traced
from copylint.settings import Reading
from copylint.sources.items import Item, Part, parts_of

TEXT_FIELDS = ("text", "body", "content", "article", "story")
HEADLINE_FIELDS = ("headline", "title")
ID_FIELDS = ("id", "guid", "uri", "url")
LANGUAGE_FIELDS = ("language", "lang")
DATE_FIELDS = ("published", "date")
SOURCE_FIELDS = ("source", "provider")
_MARKUP = expression(r"</?[A-Za-z][^<>]*>")


class MissingFieldError(ValueError):
    """A record has none of the fields in which its text could stand."""


def record(
    fields: Mapping[str, Any], reading: Reading, number: int, traced: Callable[[str], Traced], place: Position
) -> Item:
    """Return the item of a record: its text, headline and id by the names asked for, else by the usual ones.

    `traced` gives the text of a field with its places.

    Raises:
        MissingFieldError: no field holds a text.

    """
    body = _first(fields, reading.text_field, TEXT_FIELDS)
    headline = _first(fields, reading.headline_field, HEADLINE_FIELDS)
    if body is None and (reading.text_field or headline is None):
        raise MissingFieldError(f"no field {reading.text_field!r}" if reading.text_field else "no field holds a text")
    return Item(
        id=_string(fields, reading.id_field, ID_FIELDS) or f"#{number}",
        parts=(
            *(parts_of("headline", traced(headline)) if headline else ()),
            *(body_parts(traced(body)) if body else ()),
        ),
        place=place,
        language=_string(fields, None, LANGUAGE_FIELDS),
        published=_string(fields, None, DATE_FIELDS),
        source=_string(fields, None, SOURCE_FIELDS),
    )


def body_parts(text: Traced) -> list[Part]:
    """Return the parts of a body: HTML where it has tags, lines of text where not."""
    return html_parts(text) if has_markup(text.text) else parts_of("body", text)


def has_markup(text: str) -> bool:
    """Return whether a text holds what looks like a tag."""
    return _MARKUP.search(text) is not None


def html_parts(text: Traced) -> list[Part]:
    """Return body and captions of HTML."""
    from copylint.sources.blocks import read_html  # noqa: PLC0415  plain copy needs no parser

    return read_html(text).parts()


def _first(fields: Mapping[str, Any], asked: str | None, usual: tuple[str, ...]) -> str | None:
    """Return the name of the first field that holds a string or a number."""
    return next((n for n in ((asked,) if asked else usual) if isinstance(fields.get(n), str | int | float)), None)


def _string(fields: Mapping[str, Any], asked: str | None, usual: tuple[str, ...]) -> str:
    name = _first(fields, asked, usual)
    return "" if name is None else str(fields[name])
