"""Whether anything stands twice in a text, told by arithmetic: what no copy without a repetition has to pay for.

Each run of letters or digits becomes one character, so that a text of 600 words becomes a string of 600 characters.
As that string is also a number, the places where it agrees with itself some words further on are the zeros of one
exclusive or.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_letters, digits
from typing import NamedTuple

from copylint.model.document import Document

PASSAGE = 8  # words; the shortest passage that is looked for anywhere else in the text
ANCHOR = 5  # words; one of those that start at every fourth word lies in any passage of eight
STEP = PASSAGE - ANCHOR + 1
LONG = 3_000  # words
LANE = 2  # bytes of a character in UTF-16
_CODES = tuple(map(chr, range(1, 0xD800)))  # up to the surrogates, which are no characters
_LETTERS = {*(ascii_letters + digits).encode(), *range(0xC0, 0x100)} - {0xC2, 0xE2}  # these two begin marks
_FOLD = bytes(byte if byte in _LETTERS else 32 for byte in range(256)).lower()


class Echoes(NamedTuple):
    """What may stand twice in a text; what isn't told here isn't there.

    `near` are the numbers of words (to seven) that may stand twice in a row; `far` says that a passage of eight may
    stand twice anywhere.
    """

    near: frozenset[int]
    far: bool


@lru_cache(maxsize=1)  # the checks of repetitions read one document after the other
def echoes(doc: Document) -> Echoes:
    """Return what may stand twice in a document."""
    folded = doc.utf8 if doc.text.isascii() else doc.text.lower().encode("utf-8", "replace")
    words = folded.translate(_FOLD).split()
    different = dict.fromkeys(words)
    if len(different) > len(_CODES):
        return Echoes(frozenset(range(1, PASSAGE)), far=True)
    codes = dict(zip(different, _CODES, strict=False))
    coded = "".join(map(codes.__getitem__, words))
    return Echoes(frozenset(_near(coded, words)), _far(coded))


def _near(coded: str, words: Sequence[bytes]) -> Iterator[int]:
    data = coded.encode("utf-16-le")
    number = int.from_bytes(data, "little")
    for size in range(1, PASSAGE):
        shifted = number ^ (number >> (8 * LANE * size))
        places = _zeros(shifted.to_bytes(len(data), "little"), size)
        if any(size > 1 or words[place].isalpha() for place in places):  # figures stand twice in a row: 1,000,000
            yield size


def _zeros(data: bytes, size: int) -> Iterator[int]:
    """Yield where so many characters in a row are zero."""
    zeros = bytes(LANE * size)
    at = data.find(zeros)
    while at >= 0:
        if at % LANE == 0:
            yield at // LANE
        at = data.find(zeros, at + 1)


def _far(coded: str) -> bool:
    short = len(coded) <= LONG  # beyond that, looking for each anchor would take the square of the length
    if short and all(coded.find(coded[i : i + ANCHOR]) == i for i in range(0, len(coded) - ANCHOR + 1, STEP)):
        return False
    count = len(coded) - PASSAGE + 1
    return len({coded[i : i + PASSAGE] for i in range(count)}) < count
