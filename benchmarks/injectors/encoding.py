"""Encoding: bytes read as the wrong characters, and characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import data, kind

_FOREIGN = re.compile(r"[‘’“”—–£€₹À-ÖØ-öø-ž]")
_MARK = re.compile(r"[‘’“”]")
_LETTER = re.compile(r"[À-ÖØ-öø-ž]|’(?=[a-z])")
_LONG_WORD = re.compile(r"(?<![\w’'-])[a-z]{7,}(?![\w’'-])")
_PLAIN_WORD = re.compile(r"(?<![\w’'-])[A-Za-z]{5,}(?![\w’'-])")
_SMALL_SPACE = re.compile(r"(?<=[a-z]{3}) (?=[a-z]{3})")


def misread(text: str) -> str:
    """Return UTF-8 text as it looks when read as Windows-1252.

    >>> misread("’")
    'â€™'
    """
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


@kind("encoding")
def mojibake(page: Page, _: Random) -> Iterator[Change]:
    """Misread one character."""
    for i, m in page.matches(_FOREIGN, prose=False):
        yield Change("mojibake", i, m.start(), m.end(), misread(m.group()), "UTF-8 read as Windows-1252")


@kind("encoding", everywhere=True)
def mojibake_everywhere(page: Page, _: Random) -> Iterator[Change]:
    """Misread every curly mark, or whatever else isn't ASCII."""
    for i, m in page.matches(_MARK if page.curly else _FOREIGN, prose=False):
        yield Change("mojibake_everywhere", i, m.start(), m.end(), misread(m.group()), "UTF-8 read as Windows-1252")


@kind("encoding")
def replacement(page: Page, _: Random) -> Iterator[Change]:
    """Put the replacement character in place of a letter or an apostrophe."""
    for i, m in page.matches(_LETTER, prose=False):
        yield Change("replacement", i, m.start(), m.end(), "\ufffd", "replacement character")


def _inside(page: Page, rng: Random, name: str, character: str, note: str) -> Iterator[Change]:
    for i, m in page.matches(_LONG_WORD):
        at = m.start() + rng.randrange(2, len(m.group()) - 2)
        yield Change(name, i, at, at, character, note)


@kind("encoding")
def soft_hyphen(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a soft hyphen in a word."""
    yield from _inside(page, rng, "soft_hyphen", "\u00ad", "soft hyphen in a word")


@kind("encoding")
def zero_width(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a character without width in a word."""
    yield from _inside(page, rng, "zero_width", rng.choice("\u200b\ufeff\u2060"), "zero-width character in a word")


@kind("encoding")
def control(page: Page, rng: Random) -> Iterator[Change]:
    """Leave a control character in a word."""
    yield from _inside(page, rng, "control", rng.choice("\x02\x0b\x1f\x9d"), "control character in a word")


@kind("encoding")
def no_break_space(page: Page, _: Random) -> Iterator[Change]:
    """Put a no-break space between two ordinary words."""
    for i, m in page.matches(_SMALL_SPACE):
        yield Change("no_break_space", i, m.start(), m.end(), "\u00a0", "no-break space between ordinary words")


@kind("encoding")
def look_alike(page: Page, rng: Random) -> Iterator[Change]:
    """Replace a letter by its Cyrillic double."""
    doubles = data("lists")["look_alikes"]
    for i, m in page.matches(_PLAIN_WORD):
        places = [k for k, c in enumerate(m.group()) if c in doubles]
        if places:
            at = m.start() + rng.choice(places)
            yield Change("look_alike", i, at, at + 1, doubles[m.string[at]], "Cyrillic letter in a Latin word")
