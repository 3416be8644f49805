"""What rows of lists say of each other: duplicates, names that are others' aliases, right names to avoid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from copylint.entitylists.rows import Found, Problem, Row
from copylint.lexicon.entity import Entity, fold


def clashes(path: str, rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield what the rows of one list say against each other, each at the row that comes later or claims too much."""
    names: dict[tuple[str, str], Row] = {}
    for row in rows:
        first = names.setdefault((row.entity.kind, row.entity.name.casefold()), row)
        if first is not row:
            found = _found(row.entity.name, first)
            yield Problem(path, row.line, "name", "a name that no other row of the kind has", found)
    for row in rows:
        for alias in row.entity.aliases:
            other = names.get((row.entity.kind, alias.casefold()))
            if other is not None and other is not row:
                yield Problem(path, row.line, "aliases", "a form that is no other row's name", _found(alias, other))
    rights = _rights(rows)
    for row in rows:
        for form in row.entity.avoid:
            if form in rights:
                yield Problem(path, row.line, "avoid", "a form that is right for nobody", _found(form, rights[form]))


def _found(form: str, other: Row) -> Found:
    return Found(f"{form!r}, which line {other.line} has")


def _rights(rows: Sequence[Row]) -> dict[str, Row]:
    """Return every right form and surname with the row it stands in, for the forms to avoid alone."""
    wanted = {form for row in rows for form in row.entity.avoid}
    return {form: row for row in rows for form in (*row.entity.right_forms(), row.entity.surname) if form in wanted}


def merge(lists: Sequence[tuple[Path, Sequence[Row]]]) -> tuple[list[Entity], list[str]]:
    """Return the entities of all lists, later ones first in right, and notes on what a later list overrules.

    A row replaces a row of an earlier list that has the same kind and is named as the later row's name, alias or form
    to avoid says, or that has the later row's name among its aliases. A form to avoid that is somebody else's right
    form in an earlier list stays a form to avoid; a note says so.
    """
    kept: list[Entity] = []
    notes: list[str] = []
    for path, rows in lists:
        entities = [row.entity for row in rows]
        kept = _not_replaced(kept, entities)
        notes.extend(_overruled(path, rows, kept))
        kept.extend(entities)
    return kept, notes


def _not_replaced(kept: list[Entity], later: Sequence[Entity]) -> list[Entity]:
    if not kept:
        return kept
    names = {(e.kind, fold(e.name)) for e in later}
    forms = names | {(e.kind, fold(form)) for e in later for form in (*e.aliases, *e.avoid)}
    return [
        e
        for e in kept
        if (e.kind, fold(e.name)) not in forms and not any((e.kind, fold(alias)) in names for alias in e.aliases)
    ]


def _overruled(path: Path, rows: Sequence[Row], kept: Sequence[Entity]) -> Iterator[str]:
    wanted = {form for row in rows for form in row.entity.avoid}
    if not kept or not wanted:
        return
    rights = {f: e for e in kept for f in (*e.right_forms(), e.surname) if f in wanted}
    for row in rows:
        for form in row.entity.avoid:
            if form in rights:
                other = f"{form!r} is right for {rights[form].name} in an earlier list"
                yield f"{path.name}: line {row.line}, avoid: {other}; this list wins"
