"""The folders of accepted and held items: whole files only, none ever written over another."""

from __future__ import annotations

import os
import re
from itertools import count
from pathlib import Path

from copylint.model.errors import UnwritableError

LONGEST_ID = 80  # code points of an id in a file's name
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_TEMPORARY = re.compile(r"\.copylint-(\d+)\.tmp")


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


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there as a whole or not at all, whenever the power goes.

    Raises:
        UnwritableError: it can't be written; what stood there before still does.

    """
    temporary = path.parent / f".copylint-{os.getpid()}.tmp"
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise UnwritableError(str(path), error) from error
    finally:
        temporary.unlink(missing_ok=True)


def prepare(folder: Path) -> None:
    """Make a folder where there is none, and clear away what a killed run had begun to write.

    Raises:
        UnwritableError: it can't be made.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            found = _TEMPORARY.fullmatch(path.name)
            if found and not _alive(int(found.group(1))):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableError(str(folder), error) from error


def _alive(pid: int) -> bool:
    """Return whether a process may still be writing; where the system can't be asked, it may."""
    if pid == os.getpid():
        return False
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
