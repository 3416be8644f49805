"""Standard output: what it can show, and the one place that writes to it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from copylint.sources.replacing import replacing

PLAIN_WIDTH = 100  # cells, where there is no terminal to ask


def is_terminal() -> bool:
    """Return whether somebody watches."""
    return sys.stdout.isatty()


def wants_color(when: str = "auto") -> bool:
    """Return whether to use colours: `always`, `never`, or by what stdout is.

    Then it is a terminal, and nobody asked for none (https://no-color.org, or a dumb terminal).
    """
    if when != "auto":
        return when == "always"
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@contextmanager
def aside() -> Iterator[BinaryIO]:
    """Send what is written to stderr, and yield standard output for the copy itself."""
    before = sys.stdout
    before.flush()
    sys.stdout = sys.stderr
    try:
        yield before.buffer
        before.buffer.flush()
    finally:
        sys.stdout = before


@contextmanager
def into(path: Path) -> Iterator[None]:
    """Send what is written to a file instead, which appears as a whole when all is written.

    Raises:
        UnwritableError: it can't be written; what stood there before still does.

    """
    before = sys.stdout
    try:
        with replacing(path) as file:
            sys.stdout = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
            yield
            sys.stdout.detach()
    finally:
        sys.stdout = before


def width() -> int:
    """Return the width in cells: the terminal's, or a fixed one."""
    if not is_terminal():
        return PLAIN_WIDTH
    import shutil  # noqa: PLC0415  3 ms that a pipe need not pay

    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns


def settle_encoding(*, utf8: bool) -> None:
    """Make every character printable: what the encoding lacks becomes an escape; `utf8` is for formats that are UTF-8.

    What UTF-8 itself cannot hold are bytes of a path that isn't UTF-8; JSON reads their escapes back.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8" if utf8 else None, errors="backslashreplace")


def write(chunks: Iterable[str]) -> None:
    """Write the chunks as they come.

    Raises:
        BrokenPipeError: nobody reads any longer.

    """
    for chunk in chunks:
        sys.stdout.write(chunk)
    sys.stdout.flush()
