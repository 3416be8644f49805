"""One path or stream → one source."""

from __future__ import annotations

import os
import stat
from typing import Any

from copylint.model.errors import UnreadableError
from copylint.model.source import Source
from copylint.sources.decoding import decode, settle, texts
from copylint.sources.stored import IN_MEMORY, Stored, store

PARQUET = b"PAR1"  # what a Parquet file begins with


def read(path: str, name: str | None = None, *, named: bool = True) -> Source:
    """Return the source at a path (`-` is standard input), called `name` in reports where one is given.

    `named` says whether the user named it, or it was found in a folder.

    Raises:
        UnreadableError: it cannot be opened or is not text.

    """
    shown = name or path
    try:
        return _source(shown, store(path), named=named, piped=path == "-")
    except OSError as error:
        raise UnreadableError(shown, error.strerror or str(error)) from error


def _source(shown: str, stored: Stored, **how: Any) -> Source:
    if stored.head.startswith(PARQUET):
        return Source(shown, "", file=stored.on_disc(), **how)
    if stored.data is not None:
        return decode(shown, stored.data, **how)
    settled = settle(shown, stored)
    return Source(shown, lambda: texts(stored, settled), *settled, **how)


def is_large(path: str) -> bool:
    """Return whether a path is a stream or too large to be kept in memory; of what can't be asked, that it is not."""
    if path == "-":
        return True
    try:
        at = os.stat(path)  # noqa: PTH116  archives have many files, and a Path takes ten times as long
    except OSError:
        return False
    return not stat.S_ISREG(at.st_mode) or at.st_size > IN_MEMORY


def small_bytes(path: str) -> bytes | None:
    """Return the bytes at a path, or None where it is a stream or too large to be kept in memory.

    Raises:
        UnreadableError: it cannot be opened.

    """
    try:
        if is_large(path):
            return None
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise UnreadableError(path, error.strerror or str(error)) from error
