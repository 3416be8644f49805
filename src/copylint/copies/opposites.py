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
    pairs = {side.pair for form in before & table().sides.keys() for side in table().sides[form]}
    turned = sorted(pair for pair in pairs if _turned(pair, before, after))
    places = [(_places(pair, was), _places(pair, now)) for pair in turned]
    if _denials(was, {at for first, _ in places for at in first}) != _denials(
        now, {at for _, second in places for at in second}
    ):
        return
    yield from ((first[0], second[0]) for first, second in places if len(first) == len(second) == 1)


def _turned(pair: int, before: set[str], after: set[str]) -> bool:
    """Return whether only one side of a pair is said, and then only the other."""
    first, second = _sides(pair, before), _sides(pair, after)
    return len(first) == len(second) == 1 and first != second


def _sides(pair: int, forms: set[str]) -> set[Side]:
    found = (side for form in forms for side in table().sides.get(form, ()))
    return {side for side in found if side.pair == pair}


def _places(pair: int, words: Sequence[Word]) -> list[int]:
    return [at for at, word in enumerate(words) if _sides(pair, {word.folded})]


def _denials(words: Sequence[Word], besides: set[int]) -> int:
    return sum(denies(word) for at, word in enumerate(words) if at not in besides)
