"""One path or stream → one source."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from copylint.model.errors import UnreadableError
from copylint.model.source import Source, Unread
from copylint.sources.decoding import decode
from copylint.sources.files import discover


def read(path: str, name: str | None = None) -> Source:
    """Return the source at a path (`-` is standard input), called `name` in reports where one is given.

    Raises:
        UnreadableError: it cannot be opened or is not text.

    """
    shown = name or path
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(shown, error.strerror or str(error)) from error
    return decode(shown, data)


def read_all(paths: Sequence[str], stdin_name: str | None = None) -> Iterator[Source | Unread]:
    """Yield every source under the paths, one at a time, and what could not be read."""
    for found in discover(paths):
        if isinstance(found, Unread):
            yield found
            continue
        try:
            yield read(found, stdin_name if found == "-" else None)
        except UnreadableError as error:
            yield Unread(error.path, error.reason)
