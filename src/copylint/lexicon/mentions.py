"""The names a text uses: capitalised words with what stands around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from copylint.lexicon.entity import ARTICLES
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.span import Span

_ARTICLE = "|".join(f"(?<= {a})" for a in ARTICLES)
_NAME = expression(rf"(?:(?<![\w@#/’'-])|{_ARTICLE})[A-ZÀ-Þ][^\W\d_]+(?:[-’'ʻ][A-ZÀ-Þ]?[^\W\d_]+)*")
_IN_TOKEN = expression(_NAME.pattern.replace("(?<= ", "(?<=^"))
SHORTEST = 3  # letters
FEW = 16  # names that are looked for one by one, then all at once: so it takes time linear in the text
_POSSESSIVE = expression(r"['’‘´`]s$|['’]$")
_BEFORE = expression(rf"([^\W\d_][\w.’'-]*) (?:{'|'.join(ARTICLES)})?\Z")
BROKEN = ("\ufffd", "\u00ad", "\u200b")
LIST_REACH = 400  # code points
ADDRESS = frozenset({"Mr", "Mrs", "Ms", "Miss"})
_AFTER = expression(r" ([^\W\d_][\w’'-]*)")
_PART = expression(r"\S+")
_CAPITALISED = r"(?:[A-Z]\.(?:-?[A-Z]\.)*|[A-ZÀ-Þ](?:[^\W_]|[-’'ʻ&](?=\w))*)"
_PARTICLES = "|".join(sorted(terms("particles")))
_RUN = expression(rf"(?<![\w@#/’'-]){_CAPITALISED}(?: (?:(?:{_PARTICLES}) ){{0,2}}{_CAPITALISED})*")


class Use(NamedTuple):
    """One place where a name stands, with the words right before and behind it."""

    span: Span
    before: str
    after: str


class Mentions(Mapping[str, list[Use]]):
    """Every capitalised word of a text (possessive marks off) with its places; one word is looked for by itself."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self._text = text
        self._found: dict[str, list[Use]] = {}

    def __getitem__(self, word: str) -> list[Use]:
        """Return the places of a name."""
        uses = self._found.get(word) if len(self._found) < FEW else self._all.get(word, [])
        if uses is None:
            uses = self._found[word] = list(self._uses(word))
        if not uses:
            raise KeyError(word)
        return uses

    def __contains__(self, word: object) -> bool:
        """Return whether the text has the name."""
        return isinstance(word, str) and self.get(word) is not None

    @cached_property
    def _all(self) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = defaultdict(list)
        for match in _NAME.finditer(self._text):
            if word := self._word(match):
                found[word].append(self._use(match, word))
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order in which they first stand in the text."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self._all)

    def _uses(self, word: str) -> Iterator[Use]:
        start = self._text.find(word) if word else -1
        while start >= 0:
            match = _NAME.match(self._text, start)
            if match and self._word(match) == word:
                yield self._use(match, word)
            start = self._text.find(word, start + 1)

    def _word(self, match: re.Match[str]) -> str:
        """Return the name without its possessive mark; nothing for what is too short, or not whole."""
        word = _POSSESSIVE.sub("", match.group())
        return "" if len(word) < SHORTEST or self._text[match.end() : match.end() + 1] in BROKEN else word

    def _use(self, match: re.Match[str], word: str) -> Use:
        span = Span(match.start(), match.start() + len(word))
        before = _BEFORE.search(self._text[max(0, span.start - 24) : span.start])
        after = _AFTER.match(self._text[match.end() : match.end() + 24])
        return Use(span, before.group(1) if before else "", after.group(1) if after else "")


@lru_cache(maxsize=1)  # the checks of names read one document after the other
def names_of(doc: Document) -> Mentions:
    """Return every capitalised word of the text (possessive marks off) with its places."""
    return Mentions(doc.text)


@lru_cache(1024)  # tokens; the checks of names ask one after the other
def names_in(token: str) -> tuple[str, ...]:
    """Return the names that a white-space token holds, wherever it stands.

    >>> names_in("Blinken’s,"), names_in("al-Assad"), names_in("the")
    (('Blinken',), ('Assad',), ())
    """
    if token.isalpha():  # most are; no mark can stand in such a one
        return (token,) if token[0].isupper() and len(token) >= SHORTEST and _NAME.match(token) else ()
    words = [_POSSESSIVE.sub("", word) for word in _IN_TOKEN.findall(token)]
    return tuple([word for word in words if len(word) >= SHORTEST])


def name_runs(text: str) -> Iterator[list[Span]]:
    """Yield each run of capitalised words, particles and initials between them, as the places of its words.

    >>> text = "Ursula von der Leyen met J. Ng."
    >>> [[text[s.start : s.end] for s in run] for run in name_runs(text)]
    [['Ursula', 'von', 'der', 'Leyen'], ['J.', 'Ng']]
    """
    for match in _RUN.finditer(text):
        yield [Span(match.start() + m.start(), match.start() + m.end()) for m in _PART.finditer(match.group())]


def two_persons(one: Sequence[Use], other: Sequence[Use]) -> bool:
    """Return whether forms of address tell two names' bearers apart (Ms Sherman, Mr Shearman)."""
    first, second = ({u.before.rstrip(".") for u in uses} & ADDRESS for uses in (one, other))
    return bool(first and second and not first & second)


def listed_apart(one: Sequence[Use], other: Sequence[Use]) -> bool:
    """Return whether two names are items of one list, side by side or each between commas: they are two things."""
    uses = sorted([(u.span, 0, u) for u in one] + [(u.span, 1, u) for u in other], key=lambda item: item[0])
    items = [item for item in uses if not item[2].before and not item[2].after]
    between_commas = any(a[1] != b[1] and b[0].start - a[0].start < LIST_REACH for a, b in pairwise(items))
    return between_commas or any(a[1] != b[1] and _side_by_side(a[2], b[2]) for a, b in pairwise(uses))


def _side_by_side(a: Use, b: Use) -> bool:
    """Return whether a comma or “and” and nothing else stands between two names."""
    gap = b.span.start - a.span.end
    return (gap == len(", ") and not a.after) or (gap == len(" and ") and a.after == b.before == "and")
