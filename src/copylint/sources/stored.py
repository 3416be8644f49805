"""Bytes that can be read from their start as often as needed: small ones in memory, large ones where they lie."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

IN_MEMORY = 4 << 20  # bytes; a file beyond that is read block by block, as often as it is needed
BLOCK_BYTES = 1 << 18


_SPOOLS: list[object] = []  # copies of streams; the system deletes them with the process


class Stored(NamedTuple):
    """The bytes of an input: `data` where they are in memory, `path` where they lie in a file."""

    data: bytes | None
    path: str | None = None

    @property
    def head(self) -> bytes:
        """Return the first block."""
        return next(self.blocks())

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes from the start; no bytes are one empty block.

        Raises:
            OSError: the file can't be read any longer.

        """
        if self.data is not None or self.path is None:
            yield self.data or b""
            return
        with open(self.path, "rb") as file:  # noqa: PTH123  archives have many files, and a Path takes ten times as long
            yield file.read(BLOCK_BYTES)
            while block := file.read(BLOCK_BYTES):
                yield block

    def on_disc(self) -> Path:
        """Return a file that holds the bytes."""
        return Path(self.path or _spooled(self.blocks()))


def store(path: str) -> Stored:
    """Return the bytes at a path, or of standard input for `-`.

    Raises:
        OSError: they can't be read.

    """
    if path == "-":
        return _stream(sys.stdin.buffer)
    with open(path, "rb") as stream:  # noqa: PTH123
        if not stream.seekable():
            return _stream(stream)
        return Stored(None if os.fstat(stream.fileno()).st_size > IN_MEMORY else stream.read(), path)


def _stream(stream: BinaryIO) -> Stored:
    """Return the bytes of a stream, which can be read only once; a long one is copied to a file."""
    data = stream.read(IN_MEMORY + 1)
    if len(data) <= IN_MEMORY:
        return Stored(data)
    return Stored(None, _spooled(chain([data], iter(lambda: stream.read(BLOCK_BYTES), b""))))


def _spooled(blocks: Iterable[bytes]) -> str:
    import tempfile  # noqa: PLC0415  few inputs need it

    spool = tempfile.NamedTemporaryFile(prefix="copylint-")  # noqa: SIM115  deleted with the process
    _SPOOLS.append(spool)
    spool.writelines(blocks)
    spool.flush()
    return spool.name
