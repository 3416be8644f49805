"""The lists of a run, checked as a whole and indexed once: an index is kept under what its lists hold."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from copylint.entitylists.clashes import clashes, merge
from copylint.entitylists.reading import list_files, read_rows
from copylint.entitylists.rows import Problem, Row
from copylint.lexicon import entity_index
from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity_index import Index
from copylint.lexicon.words import table_size
from copylint.model.errors import ConfigurationError, EntityListError
from copylint.settings.cache_folder import cache_folder as folder_of

Lists = Sequence[tuple[Path, bytes]]
KEPT = 8  # indexes; one a combination of lists that are in use
LARGE = 50_000  # entities; indexing so many takes seconds, and a person who waits is told


def load_entities(
    shipped: Sequence[Path], own: Sequence[Path] = (), say: Callable[[str], object] | None = None
) -> EntityList:
    """Return the entities of the lists, later ones winning; lists never seen before are checked and indexed first.

    `own` are the user's, and come after the others. `say` is told when a large list is being indexed.

    Raises:
        ConfigurationError: a list can't be read.
        EntityListError: a row is wrong; nothing is loaded.

    """
    lists = [(path, _bytes(path)) for path in shipped]
    theirs = [(path, _bytes(path)) for given in own for path in list_files(given)]
    digest = _digest(lists, theirs)
    for folder in (_built(), cache_folder()):
        if folder and (index := entity_index.load(folder / digest)):
            return EntityList(index)
    index = _index(lists, theirs, say)
    keep(index, cache_folder(), digest)
    return EntityList(index)


def build(paths: Sequence[Path]) -> int:
    """Index the lists that come with copylint when the package is built; return the number of entities.

    Raises:
        EntityListError: a row is wrong.

    """
    lists = [(path, _bytes(path)) for path in paths]
    index = _index(lists, [], None)
    folder = _built() / _digest(lists, [])
    folder.mkdir(parents=True, exist_ok=True)
    entity_index.save(index, folder)
    return len(index)


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


def keep(index: Index, folder: Path | None, digest: str) -> None:
    """Keep an index for later runs; where that isn't possible they make it again."""
    if folder is None:
        return
    work = folder / f".{digest}.{os.getpid()}"
    with suppress(OSError):
        work.mkdir(parents=True, exist_ok=True)
        entity_index.save(index, work)
        _forget_old(folder)
        work.rename(folder / digest)
    shutil.rmtree(work, ignore_errors=True)


def cache_folder() -> Path | None:
    """Return where indexes are kept: in the user's cache, or None where there is no home."""
    return folder_of("entities")


def _built() -> Path:
    """Return the folder of the index that was made with the package."""
    return Path(__file__).parents[1] / "lexicon" / "index"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(str(path), "", "a list of entities", error.strerror or str(error)) from error


def _digest(shipped: Lists, own: Lists) -> str:
    """Return a key for what the lists hold; the format of the index and the words it tells apart are part of it."""
    key = hashlib.sha256(f"{entity_index.FORMAT} {table_size()}".encode())
    key.update(f" {len(shipped)}".encode())
    for path, data in (*shipped, *own):
        key.update(f"\0{path.name}\0{len(data)}\0".encode())
        key.update(data)
    return key.hexdigest()[:32]


def _index(shipped: Lists, own: Lists, say: Callable[[str], object] | None) -> Index:
    checked: list[tuple[Path, list[Row]]] = []
    for path, data in (*shipped, *own):
        checked.append((path, rows_of(path, data)))
    entities, notes = merge(checked)
    if say and len(entities) >= LARGE:
        say(f"indexing {len(entities):,} entities, once for these lists")
    theirs = {id(row.entity) for _, rows in checked[len(shipped) :] for row in rows}
    return entity_index.make(entities, sum(id(e) not in theirs for e in entities), notes)


def _forget_old(folder: Path) -> None:
    """Remove the indexes made longest ago, and what a run that was stopped left behind."""
    found = sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in found[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
