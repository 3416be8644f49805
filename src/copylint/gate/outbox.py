"""The folders of accepted and held items: what a file is called, none ever written over another."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

LONGEST_ID = 80  # code points of an id in a file's name
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def name_of(number: int, item_id: str) -> str:
    """Return the name of an item's file without ending: its position in the feed and a safe form of its id.

    >>> name_of(3, "https://example.org/?p=7")
    '000003-https-example.org-p-7'
    """
    safe = _UNSAFE.sub("-", item_id)[:LONGEST_ID].strip("-.")
    return f"{number:06d}-{safe}" if safe else f"{number:06d}"


def free_path(folder: Path, name: str, ending: str, data: bytes) -> Path:
    """Return a path in a folder that nothing but the same bytes stands at."""
    for again in count(1):
        path = folder / f"{name}{'' if again == 1 else f'.{again}'}{ending}"
        if not path.exists() or path.read_bytes() == data:
            return path
    raise AssertionError  # count() has no end
