"""Apostrophes: lost one by one or all at once, of the wrong kind, doubled, or turned into a space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import data, kind

_WORD = re.compile(r"(?<![\w’'-])(?P<stem>[A-Za-zÀ-ž]+)(?P<mark>[’'])(?P<tail>s|t|re|ve|ll|d|m)(?![\w’'-])")
_PLURAL = re.compile(r"(?<![\w’'-])(?P<stem>[A-Za-zÀ-ž]+s)(?P<mark>[’'])(?= [a-z]{3,})")
_SHORT_FOR_IS = frozenset(data("lists")["short_for_is"])
_DAYS = frozenset(data("lists")["days"])
_SINGLE_QUOTATION = re.compile(r"(?<!\w)[‘'](?=[A-Z])")


def _bare(m: re.Match[str]) -> str:
    return m["stem"] + m["tail"]


def _contracted(m: re.Match[str]) -> bool:
    return m["tail"] != "s" or m["stem"].lower() in _SHORT_FOR_IS


def _lost(i: int, m: re.Match[str], name: str, note: str, tier: str = "must") -> Change:
    return Change(name, i, m.start(), m.end(), _bare(m), note, tier)


@kind("apostrophes")
def contraction_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose the apostrophe of a contraction, where what is left is no word."""
    for i, m in page.matches(_WORD, prose=False):
        if _contracted(m) and not page.words.valid(_bare(m)):
            yield _lost(i, m, "contraction_lost", "contraction without apostrophe")


@kind("apostrophes")
def its_for_it_is(page: Page, _: Random) -> Iterator[Change]:
    """Make it's its."""
    for i, m in page.matches(_WORD, prose=False):
        if m["stem"].lower() == "it" and m["tail"] == "s":
            yield _lost(i, m, "its_for_it_is", "its for it’s", "should")


@kind("apostrophes")
def possessive_of_name_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose the apostrophe of a name or day in the possessive."""
    for i, m in page.matches(_WORD, prose=False):
        day = m["stem"].lower() in _DAYS
        name = m["stem"][0].isupper() and not page.words.valid(_bare(m))
        if not _contracted(m) and (day or name) and _bare(m) not in page.tokens:
            yield _lost(i, m, "possessive_of_day_lost" if day else "possessive_of_name_lost", "lost possessive")


@kind("apostrophes")
def possessive_of_noun_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose the apostrophe of a common noun; a plural that is a word takes a reader of the sentence to prove."""
    for i, m in page.matches(_WORD, prose=False):
        if not _contracted(m) and m["stem"].islower():
            tier = "should" if page.words.valid(_bare(m)) else "must"
            yield _lost(i, m, "possessive_of_noun_lost", "lost possessive", tier)


@kind("apostrophes")
def wrong_mark(page: Page, rng: Random) -> Iterator[Change]:
    """Put an opening mark, an acute or two marks where the apostrophe stands."""
    for i, m in page.matches(_WORD, prose=False):
        mark = rng.choice("‘‘´" if page.curly else ("‘", "`", "''"))
        yield Change("wrong_mark", i, m.start(), m.end(), m["stem"] + mark + m["tail"], "wrong mark for an apostrophe")


@kind("apostrophes")
def detached(page: Page, _: Random) -> Iterator[Change]:
    """Turn the apostrophe of a name's possessive into a space."""
    for i, m in page.matches(_WORD, prose=False):
        if m["stem"][0].isupper() and not _contracted(m):
            yield Change("detached", i, m.start(), m.end(), f"{m['stem']} {m['tail']}", "apostrophe became a space")


@kind("apostrophes", everywhere=True)
def all_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose every apostrophe of the story; what then is a word asks for more than one look."""
    for i, m in page.matches(_WORD, prose=False):
        day = m["stem"].lower() in _DAYS
        tier = "must" if day or not page.words.valid(_bare(m)) else "should"
        yield _lost(i, m, "all_lost", "apostrophe lost, like all of them", tier)
    if not _SINGLE_QUOTATION.search(page.text):  # where single marks quote nothing, a last mark is an apostrophe
        for i, m in page.matches(_PLURAL, prose=False):
            yield Change("all_lost", i, m.start(), m.end(), m["stem"], "plural possessive lost", "may")
