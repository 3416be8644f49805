"""One row of a list of known entities: its columns, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import NamedTuple

from copylint.lexicon.entity import KINDS, Entity
from copylint.model.expressions import expression

COLUMNS = ("name", "kind", "given", "aliases", "avoid", "titles", "adjective", "note", "source", "until")
SEVERAL = ("aliases", "avoid", "titles", "adjective")  # columns that hold more than one value
OTHER_HEADERS = {
    "given name": "given",
    "given names": "given",
    "alias": "aliases",
    "title": "titles",
    "adjectives": "adjective",
    "demonym": "adjective",
    "demonyms": "adjective",
    "notes": "note",
    "sources": "source",
}
SEPARATOR = "|"
LONGEST_FORM = 200  # code points; what is longer is no name but a cell that went astray
_UNPRINTABLE = expression(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffd]")
_DATE = expression(r"\d{4}(-\d\d){0,2}")

Cells = Mapping[str, str | Sequence[str]]


class Problem(NamedTuple):
    """What is wrong with a row: its place, what was expected and what was found.

    `line` counts from 1; `column` is the column's name, `number` its place in the table from 1 (0 where the list has
    no columns).
    """

    path: str
    line: int
    column: str
    expected: str
    found: object
    number: int = 0

    @property
    def place(self) -> str:
        """Return the line and column in words."""
        if not self.column:
            return f"line {self.line}"
        counted = f"column {self.number} ({self.column})" if self.number else self.column
        return f"line {self.line}, {counted}"

    def __str__(self) -> str:
        """Return the problem in one line."""
        found = self.found if isinstance(self.found, Found) else repr(self.found)
        return f"{self.path}: {self.place}: expected {self.expected}, found {found}"


class Found(str):
    """What was found, in words that stand by themselves."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the words without quotation marks."""
        return str(self)


class Row(NamedTuple):
    """An entity and the line it stands in, counted from 1."""

    entity: Entity
    line: int


class Wrong(NamedTuple):
    """A column whose value can't be used."""

    column: str
    expected: str
    found: object


def column_of(header: str) -> str | Wrong:
    """Return the column a header names, in any case and by its other names.

    >>> column_of("Given names"), column_of("Demonym")
    ('given', 'adjective')
    """
    plain = " ".join(header.lower().replace("_", " ").split())
    found = OTHER_HEADERS.get(plain, plain)
    if found in COLUMNS:
        return found
    near = get_close_matches(plain, (*COLUMNS, *OTHER_HEADERS), 1)
    return Wrong(header, near[0] if near else f"one of {', '.join(COLUMNS)}", header)


def entity_of(cells: Cells) -> Entity | Wrong:
    """Return the entity of a row's cells, or the first thing wrong with them.

    >>> entity_of({"name": "Kyiv", "kind": "place", "avoid": "Kiev"}).avoid
    ('Kiev',)
    """
    single = {key: _single(cells.get(key, "")) for key in COLUMNS if key not in SEVERAL}
    several = {key: _several(cells.get(key, "")) for key in SEVERAL}
    if wrong := _wrong_text({**{key: (text,) for key, text in single.items()}, **several}):
        return wrong
    kind = single["kind"].lower().replace("organization", "organisation")
    entity = Entity(
        name=single["name"],
        kind=kind,
        given=single["given"],
        aliases=tuple(a for a in several["aliases"] if a != single["name"]),
        avoid=several["avoid"],
        titles=several["titles"],
        adjective=several["adjective"],
        note=single["note"],
        source=single["source"],
        until=single["until"],
    )
    return _fault(entity) or entity


def _wrong_text(values: Mapping[str, Sequence[str]]) -> Wrong | None:
    """Return the first text that no cell can have."""
    everything = "".join(chain.from_iterable(values.values()))
    if len(everything) <= LONGEST_FORM and SEPARATOR not in everything and not _UNPRINTABLE.search(everything):
        return None  # one search instead of one a cell: lists may have a million rows
    for key, texts in values.items():
        for text in texts:
            if _UNPRINTABLE.search(text):
                return Wrong(key, "a text without control or replacement characters", text)
            if key in SEVERAL and SEPARATOR in text:
                return Wrong(key, f"one form a text, without {SEPARATOR}", text)
            if len(text) > LONGEST_FORM and key not in ("note", "source"):
                return Wrong(key, f"at most {LONGEST_FORM} letters", text[:40] + "…")
    return None


def _fault(entity: Entity) -> Wrong | None:
    """Return what the entity says that can't be so."""
    if not any(c.isalnum() for c in entity.name):
        return Wrong("name", "a name", entity.name)
    if entity.kind not in KINDS:
        return Wrong("kind", " or ".join(KINDS), entity.kind)
    if entity.given and entity.kind != "person":
        return Wrong("given", f"nothing, as a {entity.kind} has no given name", entity.given)
    if entity.given and f" {entity.given} " not in f" {entity.name} ":
        return Wrong("given", f"a part of the name {entity.name!r}", entity.given)
    if entity.until and not _DATE.fullmatch(entity.until):
        return Wrong("until", "a year or a date such as 2024-06-30", entity.until)
    right = set(entity.right_forms())
    for form in entity.avoid:
        if not form[0].isalnum():
            return Wrong("avoid", "a form that starts with a letter or a figure", form)
        if form in right:
            return Wrong("avoid", "a form that isn't right in the same row", form)
    return None


def _single(value: str | Sequence[str]) -> str:
    return " ".join((value if isinstance(value, str) else SEPARATOR.join(value)).split())


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    values = value.split(SEPARATOR) if isinstance(value, str) else value
    return tuple(dict.fromkeys(v.strip() for v in values if v.strip()))
