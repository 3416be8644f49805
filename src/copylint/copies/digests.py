"""What is kept of a document to tell whether another is a copy of it.

A digest is made in one light pass over the text and takes some 2 KB for a story of 400 words. Words count by their stem
(so that `deploy` and `deployed` are one) and by how rare they are; a sentence is the set of its stems. Word order is
left out: rewriting keeps which rare words, names and figures stand in one sentence, and little else.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple

from copylint.lexicon.terms import terms
from copylint.lexicon.words import words
from copylint.model.expressions import expression

STEM = 6  # letters
STEP = 0.3  # of Zipf frequency, by which one weight differs from the next
COMMON = 6.2  # Zipf frequency from which on a word says nothing of a story
HEAVIEST = 14
TELLING_STEMS = 8  # of a sentence, whose pairs are keys
FEWEST_KEYS = 48
MARKED = 1  # stands before the stems of a sentence that holds a quotation mark
UNMARKED = 0
YEARS = range(1900, 2100)
MOST_KNOWN = 200_000
_WEIGHT_AT, _FIGURE_AT, _CODE_AT = 60, 59, 32  # bits of a stem: weight, figure or not, hash; above the last, its code
_HASH = (1 << _FIGURE_AT) - 1
_LOW = (1 << _CODE_AT) - 1
_HIGH_BITS = 64 - _FIGURE_AT  # of a code, which are no hash
_SPREADING = 0x9E3779B97F4A7C15  # 2 to the 64th by the golden ratio (Knuth, vol. 3, 6.4)
_SAMPLED = _HASH >> 3  # of pairs, those whose hash is no higher are keys: one in eight
_TELLING = terms("telling")
_TOKEN = expression(r"\d++(?:[.,]\d++)*+|[^\W\d_]++(?:['’][^\W\d_]++)*+")
_SENTENCE_END = expression(r"\n|(?<=[。！？।؟])|(?<=[.!?])[\"”’)\]]*+[ \t\r]++(?=[\"“‘'(\[]*+[A-Z0-9À-Þ])")
_QUOTATION_MARK = expression(r'["“”„«»]')
_POSSESSIVE = ("'s", "’s")


class Digest(NamedTuple):
    """What is kept of a document.

    `text` is a hash of its words in order. `stems` has its sentences one after the other, each as MARKED or UNMARKED
    and the codes of its stems. `keys` are hashes of two rare words that stand in one sentence, a sample that is the
    same for the same pairs in whatever document. `names` are the codes of capitalised words inside sentences.
    """

    text: bytes
    stems: array[int]
    keys: array[int]
    names: array[int]

    @property
    def empty(self) -> bool:
        """Return whether there was not a word in it."""
        return not self.text


def weight_of(code: int) -> int:
    """Return how rare a stem is, from 1 to HEAVIEST."""
    return code >> (_WEIGHT_AT - _CODE_AT)


def is_figure(code: int) -> bool:
    """Return whether a stem is a figure; years are words."""
    return bool(code >> (_FIGURE_AT - _CODE_AT) & 1)


def digest_of(text: str) -> Digest:
    """Return what is kept of a text.

    >>> digest_of("The ferry was late.") == digest_of("the ferry  was late")
    True
    """
    stems, keys, names = array("I"), set[int](), set[int]()
    words_in_order: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        tokens = _TOKEN.findall(sentence)
        words_in_order += tokens
        met = {_KNOWN[token] for token in tokens}
        met.discard(0)
        if met:
            names.update(_KNOWN[token] >> _CODE_AT for token in tokens[1:] if token[0].isupper())
            stems.append(MARKED if _QUOTATION_MARK.search(sentence) else UNMARKED)
            stems.extend([stem >> _CODE_AT for stem in met])
            keys.update(_pairs(met))
    names.discard(0)
    return Digest(_hash_of(words_in_order), stems, array("Q", _sample(keys)), array("I", names))


def sentences_of(digest: Digest) -> list[tuple[bool, list[int]]]:
    """Return the sentences of a digest as codes, and of each whether it holds a quotation mark."""
    sentences: list[tuple[bool, list[int]]] = []
    for code in digest.stems:
        if code <= MARKED:
            sentences.append((code == MARKED, []))
        else:
            sentences[-1][1].append(code)
    return sentences


def keys_of(sentence: Iterable[int]) -> set[int]:
    """Return the keys a sentence may add to a digest, given the codes of its stems."""
    return {pair & _HASH for pair in _pairs(map(_of_code, sentence))}


def _pairs(stems: Iterable[int]) -> list[int]:
    """Return a hash, weights above it, for every two of the rarest stems of a sentence."""
    return [one ^ other for one, other in combinations(sorted(stems)[-TELLING_STEMS:], 2)]


def _hash_of(tokens: list[str]) -> bytes:
    """Return a hash of the words of a text, case aside; nothing for no words."""
    return blake2b(" ".join(tokens).casefold().encode("utf-8"), digest_size=16).digest() if tokens else b""


def _sample(pairs: set[int]) -> list[int]:
    """Return the pairs whose hash is low: an eighth of them, but no fewer than a short text can do with."""
    hashes = [pair & _HASH for pair in pairs]
    sampled = [pair for pair in hashes if pair <= _SAMPLED]
    return sampled if len(sampled) >= FEWEST_KEYS else sorted(hashes)[:FEWEST_KEYS]


class _Known(dict[str, int]):
    """The stem of each token met, 0 for what says nothing of a story."""

    def __missing__(self, token: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        stem = self[token] = _figure(token) if token[0].isdigit() else _word(token)
        return stem


_KNOWN = _Known()


def _figure(token: str) -> int:
    """Return the stem of a figure; how its digits are grouped makes no difference."""
    digits = token.replace(",", "")
    is_year = digits.isdecimal() and len(digits) == 4 and int(digits) in YEARS  # noqa: PLR2004
    return _stem(digits, min(HEAVIEST, 3 + 2 * len(digits)), figure=not is_year)


def _word(token: str) -> int:
    folded = token.casefold()
    if folded in _TELLING or len(folded) == 1:
        return 0
    for ending in _POSSESSIVE:
        folded = folded.removesuffix(ending)
    if len(folded) > 3 and folded[-1] == "s" and folded[-2] != "s":  # noqa: PLR2004  bus, gas
        folded = folded[:-1]
    weight = _weight(folded[:STEM])
    return _stem(folded[:STEM], weight) if weight else 0


def _weight(stem: str) -> int:
    """Return how rare the commonest word is that begins like that, or the word itself where it is short."""
    zipf = words().zipf(stem) if len(stem) < STEM else words().commonest(stem)
    return max(0, min(HEAVIEST, round((COMMON - zipf) / STEP)))


def _stem(letters: str, weight: int, *, figure: bool = False) -> int:
    """Return a word as digests have it: the same number for the same letters in any run."""
    hashed = int.from_bytes(blake2b(letters.encode("utf-8"), digest_size=4).digest(), "little")
    code = weight << _WEIGHT_AT - _CODE_AT | figure << _FIGURE_AT - _CODE_AT | hashed >> _HIGH_BITS
    return _of_code(code)


def _of_code(code: int) -> int:
    """Return the stem of a code: the code and below it another hash, so that pairs of stems are hashed evenly."""
    return code << _CODE_AT | (code * _SPREADING >> _CODE_AT) & _LOW
