"""The lists of a run, checked and indexed once: an index is kept under what its lists hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from copylint.lexicon import entity_index
from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity_index import Index
from copylint.lexicon.words import table_size
from copylint.model.errors import ConfigurationError
from copylint.settings.cache_folder import cache_folder as folder_of

Lists = Sequence[tuple[Path, bytes]]
KEPT = 8  # indexes; one a combination of lists that are in use


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
    theirs = _own_lists(own)
    digest = _digest(lists, theirs)
    for folder in (_built, cache_folder):
        if (place := folder()) and (index := entity_index.load(place / digest)):
            return EntityList(index, digest)
    from copylint.entitylists.checking import index_of  # noqa: PLC0415  not needed for lists that were seen before

    index = index_of(lists, theirs, say)
    keep(index, cache_folder(), digest)
    return EntityList(index, digest)


def build(paths: Sequence[Path]) -> int:
    """Index the lists that come with copylint when the package is built; return the number of entities.

    Raises:
        EntityListError: a row is wrong.

    """
    from copylint.entitylists.checking import index_of  # noqa: PLC0415

    lists = [(path, _bytes(path)) for path in paths]
    index = index_of(lists, [], None)
    folder = _built() / _digest(lists, [])
    folder.mkdir(parents=True, exist_ok=True)
    entity_index.save(index, folder)
    return len(index)


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
    _remove(work)


def cache_folder() -> Path | None:
    """Return where indexes are kept: in the user's cache, or None where there is no home."""
    return folder_of("entities")


def _built() -> Path:
    """Return the folder of the index that was made with the package."""
    return Path(__file__).parents[1] / "lexicon" / "index"


def _own_lists(given: Sequence[Path]) -> list[tuple[Path, bytes]]:
    """Return the user's lists: those named, and those in folders that are."""
    if not given:
        return []
    from copylint.entitylists.reading import list_files  # noqa: PLC0415

    return [(path, _bytes(path)) for one in given for path in list_files(one)]


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


def _forget_old(folder: Path) -> None:
    """Remove the indexes made longest ago, and what a run that was stopped left behind."""
    found = sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in found[KEPT:]:
        _remove(old)


def _remove(folder: Path) -> None:
    from shutil import rmtree  # noqa: PLC0415  a run over lists that were seen before need not pay

    rmtree(folder, ignore_errors=True)
