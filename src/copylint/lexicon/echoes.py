"""Where anything may stand twice in a text, told by arithmetic: what no copy without a repetition has to pay for.

Each run of letters or digits becomes the number of the first one like it and so one character: a text of 600 words is a
string of 600 characters. As that string is also a number, the places where it agrees with itself some words further on
are the zeros of one exclusive or. A passage stands again only where each of its words stood before.
"""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, count, pairwise
from operator import add
from sys import byteorder
from typing import NamedTuple

from copylint.model.document import Document
from copylint.model.span import Span

PASSAGE = 8  # words; the shortest passage that is looked for anywhere else in the text
LANE = 2  # bytes of a word's number
MOST = 0xD7FF  # words of a text that all get a character of their own, below the surrogates; in others some share one
SHORT = 1 << 20  # passages times words: up to that, passages are looked for one by one
UTF_16 = "utf-16-le" if byteorder == "little" else "utf-16-be"
_FOLD = bytes(ord(chr(byte).lower()) if chr(byte).isalnum() else 32 for byte in range(256))


class Echoes(NamedTuple):
    """What may stand twice in a text; what isn't told here isn't there.

    `doubled` are the offsets of words (of the letters A to Z) that stand again right behind themselves; `again` are
    stretches in which two to seven words stand twice in a row; `passages` are stretches of eight words and more
    that are made of passages of eight that stand elsewhere, too, and `long` those of them that are long enough to
    have one twice in a row.
    """

    doubled: tuple[int, ...]
    again: tuple[Span, ...]
    passages: tuple[Span, ...]
    long: tuple[Span, ...]


@lru_cache(maxsize=1)  # the checks of repetitions read one document after the other
def echoes(doc: Document) -> Echoes:
    """Return what may stand twice in a document."""
    folded = _folded(doc)
    words = folded.split()
    numbers: dict[bytes, int] = {}
    firsts = list(map(numbers.setdefault, words, count(1)))
    data = array("H", firsts if len(firsts) <= MOST else [1 + number % MOST for number in firsts]).tobytes()
    near = [(place, size) for size, place in _near(data) if size > 1 or words[place].isalpha()]
    runs = _stood_before([*numbers.values(), len(words) + 1])
    far = list(_joined((at, at + PASSAGE) for at in sorted(_far(data.decode(UTF_16), runs))))
    if not near and not far:
        return Echoes((), (), (), ())
    ends = _ends(folded)

    def spans(ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(ends[first] - len(words[first]), ends[last - 1]) for first, last in ranges)

    return Echoes(
        tuple(ends[place] - len(words[place]) for place, size in near if size == 1),
        spans(_joined(sorted((place, place + 2 * size) for place, size in near if size > 1))),
        spans(far),
        spans((first, last) for first, last in far if last - first >= 2 * PASSAGE),
    )


def touched(doc: Document, spans: Iterable[Span]) -> list[Span]:
    """Return the paragraphs of which any part lies in some spans, each once."""
    found: dict[Span, None] = {}
    for span in spans:
        at = max(0, doc.paragraph_index(span.start))
        while at < len(doc.paragraphs) and doc.paragraphs[at].start < span.end:
            found[doc.paragraphs[at]] = None
            at += 1
    return list(found)


class _Letters(dict[int, str]):
    """Letters and digits beyond Latin 1 as letters in it, so that words that are the same in lower case stay the same.

    Two of them share one, as the two forms of a small sigma do.
    """

    def __missing__(self, code: int) -> str:
        low = chr(code).lower()[0]
        letter = low if low < "Ā" else chr(0xE0 + ord(low) // 2 % 23) if low.isalnum() else " "
        self[code] = letter
        return letter


_LETTERS = _Letters()


def _as_letters(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for characters beyond Latin 1, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_LETTERS[ord(character)] for character in error.object[error.start : error.end]), error.end


codecs.register_error("copylint.letters", _as_letters)


def _folded(doc: Document) -> bytes:
    """Return one byte a code point: small letters and digits, and spaces for all else."""
    foreign = any(character > "ÿ" and character.isalnum() for character in doc.beyond_ascii)
    return doc.text.encode("latin-1", "copylint.letters" if foreign else "replace").translate(_FOLD)


def _ends(folded: bytes) -> list[int]:
    """Return the offset behind each word."""
    parts = folded.split(b" ")
    return list(compress(map(add, accumulate(map(len, parts)), count()), parts))


def _near(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield how many words (to seven) stand twice in a row, and the number of the first of them."""
    number = int.from_bytes(data, "little")
    for size in range(1, PASSAGE):
        shifted = number ^ (number >> (8 * LANE * size))
        for place in _zeros(shifted.to_bytes(len(data), "little"), size):
            yield size, place


def _zeros(data: bytes, size: int) -> Iterator[int]:
    """Yield where so many characters in a row are zero."""
    zeros = bytes(LANE * size)
    at = data.find(zeros)
    while at >= 0:
        if at % LANE == 0:
            yield at // LANE
        at = data.find(zeros, at + 1)


def _stood_before(new: Sequence[int]) -> list[range]:
    """Return where passages begin of which each word stood before; the words that didn't are numbered from 1."""
    return [range(start, end - PASSAGE) for start, end in pairwise(new) if end - start > PASSAGE]


def _far(coded: str, runs: Sequence[range]) -> set[int]:
    """Return the numbers of the words with which a passage begins that stands elsewhere, too: again in some runs."""
    if sum(map(len, runs)) * len(coded) > SHORT:
        return _far_at_once(coded, runs)
    found: set[int] = set()
    for at in chain.from_iterable(runs):
        first = coded.find(coded[at : at + PASSAGE])
        if first != at:
            found.update((first, at))
    return found


def _far_at_once(coded: str, runs: Sequence[range]) -> set[int]:
    """Return the same in one pass, however many passages there are; their hashes take a third of their memory."""
    asked = {hash(coded[at : at + PASSAGE]) for at in chain.from_iterable(runs)}
    met: dict[int, int] = {}
    found: set[int] = set()
    for at in range(len(coded) - PASSAGE + 1):
        if (passage := hash(coded[at : at + PASSAGE])) in asked:
            first = met.setdefault(passage, at)
            if first != at:
                found.update((first, at))
    return found


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ranges in order, those that touch one another as one."""
    start = end = -1
    for first, last in ranges:
        if first > end:
            if start >= 0:
                yield start, end
            start, end = first, last
        end = max(end, last)
    if start >= 0:
        yield start, end
