"""What other packages offer through entry points; where none offers anything, that is known without loading them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

METADATA = (".dist-info", ".egg-info", "egg-info")


def entry_points(*, group: str, name: str | None = None) -> Sequence[EntryPoint]:
    """Return the entry points of a group, or those of a name in it, as `importlib.metadata` does."""
    if not _may_have(group):
        return ()
    from importlib import metadata  # noqa: PLC0415  takes as long to load as a small file to check

    return tuple(metadata.entry_points(group=group) if name is None else metadata.entry_points(group=group, name=name))


def _may_have(group: str) -> bool:
    """Return whether metadata of an installed package speak of a group, or can't be seen."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    return any(_speaks_of(f"{group}]".encode(), place or ".") for place in dict.fromkeys(sys.path))


def _speaks_of(mark: bytes, place: str) -> bool:
    """Return whether metadata in a place on the import path hold a mark; of an archive, that they may."""
    try:
        names = os.listdir(place)  # noqa: PTH208  a tenth of the time
    except OSError:
        return os.path.isfile(place)  # noqa: PTH113
    return any(_holds(f"{place}/{name}/entry_points.txt", mark) for name in names if name.lower().endswith(METADATA))


def _holds(file: str, mark: bytes) -> bool:
    try:
        with open(file, "rb") as opened:  # noqa: PTH123
            return mark in opened.read()
    except OSError:
        return False
