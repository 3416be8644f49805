"""Truncation: the story ends in mid-sentence, or a paragraph starts in the middle of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Cut, Page
from benchmarks.injectors.registry import kind

_WORD_END = re.compile(r"(?<=[a-z]{2})(?= [a-z])")
_VERB = r"(?:rose|fell|said|told|had|was|were|will|would|voted|have) "
_HEAD = re.compile(rf"^(?:[A-Z][\w’'.-]*) (?:[\w’'.-]+ ){{0,3}}?(?={_VERB})")
FEWEST_BEFORE, FEWEST_AFTER = 40, 20  # code points of the sentence on either side of the cut


def _cuts(page: Page, rng: Random) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield places in the last third of the story that are well inside a sentence outside quotation marks."""
    for i in page.paragraphs[-len(page.paragraphs) // 3 :]:
        line = page.lines[i]
        for m in _WORD_END.finditer(line):
            head = re.split(r"[.?!][”’\"']? ", line[: m.start()])[-1]
            tail = re.split(r"[.?!][”’\"']?(?: |$)", line[m.start() :])[0]
            quoted = len(re.findall(r"[“”\"]", line[: m.start()])) % 2
            if len(head) >= FEWEST_BEFORE and len(tail) >= FEWEST_AFTER and not quoted and rng.random() < 0.5:  # noqa: PLR2004
                yield i, m


def _cut(page: Page, rng: Random, name: str, tail: str, note: str) -> Iterator[Cut]:
    for i, m in _cuts(page, rng):
        last_word = page.lines[i].rfind(" ", 0, m.start()) + 1
        yield Cut(name, i, m.start(), tail, note, last_word)


@kind("truncation")
def cut_off(page: Page, rng: Random) -> Iterator[Cut]:
    """End the story in mid-sentence."""
    yield from _cut(page, rng, "cut_off", "", "story cut off in mid-sentence")


@kind("truncation")
def cut_with_dots(page: Page, rng: Random) -> Iterator[Cut]:
    """End the story in mid-sentence with the dots of a teaser."""
    yield from _cut(page, rng, "cut_with_dots", rng.choice(("...", " …", "…", " ...", " [...]")), "cut off, with dots")


@kind("truncation")
def cut_with_count(page: Page, rng: Random) -> Iterator[Cut]:
    """End the story as a news interface does, with the number of characters kept back."""
    tail = f"{rng.choice(('… ', '... '))}[+{rng.randrange(400, 4000)} chars]"
    yield from _cut(page, rng, "cut_with_count", tail, "cut off by a news interface")


@kind("truncation")
def torn_start(page: Page, _: Random) -> Iterator[Change]:
    """Lose the subject of a paragraph's first sentence; what is left starts with its verb."""
    for i, m in page.matches(_HEAD):
        verb = m.string[m.end() :].split(" ", 1)[0]
        yield Change("torn_start", i, 0, m.end() + len(verb), verb, "start of the sentence lost", mendable=False)
