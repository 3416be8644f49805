"""Numbers: grouping broken or of another convention, figures split, signs lost or doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import kind

_GROUPED = re.compile(r"(?<![\d.,₹$£€-])\d{1,3}(?:,\d{3})+(?![\d,-]|\.\d|:)")
_LARGE = re.compile(r"(?<![\d.,₹])\d{3},\d{3}(?![\d,]|\.\d)")
_MONEY = re.compile(r"(?<![A-Z])[$£€]\d[\d,.]*\d")
_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d{2}(?!\d)")
_RISE = re.compile(
    r"\b(?:rose|fell|gained|added|dropped|climbed|tumbled|recovered|up|down|by) "
    r"(?P<n>\d+(?:\.\d+)?%)(?= (?!to )|[,.;](?:\s|$))"
)
_SHARE = re.compile(r"\b(?P<n>\d+(?:\.\d+)?%)(?= of (?:the|its|their|them|all)\b)")
_PERCENT = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%")


@kind("numbers")
def indian_grouping(page: Page, _: Random) -> Iterator[Change]:
    """Group a figure of a Western story in lakhs."""
    if not page.indian:
        for i, m in page.matches(_LARGE, prose=False):
            bare = m.group().replace(",", "")
            lakhs = f"{bare[0]},{bare[1:3]},{bare[3:]}"
            yield Change("indian_grouping", i, m.start(), m.end(), lakhs, "Indian grouping")


@kind("numbers")
def group_too_long(page: Page, _: Random) -> Iterator[Change]:
    """Add a nought to the last group."""
    for i, m in page.matches(_GROUPED, prose=False):
        yield Change("group_too_long", i, m.start(), m.end(), m.group() + "0", "last group of four digits")


@kind("numbers")
def group_too_short(page: Page, _: Random) -> Iterator[Change]:
    """Lose the last digit of a figure."""
    for i, m in page.matches(_GROUPED, prose=False):
        short = m.group()[:-1]
        yield Change("group_too_short", i, m.start(), m.end(), short, "last group of two digits", mendable=False)


@kind("numbers")
def split_figure(page: Page, _: Random) -> Iterator[Change]:
    """Put a space after the comma of a figure."""
    for i, m in page.matches(_GROUPED, prose=False):
        yield Change("split_figure", i, m.start(), m.end(), m.group().replace(",", ", ", 1), "figure split")


@kind("numbers")
def continental(page: Page, _: Random) -> Iterator[Change]:
    """Swap comma and point."""
    for i, m in page.matches(_DECIMAL, prose=False):
        swapped = m.group().translate({44: ".", 46: ","})
        yield Change("continental", i, m.start(), m.end(), swapped, "comma and point swapped")


@kind("numbers")
def percent_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose a percent sign: of a share (60 of the sum) the words prove it, of a rise the sense does."""
    for pattern, tier in ((_SHARE, "must"), (_RISE, "should")):
        for i, m in page.matches(pattern):
            start, end = m.span("n")
            if end - start > 2 and "%" not in m.string[end : end + 20]:  # noqa: PLR2004  a second share would bear the sign
                yield Change("percent_lost", i, start, end, m.group("n")[:-1], "percent sign lost", tier)


@kind("numbers")
def percent_doubled(page: Page, rng: Random) -> Iterator[Change]:
    """Say percent twice."""
    for i, m in page.matches(_PERCENT):
        twice = rng.choice((f"{m.group()}%", f"{m.group()} percent"))
        yield Change("percent_doubled", i, m.start(), m.end(), twice, "percent doubled")


@kind("numbers")
def currency_doubled(page: Page, _: Random) -> Iterator[Change]:
    """Print the sign of a currency twice."""
    for i, m in page.matches(_MONEY, prose=False):
        yield Change("currency_doubled", i, m.start(), m.end(), m.group()[0] + m.group(), "currency sign doubled")
