"""Casing: a capital in mid-sentence, a sentence that starts without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import data, kind

_AFTER_US = re.compile(r"(?<=\bU\.S\. )[a-z]{4,}(?! [A-Z])")
_NEW_SENTENCE = re.compile(r"(?<=[a-z]{3}[.?!] )[A-Z][a-z]+(?= [a-z])")
_NEW_PARAGRAPH = re.compile(r"^[A-Z][a-z]+(?= [a-z])")
_PLAIN = re.compile(r"(?<=[a-z]{3} )[a-z]{5,}(?= (?:of|in|to|and|by|for|on) [a-z])")


@kind("casing")
def capital_on_small_word(page: Page, _: Random) -> Iterator[Change]:
    """Give a function word a capital in mid-sentence, away from names."""
    small = "|".join(data("lists")["small_words"])
    for i, m in page.matches(re.compile(rf"(?<=[a-z]{{3}} )(?:{small})(?= [a-z])")):
        yield Change("capital_on_small_word", i, m.start(), m.end(), m.group().capitalize(), "stray capital")


@kind("casing")
def capital_after_abbreviation(page: Page, _: Random) -> Iterator[Change]:
    """Give the common noun after U.S. a capital."""
    for i, m in page.matches(_AFTER_US, prose=False):
        yield Change("capital_after_abbreviation", i, m.start(), m.end(), m.group().capitalize(), "capital after U.S.")


@kind("casing")
def capital_after_comma(page: Page, _: Random) -> Iterator[Change]:
    """Give the word after a comma a capital."""
    for i, m in page.matches(re.compile(r"(?<=[a-z]{3}, )(?:who|which|but|and|with|after|when)(?= [a-z])")):
        yield Change("capital_after_comma", i, m.start(), m.end(), m.group().capitalize(), "stray capital")


@kind("casing")
def capital_on_noun(page: Page, _: Random) -> Iterator[Change]:
    """Give an ordinary word a capital: a reader of the sentence has to judge."""
    for i, m in page.matches(_PLAIN):
        yield Change("capital_on_noun", i, m.start(), m.end(), m.group().capitalize(), "stray capital", "should")


def _lowered(page: Page, pattern: re.Pattern[str], name: str) -> Iterator[Change]:
    for i, m in page.matches(pattern):
        if page.words.valid(m.group()) and m.group() not in page.entities.by_word:
            yield Change(name, i, m.start(), m.end(), m.group().lower(), "sentence starts in lower case")


@kind("casing")
def sentence_lowered(page: Page, _: Random) -> Iterator[Change]:
    """Start a sentence inside a paragraph in lower case."""
    yield from _lowered(page, _NEW_SENTENCE, "sentence_lowered")


@kind("casing")
def paragraph_lowered(page: Page, _: Random) -> Iterator[Change]:
    """Start a paragraph in lower case."""
    yield from _lowered(page, _NEW_PARAGRAPH, "paragraph_lowered")
