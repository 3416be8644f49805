"""Words that deny, and words that say the contrary of one another."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from copylint.copies.words import Word, american
from copylint.lexicon.terms import terms
from copylint.lexicon.words import words as word_table

SHORTEST_REST = 4  # letters behind un-
COMMON = 2.5  # Zipf


class Side(NamedTuple):
    """One of two contrary meanings: the number of the pair, and which side of it."""

    pair: int
    second: bool


class Terms(NamedTuple):
    """The words of opposites.toml."""

    denying: frozenset[str]
    sides: dict[str, frozenset[Side]]


@cache
def table() -> Terms:
    """Return the words of opposites.toml."""
    raw = tomllib.loads((files("copylint.copies") / "opposites.toml").read_text(encoding="utf-8"))
    sides: dict[str, set[Side]] = {}
    for number, row in enumerate(raw["opposites"]):
        for second, forms in enumerate(row):
            for form in forms.split():
                sides.setdefault(american(form), set()).add(Side(number, bool(second)))
    return Terms(frozenset(raw["denying"].split()), {form: frozenset(found) for form, found in sides.items()})


def denies(word: Word) -> bool:
    """Return whether a word denies: not, never, failed, isn't, unable."""
    return word.folded in terms("negative") or word.folded in terms("negated")


def denies_otherwise(words: Sequence[Word]) -> bool:
    """Return whether one of some words denies without a not: unaware, yet to, rarely."""
    return any(word.folded in table().denying or _privative(word.folded) for word in words)


def _privative(word: str) -> bool:
    rest = word.removeprefix("un")
    return rest != word and len(rest) >= SHORTEST_REST and word_table().zipf(rest) >= COMMON


def exchanged(was: Sequence[Word], now: Sequence[Word], before: set[str], after: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of a word and of one of the contrary meaning, where only this side of the two is said now.

    `before` and `after` are the words of all that matches. Nothing is yielded where negations besides come or go.
    """
    for pair in sorted({side.pair for form in before & table().sides.keys() for side in table().sides[form]}):
        sides_before, sides_after = _sides(pair, before), _sides(pair, after)
        if len(sides_before) != 1 or len(sides_after) != 1 or sides_before == sides_after:
            continue
        first, second = _places(pair, was), _places(pair, now)
        if len(first) == len(second) == 1 and _denials(was, first[0]) == _denials(now, second[0]):
            yield first[0], second[0]


def _sides(pair: int, forms: set[str]) -> set[Side]:
    found = (side for form in forms for side in table().sides.get(form, ()))
    return {side for side in found if side.pair == pair}


def _places(pair: int, words: Sequence[Word]) -> list[int]:
    return [at for at, word in enumerate(words) if _sides(pair, {word.folded})]


def _denials(words: Sequence[Word], besides: int) -> int:
    return sum(denies(word) for at, word in enumerate(words) if at != besides)
