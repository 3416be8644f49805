"""One path or stream → one source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from copylint.model.errors import UnreadableError
from copylint.model.source import Source, Unread
from copylint.sources.decoding import decode, settle, texts
from copylint.sources.files import Excluded, discover
from copylint.sources.stored import Stored, store

PARQUET = b"PAR1"  # what a Parquet file begins with


def read(path: str, name: str | None = None) -> Source:
    """Return the source at a path (`-` is standard input), called `name` in reports where one is given.

    Raises:
        UnreadableError: it cannot be opened or is not text.

    """
    shown = name or path
    try:
        return replace(_source(shown, store(path)), piped=path == "-")
    except OSError as error:
        raise UnreadableError(shown, error.strerror or str(error)) from error


def _source(shown: str, stored: Stored) -> Source:
    if stored.head.startswith(PARQUET):
        return Source(shown, "", file=stored.on_disc())
    if stored.data is not None:
        return decode(shown, stored.data)
    settled = settle(shown, stored)
    return Source(shown, lambda: texts(stored, settled), *settled)


def read_all(
    paths: Sequence[str], stdin_name: str | None = None, excluded: Excluded | None = None
) -> Iterator[Source | Unread]:
    """Yield every source under the paths, one at a time, and what could not be read."""
    for found in discover(paths, excluded):
        if isinstance(found, Unread):
            yield found
            continue
        try:
            source = read(found.path, stdin_name if found.path == "-" else None)
            yield source if found.named else replace(source, named=False)
        except UnreadableError as error:
            yield Unread(error.path, error.reason)
