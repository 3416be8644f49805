"""Files written so that they are there as a whole or not at all, whenever the power goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from copylint.model.errors import UnwritableError
from copylint.model.expressions import expression

_TEMPORARY = expression(r"\.copylint-(\d+)\.tmp")


@contextmanager
def replacing(path: Path, take_name: Callable[[Path, Path], object] = Path.replace) -> Iterator[BinaryIO]:
    """Yield a file to write to, which takes the place of the one at a path when the block ends without an error.

    `take_name` gives the written file its name.

    Raises:
        FileExistsError: `take_name` found the name taken.
        UnwritableError: it can't be written; what stood there before still does.

    """
    temporary = path.parent / f".copylint-{os.getpid()}.tmp"
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        take_name(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        raise UnwritableError(str(path), error) from error
    finally:
        temporary.unlink(missing_ok=True)


def make_new(path: Path, data: bytes) -> None:
    """Make a file as a whole where there is none.

    Raises:
        FileExistsError: there is one.
        UnwritableError: it can't be written.

    """
    with replacing(path, _take_free_name) as file:
        file.write(data)


def _take_free_name(temporary: Path, path: Path) -> None:
    """Give a file its name, which fails where the name is taken; systems without links can only look first."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError as error:
        if path.exists():
            raise FileExistsError(path) from error
        temporary.replace(path)


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
