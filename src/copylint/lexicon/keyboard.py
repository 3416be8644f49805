"""What fingers do to a word: which kind of slip parts a spelling from the word it was meant for."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from string import ascii_lowercase

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_BESIDE = frozenset(
    frozenset((a, b))
    for upper, lower in zip(_ROWS, (*_ROWS[1:], ""), strict=True)
    for i, a in enumerate(upper)
    for b in (upper[i + 1 : i + 2], *lower[max(0, i - 1) : i + 1])
    if b
)


class Slip(Enum):
    """One slip, as it shows in what was written."""

    SWAPPED = "two letters swapped"
    DOUBLED = "a letter doubled"
    SINGLED = "a double letter single"
    LOST = "a letter lost"
    ADDED = "a letter added"
    BESIDE = "the key beside the right one"
    VOWEL = "one vowel for another"
    CHANGED = "another letter"


TYPICAL = frozenset(Slip) - {Slip.CHANGED, Slip.ADDED}


def slip(wrong: str, right: str) -> tuple[Slip, int]:
    """Return the kind of the one slip between two spellings, and the place in `wrong` where it shows.

    >>> slip("freind", "friend"), slip("goverment", "government")
    ((<Slip.SWAPPED: 'two letters swapped'>, 2), (<Slip.LOST: 'a letter lost'>, 5))
    """
    at = next((i for i, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), min(len(wrong), len(right)))
    if len(wrong) < len(right):
        lost = right[at]
        return (Slip.SINGLED if right[at - 1 : at] == lost and at else Slip.LOST), at
    if len(wrong) > len(right):
        return _added(wrong, at), at
    if wrong[at : at + 2] == right[at : at + 2][::-1] and len(wrong) > at + 1 and wrong[at + 1] != right[at + 1]:
        return Slip.SWAPPED, at
    return _changed(wrong[at], right[at]), at


def slips(wrong: str) -> Iterator[str]:
    """Yield every spelling that one slip makes of a word in lower case; some come twice.

    >>> "friend" in slips("freind"), "friend" in slips("fried"), "friend" in slips("fiend")
    (True, True, True)
    """
    for at in range(len(wrong) + 1):
        head, tail = wrong[:at], wrong[at:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield head + tail[1:2] + tail[0] + tail[2:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)


def _added(wrong: str, at: int) -> Slip:
    extra, around = wrong[at], wrong[max(0, at - 1) : at] + wrong[at + 1 : at + 2]
    if extra in around:
        return Slip.DOUBLED
    return Slip.BESIDE if any(frozenset((extra, c)) in _BESIDE for c in around) else Slip.ADDED


def _changed(written: str, meant: str) -> Slip:
    if {written, meant} <= _VOWELS:
        return Slip.VOWEL
    return Slip.BESIDE if frozenset((written, meant)) in _BESIDE else Slip.CHANGED
