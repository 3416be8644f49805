"""What was handed in: bytes that became text, and how."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded input.

    `path` is as the user gave it (`-` for standard input); `text` is decoded and without a BOM, its
    line ends untouched. `guessed` says that the encoding was no UTF and had to be guessed.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that could not be read, and why."""

    path: str
    message: str
