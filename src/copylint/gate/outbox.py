"""The folders of accepted and held items: what a file is called, none ever written over another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from copylint.model.expressions import expression
from copylint.sources.replacing import make_new

LONGEST_ID = 80  # code points of an id in a file's name
_UNSAFE = expression(r"[^A-Za-z0-9._-]+")


def name_of(number: int, item_id: str) -> str:
    """Return the name of an item's file without ending: its position in the feed and a safe form of its id.

    >>> name_of(3, "https://example.org/?p=7")
    '000003-https-example.org-p-7'
    """
    safe = _UNSAFE.sub("-", item_id)[:LONGEST_ID].strip("-.")
    return f"{number:06d}-{safe}" if safe else f"{number:06d}"


class Files(NamedTuple):
    """What is to stand in a folder under one name: an item, and a report beside one that is held."""

    item: bytes
    ending: str
    report: bytes | None

    def at(self, path: Path) -> list[tuple[Path, bytes]]:
        """Return the files that make an item at a path: the item, then its report."""
        return [(path, self.item), *([(beside(path), self.report)] if self.report is not None else [])]


def beside(path: Path) -> Path:
    """Return where the report on a held item stands."""
    return path.with_name(f"{path.stem}.report.json")


def names(folder: Path, name: str, ending: str) -> Iterator[Path]:
    """Yield the paths at which an item may stand: by its name, else with a number."""
    yield folder / f"{name}{ending}"
    for again in count(2):
        yield folder / f"{name}.{again}{ending}"


def put(path: Path, files: Files) -> bool:
    """Write an item, and its report, where nothing else stands; return whether that could be done.

    Whoever writes to the folder at the same time gets another name: a name is taken by making it, never by looking.

    Raises:
        UnwritableError: they can't be written; what was there still is.

    """
    parts = files.at(path)
    if any(other.exists() and not _same(other, data) for other, data in parts):
        return False
    return all(_made(other, data) for other, data in parts)


def _made(path: Path, data: bytes) -> bool:
    """Make a file as a whole, unless another stands there; the same bytes are the same file."""
    try:
        make_new(path, data)
    except FileExistsError:
        return _same(path, data)
    return True


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
