"""Duplication: the headline, a paragraph, a sentence or a word printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Insertion, Page
from benchmarks.injectors.registry import data, kind

_SENTENCE = re.compile(r"(?<=[a-z]{2}[.?!] )(?P<s>[A-Z][^.?!“”\"‘]{38,}[.?!])(?= [A-Z]|$)")
_TWO_WORDS = re.compile(r" (?P<w>(?:to|in|of|on|at|for|from|by) (?:the|a|its|their))(?= [a-z])")
SHORTEST = 60


@kind("duplication")
def headline_again(page: Page, rng: Random) -> Iterator[Insertion]:
    """Print the headline a second time, right below or after the first paragraph."""
    yield Insertion("headline_again", rng.choice((0, 0, 2)), ("", page.lines[0]), "headline repeated", 0)


@kind("duplication")
def paragraph_again(page: Page, _: Random) -> Iterator[Insertion]:
    """Print a paragraph twice in a row."""
    for i in page.paragraphs:
        if i <= page.last and len(page.lines[i]) >= SHORTEST:
            yield Insertion("paragraph_again", i, ("", page.lines[i]), "paragraph repeated at once", i)


@kind("duplication")
def paragraph_later(page: Page, _: Random) -> Iterator[Insertion]:
    """Print a paragraph again two paragraphs later."""
    for i, later in zip(page.paragraphs, page.paragraphs[2:], strict=False):
        if later <= page.last and len(page.lines[i]) >= SHORTEST:
            yield Insertion("paragraph_later", later, ("", page.lines[i]), "paragraph repeated further down", i)


@kind("duplication")
def sentence_again(page: Page, _: Random) -> Iterator[Change]:
    """Print a sentence twice in its paragraph."""
    for i, m in page.matches(_SENTENCE):
        yield Change("sentence_again", i, m.end(), m.end(), f" {m['s']}", "sentence repeated")


@kind("duplication")
def word_again(page: Page, _: Random) -> Iterator[Change]:
    """Print a small word twice."""
    small = "|".join(data("lists")["doubled"])
    for i, m in page.matches(re.compile(rf"(?<=[a-z,]) (?P<w>{small})(?= [a-z])")):
        yield Change("word_again", i, m.end(), m.end(), f" {m['w']}", "word repeated")


@kind("duplication")
def two_words_again(page: Page, _: Random) -> Iterator[Change]:
    """Print two small words twice."""
    for i, m in page.matches(_TWO_WORDS):
        yield Change("two_words_again", i, m.end(), m.end(), f" {m['w']}", "words repeated")
