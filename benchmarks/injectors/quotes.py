"""Quotation marks: one lost, one the wrong way round, one of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import kind

_CURLY = re.compile(r"“[^“”]+”")
_STRAIGHT = re.compile(r'"[^"]+"')
_SINGLE = re.compile(r"(?<!\w)(?P<o>[‘'])(?=[A-Z])(?:[^‘’']|(?<=\w)[’'](?=\w))+[.,?!](?P<c>[’'])(?!\w)")
_OPENERS = "“\"‘'"
_FIRST_WORD = re.compile(r"[“\"‘'][\w$£₹]+")
_LAST_WORD = re.compile(r"[\w%]+[.,?!]*[”\"’']$|[\w%]+[”\"’'][.,?!]?$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation whole on its line: index of the line, and the span with both marks."""

    line: int
    start: int
    end: int
    text: str


def quotations(page: Page) -> Iterator[Quotation]:
    """Yield each quotation that opens and closes on its line, from lines that no planned quotation touches."""
    taken = {c.line for family, c in page.changes if family == "quotes"}
    for pattern in (_CURLY, _STRAIGHT, _SINGLE):
        for i, m in page.matches(pattern):
            straight_odd = pattern is _STRAIGHT and page.lines[i].count('"') % 2
            if i not in taken and not straight_odd:
                yield Quotation(i, m.start(), m.end(), m.group())


def _speech_may_run_on(page: Page, q: Quotation) -> bool:
    """Return whether the paragraph would be sound unclosed, because the next one opens with a mark."""
    if q.end < len(page.lines[q.line].rstrip()):
        return False
    following = next((line for line in page.lines[q.line + 1 :] if line), "")
    return following[:1] in _OPENERS


@kind("quotes")
def closing_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose a closing mark."""
    for q in quotations(page):
        last = _LAST_WORD.search(q.text)
        if last and not _speech_may_run_on(page, q):
            yield Change("closing_lost", q.line, q.start + last.start(), q.end, last.group()[:-1], "closing mark lost")


@kind("quotes")
def opening_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose an opening mark."""
    for q in quotations(page):
        first = _FIRST_WORD.match(q.text)
        if first:
            yield Change("opening_lost", q.line, q.start, q.start + first.end(), first.group()[1:], "opening mark lost")


@kind("quotes")
def backwards(page: Page, rng: Random) -> Iterator[Change]:
    """Turn one curly mark round."""
    for q in quotations(page):
        if q.text[0] == "“":
            at, mark = rng.choice(((q.start, "”"), (q.end - 1, "“")))
            yield Change("backwards", q.line, at, at + 1, mark, "mark faces the wrong way")


@kind("quotes")
def mixed(page: Page, rng: Random) -> Iterator[Change]:
    """Make one mark of a pair straight, or one of a straight pair curly."""
    for q in quotations(page):
        if q.text[0] == "“":
            at = rng.choice((q.start, q.end - 1))
            yield Change("mixed", q.line, at, at + 1, '"', "straight mark in a curly pair")
        elif q.text[0] == '"':
            at, mark = rng.choice(((q.start, "“"), (q.end - 1, "”")))
            yield Change("mixed", q.line, at, at + 1, mark, "curly mark in a straight pair")
