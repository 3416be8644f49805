"""Copies of a story as desks, scrapers and spinning programs make them, all seeded."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from benchmarks.stories import FORMS, Story, figure, vocabulary

SPUN_LIGHTLY, SPUN_HEAVILY = 0.2, 0.5  # share of words that are put in other words
MISSPELT = 0.5  # share of heavily spun copies in which a name is misspelt throughout
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")
_FIGURE = re.compile(r"\d[\d,]*")


@cache
def synonyms() -> Mapping[str, tuple[str, str]]:
    """Return two other words for each word, of the same form: what they mean is nothing to a program that groups."""
    rng = Random("synonyms")  # noqa: S311  the same in every run
    found: dict[str, tuple[str, str]] = {}
    for slot in FORMS:
        own = vocabulary()[slot]
        for word in own:
            found.setdefault(word, (rng.choice(own), rng.choice(own)))
    return found


def retold(story: Story, kind: str, rng: Random) -> Story:
    """Return a copy of a story, of a kind of KINDS."""
    return KINDS[kind]([list(paragraph) for paragraph in story], rng)


def damaged(story: Story, rng: Random) -> Story:
    """Return a copy with the damage of a feed: spaces and apostrophes lost, letters lost, the headline doubled."""
    copy = [[_damaged(sentence, rng) for sentence in paragraph] for paragraph in story]
    return [copy[0], *copy] if rng.random() < 0.3 else copy  # noqa: PLR2004


def _damaged(sentence: str, rng: Random) -> str:
    if rng.random() > 0.35:  # noqa: PLR2004  share of sentences that are damaged
        return sentence
    at = rng.randrange(1, len(sentence) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return sentence.replace(" ", "", 1)
    if kind == 1:
        return sentence.replace("’", "").replace("“", "", 1)
    if kind == 2:  # noqa: PLR2004
        return _FIGURE.sub(lambda found: found.group().replace(",", ""), sentence)
    return sentence[:at] + sentence[at + 1 :]


def cut(story: Story, rng: Random) -> Story:
    """Return a copy of which the end is missing."""
    return damaged(story[: max(4, int(len(story) * rng.uniform(0.45, 0.8)))], rng)


def updated(story: Story, rng: Random) -> Story:
    """Return a newer version: a few figures changed, a few paragraphs dropped, and the lead told anew."""
    figures = [found for paragraph in story for sentence in paragraph for found in _FIGURE.findall(sentence)]
    changed = {old: figure(rng) for old in rng.sample(figures, len(figures) // 4)}
    copy = [
        [_FIGURE.sub(lambda found: changed.get(found.group(), found.group()), sentence) for sentence in paragraph]
        for paragraph in story
    ]
    copy = copy[:2] + [paragraph for paragraph in copy[2:] if rng.random() > 0.1]  # noqa: PLR2004
    copy[1] = [_spun(sentence, SPUN_HEAVILY, rng) for sentence in copy[1]]
    return copy


def reordered(story: Story, rng: Random) -> Story:
    """Return a copy whose paragraphs stand in another order, lightly spun."""
    body = story[1:]
    rng.shuffle(body)
    return spun_lightly([story[0], *body], rng)


def spun_lightly(story: Story, rng: Random) -> Story:
    """Return a copy with every fifth word put otherwise."""
    return [[_spun(sentence, SPUN_LIGHTLY, rng) for sentence in paragraph] for paragraph in story]


def spun_heavily(story: Story, rng: Random) -> Story:
    """Return a copy put in other words throughout, with sentences joined, paragraphs dropped and a name misspelt."""
    copy = [[_turned(_spun(sentence, SPUN_HEAVILY, rng), rng) for sentence in paragraph] for paragraph in story]
    copy = copy[:2] + [paragraph for paragraph in copy[2:] if rng.random() > 0.08]  # noqa: PLR2004
    copy[0] = [_spun(sentence, 2 * SPUN_HEAVILY, rng) for sentence in copy[0]]
    return _misspelt(copy, rng) if rng.random() < MISSPELT else copy


def _spun(sentence: str, share: float, rng: Random) -> str:
    """Return a sentence with a share of its words put otherwise, some left out or added."""

    def other(found: re.Match[str]) -> str:
        word = found.group()
        if rng.random() > share:
            return word
        if word in synonyms():
            return rng.choice(synonyms()[word])
        return rng.choice((word, f"{word} also", "the")) if word.islower() else word

    return _WORD.sub(other, sentence)


def _turned(sentence: str, rng: Random) -> str:
    """Return a sentence of two clauses with the second put first, half the time."""
    first, comma, second = sentence.rstrip(".").partition(", ")
    if not comma or "“" in sentence or rng.random() < 0.5:  # noqa: PLR2004
        return sentence
    return f"{second[0].upper()}{second[1:]}, {first[0].lower()}{first[1:]}."


def _misspelt(story: Story, rng: Random) -> Story:
    names = sorted({n for p in story[1:] for s in p for n in _WORD.findall(s[1:]) if n[0].isupper() and len(n) > 4})  # noqa: PLR2004
    if not names:
        return story
    name = rng.choice(names)
    wrong = name[:2] + rng.choice("rnlst") + name[3:]
    return [[sentence.replace(name, wrong) for sentence in paragraph] for paragraph in story]


KINDS: Mapping[str, Callable[[Story, Random], Story]] = {
    "double": lambda story, _rng: story,
    "damaged": damaged,
    "cut": cut,
    "updated": updated,
    "reordered": reordered,
    "spun lightly": spun_lightly,
    "spun heavily": spun_heavily,
}
