"""Words as copies share them: places in the text, and a folded form that house style and inflection don't change."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from copylint.lexicon.terms import terms
from copylint.lexicon.words import words
from copylint.model.span import Span

CACHE_LIMIT = 200_000
HEAVIEST = 7.5  # Zipf units; what stands more often in English than that tells nothing of a story
LIGHTEST = 0.2
RAREST = 2.5  # Zipf units; what is rarer tells no more than that
ACRONYM = 3.0
LONGEST_SIGN = 5  # code points, with a space
TELLING = 2.0  # weight from which on a word tells one sentence from another
_WORD = r"(?:[^\W\d_]\.){2,}|\d++(?:[.,:]\d++)*+[^\W\d_]*+|[Pp]er[ \u00a0]cent\b|%|[^\W_]++(?:['’‘ʻ][^\W\d_]++)*+"
_SPELLINGS = (  # British to American; what it does to other words it does to both copies alike
    (re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)\Z"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|ing)\Z"), r"yz\1"),
    (re.compile(r"(?<=\w\w\w)our(?=\w{0,6}\Z)"), "or"),
    (re.compile(r"([bt])re(s?)\Z"), r"\1er\2"),
    (re.compile(r"(?<=\w\w)enc(?=es?\Z)"), "ens"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers)\Z)"), "l"),
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"ogue(?=s?\Z)"), "og"),
)


class Table(NamedTuple):
    """The words of words.toml: acronyms, American spellings and figures by word, and what only looks possessive.

    `signs` are those before sums of money, and what they count.
    """

    signs: dict[str, str]
    acronyms: dict[str, str]
    american: dict[str, str]
    contracted: frozenset[str]


@cache
def table() -> Table:
    """Return the words of words.toml."""
    raw = tomllib.loads((files("copylint.copies") / "words.toml").read_text(encoding="utf-8"))
    numbers = {word: str(at) for at, word in enumerate(raw["numerals"].split())}
    numbers |= {word: f"{at}0" for at, word in enumerate(raw["tens"].split(), start=2)}
    return Table(raw["signs"], raw["acronyms"], raw["spelled"] | numbers, frozenset(raw["contracted"].split()))


@cache
def _sign() -> str:
    """Return the pattern of a sign before a sum of money: US$, $US, £, Rs."""
    longest_first = sorted(table().signs, key=len, reverse=True)
    return rf"(?<!\w)(?P<sign>{'|'.join(map(re.escape, longest_first))})[ \u00a0]?"


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"{_sign()}(?=\d)|{_WORD}")


@cache
def _sign_before() -> re.Pattern[str]:
    return re.compile(rf"{_sign()}\Z")


def sign_before(text: str, at: int) -> tuple[int, str] | None:
    """Return where the sign before a sum of money stands, and what it counts.

    >>> sign_before("worth $US12", 9), sign_before("worth 12", 6)
    ((6, 'US$'), None)
    """
    found = _sign_before().search(text, max(0, at - LONGEST_SIGN), at)
    return (found.start(), table().signs[found["sign"]]) if found else None


class Word(NamedTuple):
    """A word of a copy: where it stands, its folded form, its stem, and how much it tells of a story."""

    span: Span
    folded: str
    stem: str
    weight: float


class Folded(NamedTuple):
    """What is known of a word wherever it stands."""

    folded: str
    stem: str
    weight: float


def words_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words between two offsets; figures and initials with points are one word each.

    >>> [w.folded for w in words_in("The U.S.-led army’s colour cost $2.5bn")]
    ['the', 'usa', 'led', 'army', 'color', 'cost', '2.5bn']
    """
    for match in _words().finditer(text, start, len(text) if end is None else end):
        if match["sign"] is None:
            yield Word(Span(*match.span()), *fold_word(match.group()))


@lru_cache(CACHE_LIMIT)
def fold_word(word: str) -> Folded:
    """Return a word's folded form, stem and weight; a possessive mark and British spelling make no difference."""
    bare = word.replace(".", "") if word[0].isalpha() else word
    if bare in table().acronyms:
        return Folded(table().acronyms[bare], table().acronyms[bare], ACRONYM)
    lower = bare.lower().replace("’", "'").replace("‘", "'").replace("ʻ", "'")
    lower = lower[:-2] if lower.endswith("'s") and lower not in table().contracted else lower.replace("'", "")
    folded = american(lower)
    common = words().zipf(lower)
    weight = LIGHTEST if lower in terms("function") else max(LIGHTEST, HEAVIEST - max(common, RAREST))
    return Folded(folded, _stem(folded), weight)


@lru_cache(CACHE_LIMIT)
def american(word: str) -> str:
    """Return a lower-case word in American spelling, a small number in figures, a figure without grouping.

    >>> american("colours"), american("organisation"), american("centre"), american("hour")
    ('colors', 'organization', 'center', 'hour')
    """
    if word in table().american:
        return table().american[word]
    if word[0].isdigit():
        return word.replace(",", "")
    if len(word) > 4:  # noqa: PLR2004  four, hour, your
        for pattern, spelling in _SPELLINGS:
            word = pattern.sub(spelling, word)
    return word


def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word)) if word[0].isalpha() else word


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415  20 ms that a run over single copies need not pay

    return snowballstemmer.stemmer("english")
