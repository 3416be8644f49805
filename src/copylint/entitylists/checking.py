"""The lists of a run, checked as a whole and made into one index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from copylint.entitylists.clashes import clashes, merge
from copylint.entitylists.reading import read_rows
from copylint.entitylists.rows import Problem, Row
from copylint.lexicon import entity_index
from copylint.lexicon.entity_index import Index
from copylint.model.errors import EntityListError

Lists = Sequence[tuple[Path, bytes]]
LARGE = 50_000  # entities; indexing so many takes seconds, and a person who waits is told


def check_list(path: Path, data: bytes) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a list and everything that is wrong with it."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for outcome in read_rows(path, data):
        if isinstance(outcome, Row):
            rows.append(outcome)
        else:
            problems.append(outcome)
    problems.extend(clashes(str(path), rows))
    return rows, sorted(problems, key=lambda p: p.line)


def rows_of(path: Path, data: bytes) -> list[Row]:
    """Return the rows of a list.

    Raises:
        EntityListError: a row is wrong.

    """
    rows, problems = check_list(path, data)
    if problems:
        raise EntityListError(str(problems[0]), len(problems) - 1, path.name)
    return rows


def index_of(shipped: Lists, own: Lists, say: Callable[[str], object] | None) -> Index:
    """Return the index of lists, the user's own after those that come with copylint; `say` is told of a large one.

    Raises:
        EntityListError: a row is wrong.

    """
    checked: list[tuple[Path, list[Row]]] = []
    for path, data in (*shipped, *own):
        checked.append((path, rows_of(path, data)))
    entities, notes = merge(checked)
    if say and len(entities) >= LARGE:
        say(f"indexing {len(entities):,} entities, once for these lists")
    theirs = {id(row.entity) for _, rows in checked[len(shipped) :] for row in rows}
    return entity_index.make(entities, sum(id(e) not in theirs for e in entities), notes)
