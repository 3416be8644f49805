"""The names a text uses: capitalised words with what stands around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from copylint.lexicon.entity import ARTICLES
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.span import Span

_ARTICLE = "|".join(f"(?<= {a})" for a in ARTICLES)
_NAME = re.compile(rf"(?:(?<![\w@#/’'-])|{_ARTICLE})[A-ZÀ-Þ][^\W\d_]+(?:[-’'ʻ][A-ZÀ-Þ]?[^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’‘´`]s$|['’]$")
_BEFORE = re.compile(rf"([^\W\d_][\w.’'-]*) (?:{'|'.join(ARTICLES)})?\Z")
BROKEN = ("\ufffd", "\u00ad", "\u200b")
LIST_REACH = 400  # code points
ADDRESS = frozenset({"Mr", "Mrs", "Ms", "Miss"})
_AFTER = re.compile(r" ([^\W\d_][\w’'-]*)")
_PART = re.compile(r"\S+")
_CAPITALISED = r"(?:[A-Z]\.(?:-?[A-Z]\.)*|[A-ZÀ-Þ](?:[^\W_]|[-’'ʻ&](?=\w))*)"
_PARTICLES = "|".join(sorted(terms("particles")))
_RUN = re.compile(rf"(?<![\w@#/’'-]){_CAPITALISED}(?: (?:(?:{_PARTICLES}) ){{0,2}}{_CAPITALISED})*")


class Use(NamedTuple):
    """One place where a name stands, with the words right before and behind it."""

    span: Span
    before: str
    after: str


@lru_cache(maxsize=1)  # the checks of names read one document after the other
def names_of(doc: Document) -> Mapping[str, list[Use]]:
    """Return every capitalised word of the text (possessive marks off) with its places."""
    found: dict[str, list[Use]] = defaultdict(list)
    for match in _NAME.finditer(doc.text):
        word = _POSSESSIVE.sub("", match.group())
        if len(word) < 3 or doc.text[match.end() : match.end() + 1] in BROKEN:  # noqa: PLR2004  too short, or not whole
            continue
        span = Span(match.start(), match.start() + len(word))
        before = _BEFORE.search(doc.text[max(0, span.start - 24) : span.start])
        after = _AFTER.match(doc.text[match.end() : match.end() + 24])
        found[word].append(Use(span, before.group(1) if before else "", after.group(1) if after else ""))
    return found


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
