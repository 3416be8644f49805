"""One slip, told by comparing: the same as the distance that a library reckons."""

from __future__ import annotations

from itertools import product

from rapidfuzz.distance import OSA

from copylint.lexicon.entity import one_slip

LONGEST = 5  # letters


def test_every_pair_of_short_words_of_two_letters() -> None:
    words = ["".join(letters) for size in range(LONGEST + 1) for letters in product("ab", repeat=size)]
    for one, other in product(words, repeat=2):
        assert one_slip(one, other) == (OSA.distance(one, other) == 1), (one, other)


def test_words_of_three_letters() -> None:
    words = ["".join(letters) for size in range(LONGEST) for letters in product("abc", repeat=size)]
    for one, other in product(words, repeat=2):
        assert one_slip(one, other) == (OSA.distance(one, other) == 1), (one, other)
