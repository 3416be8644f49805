"""Spelling: one slip of the fingers in an ordinary word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from string import ascii_lowercase

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import data, kind

_ORDINARY = re.compile(r"(?<![\w@#/’'.-])[a-z]{5,}(?![\w@#/’'-]|\.\w)")
_VOWELS = "aeiou"


def _slips(page: Page, name: str, note: str, slip: Callable[[str, int], str]) -> Iterator[Change]:
    """Yield each word with the slip at each place of it, where that is no word; the first letter stays."""
    for i, m in page.matches(_ORDINARY):
        word = m.group()
        for at in range(1, len(word)):
            wrong = slip(word, at)
            if wrong and wrong != word and page.is_nothing(wrong):
                yield Change(name, i, m.start(), m.end(), wrong, note)


@kind("spelling")
def letters_swapped(page: Page, _: Random) -> Iterator[Change]:
    """Swap two letters."""
    yield from _slips(
        page, "letters_swapped", "two letters swapped", lambda w, i: w[:i] + w[i + 1 : i + 2] + w[i] + w[i + 2 :]
    )


@kind("spelling")
def letter_doubled(page: Page, _: Random) -> Iterator[Change]:
    """Type a letter twice."""
    yield from _slips(page, "letter_doubled", "a letter doubled", lambda w, i: w[:i] + w[i] + w[i:])


@kind("spelling")
def double_letter_single(page: Page, _: Random) -> Iterator[Change]:
    """Type a double letter once."""
    yield from _slips(
        page,
        "double_letter_single",
        "a double letter single",
        lambda w, i: w[:i] + w[i + 1 :] if w[i] == w[i - 1] else "",
    )


@kind("spelling")
def letter_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose a letter."""
    yield from _slips(page, "letter_lost", "a letter lost", lambda w, i: w[:i] + w[i + 1 :] if w[i] != w[i - 1] else "")


@kind("spelling")
def next_key(page: Page, rng: Random) -> Iterator[Change]:
    """Hit the key beside the right one."""
    keys = data("lists")["next_keys"]
    yield from _slips(page, "next_key", "the next key", lambda w, i: w[:i] + rng.choice(keys[w[i]]) + w[i + 1 :])


@kind("spelling")
def vowel_changed(page: Page, rng: Random) -> Iterator[Change]:
    """Take one vowel for another."""
    yield from _slips(
        page,
        "vowel_changed",
        "wrong vowel",
        lambda w, i: w[:i] + rng.choice(_VOWELS) + w[i + 1 :] if w[i] in _VOWELS else "",
    )


@kind("spelling")
def letter_too_many(page: Page, rng: Random) -> Iterator[Change]:
    """Put a letter of the alphabet in."""
    yield from _slips(
        page, "letter_too_many", "a letter too many", lambda w, i: w[:i] + rng.choice(ascii_lowercase) + w[i:]
    )
