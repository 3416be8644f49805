"""Spacing: words and sentences glued, space before a mark, none after it, space inside a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import kind

_SENTENCES = re.compile(r"\b[a-z]{3,}[.?!] [A-Z][a-z]*\b")
_AFTER_QUOTE = re.compile(r"[a-z]{2}[.?!,][”\"] (?:[A-Z][a-z]+|[a-z]{2,})")
_BEFORE_CAPITAL = re.compile(r"(?<![\w’'-])[a-z]{4,} [A-Z][a-z]{3,}(?![\w’'-])")
_SMALL = re.compile(r"(?<![\w’'-])[a-z]{4,} [a-z]{4,}(?![\w’'-])")
_NAME_VERB = re.compile(r"(?<![\w’'-])[A-Z][a-z]{3,} (?:said|told|was|will|would|and|has|had)(?![\w’'-])")
_END = re.compile(r"(?<=[a-z]{2})[,.](?= [A-Za-z]|$)")
_COMMA = re.compile(r"(?<![\w’'-])[A-Za-z]{3,}, [a-z]{2,}(?![\w’'-])")
_ABBREVIATION = re.compile(r"\bU\.S\.(?= [a-z])|\b[ap]\.m\.(?= [a-z])|\bN\.J\.")
_FIGURE = re.compile(r"(?<![\w.,$£₹€-])\d[\d,]*\d [a-z]{4,}(?![\w-])")


def _glued(page: Page, pattern: re.Pattern[str], name: str, note: str) -> Iterator[Change]:
    for i, m in page.matches(pattern):
        yield Change(name, i, m.start(), m.end(), m.group().replace(" ", ""), note)


@kind("spacing")
def sentences_glued(page: Page, _: Random) -> Iterator[Change]:
    """Lose the space between two sentences."""
    yield from _glued(page, _SENTENCES, "sentences_glued", "two sentences glued")


@kind("spacing")
def glued_after_quotation(page: Page, _: Random) -> Iterator[Change]:
    """Lose the space after a closing mark."""
    yield from _glued(page, _AFTER_QUOTE, "glued_after_quotation", "no space after a quotation")


@kind("spacing")
def glued_at_capital(page: Page, _: Random) -> Iterator[Change]:
    """Lose the space before a capitalised word."""
    for change in _glued(page, _BEFORE_CAPITAL, "glued_at_capital", "two words glued at a capital"):
        if page.is_nothing(change.text):
            yield change


@kind("spacing")
def words_glued(page: Page, _: Random) -> Iterator[Change]:
    """Lose the space between two ordinary words, where the result is none."""
    for pattern in (_SMALL, _NAME_VERB):
        for change in _glued(page, pattern, "words_glued", "two words glued"):
            if page.is_nothing(change.text) and page.words.zipf(change.text) == 0:
                yield change


@kind("spacing")
def figure_glued(page: Page, _: Random) -> Iterator[Change]:
    """Lose the space between a figure and its noun."""
    yield from _glued(page, _FIGURE, "figure_glued", "figure and word glued")


@kind("spacing")
def space_before_mark(page: Page, _: Random) -> Iterator[Change]:
    """Put a space before a comma or full stop."""
    for i, m in page.matches(_END):
        yield Change("space_before_mark", i, m.start(), m.end(), f" {m.group()}", "space before punctuation")


@kind("spacing")
def space_lost_after_comma(page: Page, _: Random) -> Iterator[Change]:
    """Lose the space after a comma."""
    yield from _glued(page, _COMMA, "space_lost_after_comma", "no space after a comma")


@kind("spacing")
def abbreviation_split(page: Page, _: Random) -> Iterator[Change]:
    """Put a space before the last point of an abbreviation."""
    for i, m in page.matches(_ABBREVIATION):
        yield Change("abbreviation_split", i, m.start(), m.end(), f"{m.group()[:-1]} .", "space inside an abbreviation")


@kind("spacing")
def drop_capital(page: Page, _: Random) -> Iterator[Change]:
    """Split off the first letter of the story."""
    first = next(iter(page.paragraphs), 0)
    m = re.match(r"[A-Z][a-z]{3,}", page.lines[first])
    if m and not page.words.valid(m.group()[1:]):
        yield Change("drop_capital", first, 0, m.end(), f"{m.group()[0]} {m.group()[1:]}", "drop capital split off")
