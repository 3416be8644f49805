"""What was handed in: bytes that became text, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

BLOCK = 65_536  # code points handed on at a time
HEAD = 65_536  # code points in which a carrier has to show itself


@dataclass(frozen=True)
class Source:
    """One decoded input.

    `path` is as the user gave it (`-` for standard input); `given` is the decoded text without a BOM, its line ends
    untouched, or what reads it anew from its start. `guessed` says that the encoding was no UTF and had to be guessed;
    `bom` are the bytes of the mark the input began with. `file` is where the bytes lie that aren't text (Parquet).
    `named` says that the user named the input itself; otherwise it was found in a folder, and
    `piped` that it came on standard input.
    """

    path: str
    given: str | Callable[[], Iterator[str]]
    encoding: str = "utf-8"
    guessed: bool = False
    bom: bytes = b""
    file: Path | None = None
    named: bool = True
    piped: bool = False

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return self.given if isinstance(self.given, str) else "".join(self.given())

    @cached_property
    def head(self) -> str:
        """The beginning of the text, as far as a carrier has to show itself in it."""
        head = ""
        for block in self.blocks():
            head += block
            if len(head) >= HEAD:
                break
        return head[:HEAD]

    def blocks(self) -> Iterator[str]:
        """Yield the text block by block; an empty text is one empty block."""
        if isinstance(self.given, str):
            for at in range(0, max(len(self.given), 1), BLOCK):
                yield self.given[at : at + BLOCK]
        else:
            yield from self.given()

    def encode(self, text: str) -> bytes:
        """Return a stretch of the text as the bytes it stood there as."""
        return text.encode(self.encoding)

    def without_text(self) -> Source:
        """Return what else is known of the input."""
        return replace(self, given="")


class Unread(NamedTuple):
    """An input that could not be read, and why.

    `by` names the engine of others that didn't read it, where all else did; `harmless` says that the run may end well
    all the same.
    """

    path: str
    message: str
    by: str = ""
    harmless: bool = False
