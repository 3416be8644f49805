"""How much of a document stands in another, told from their digests.

The sentences of both are laid beside one another: each counts by the share of rare words that the most alike sentence
of the other has too. Of two documents of different length the shorter one is measured, as a copy may be cut.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from copylint.copies.digests import MARKED, Digest, is_figure, weight_of

ALIKE = 0.35  # from which likeness on a sentence is the other's, not merely of the same subject
SAID_ALIKE = 0.6  # the same of sentences with quotation marks, which are to prove something
CONTAINED = 0.8  # what it counts that a sentence lies within a longer one (joined, parted or cut sentences)
TELLING = 20  # weight two sentences have to share for that
FEWEST_FIGURES = 4  # in like sentences, to tell a series by
SAME_FIGURES = 0.34
FEWEST_NAMES = 4
SAME_NAMES = 0.4
LIGHTEST = 150  # weight of a text below which only its double is a copy (some 25 telling words)
FEWEST_SENTENCES = 2  # the same


class Sides(NamedTuple):
    """Two documents laid beside one another: how alike each sentence of either is to the other's most alike."""

    first: list[float]
    second: list[float]
    partner_of_first: list[int]
    partner_of_second: list[int]


class Layout:
    """A digest with its sentences parted, as far as comparing needs them; made once for many comparisons."""

    def __init__(self, digest: Digest) -> None:
        """Part the sentences."""
        self.sentences, self.marked = _parted(digest.stems)
        self.weights = [sum(map(weight_of, sentence)) for sentence in self.sentences]
        self.weight = sum(self.weights)
        self.names = frozenset(digest.names)

    @property
    def slight(self) -> bool:
        """Return whether there is too little to tell a copy by: a headline, a line of an agenda."""
        return self.weight < LIGHTEST or len(self.sentences) < FEWEST_SENTENCES

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """The sentences each stem stands in."""
        places = defaultdict(list)
        for at, sentence in enumerate(self.sentences):
            for code in sentence:
                places[code].append(at)
        return dict(places)

    def figures(self, at: int) -> set[int]:
        """Return the figures of a sentence, years left out."""
        return {code for code in self.sentences[at] if is_figure(code)}


def _parted(stems: array[int]) -> tuple[list[list[int]], list[bool]]:
    """Return the sentences and which of them hold a quotation mark."""
    sentences: list[list[int]] = []
    marked: list[bool] = []
    for code in stems:
        if code <= MARKED:
            sentences.append([])
            marked.append(code == MARKED)
        else:
            sentences[-1].append(code)
    return sentences, marked


def likeness(one: Layout, other: Layout) -> float:
    """Return how much of the shorter document stands in the other, from 0 to 1; 0 for two of a series."""
    if one.slight or other.slight:
        return 0.0
    sides = _beside(one, other)
    if one.weight <= other.weight:
        shorter, longer, alike, partners = one, other, sides.first, sides.partner_of_first
    else:
        shorter, longer, alike, partners = other, one, sides.second, sides.partner_of_second
    if _of_a_series(shorter, longer, alike, partners):
        return 0.0
    return sum(w * a for w, a in zip(shorter.weights, alike, strict=True)) / shorter.weight


def _beside(one: Layout, other: Layout) -> Sides:
    """Lay the sentences of two documents beside one another."""
    ours, theirs = len(one.sentences), len(other.sentences)
    sides = Sides([0.0] * ours, [0.0] * theirs, [-1] * ours, [-1] * theirs)
    places = other.places
    for at, sentence in enumerate(one.sentences):
        shared: dict[int, int] = {}
        for code in sentence:
            weight = weight_of(code)
            for there in places.get(code, ()):
                shared[there] = shared.get(there, 0) + weight
        for there, common in shared.items():
            alike = _alike(common, one.weights[at], other.weights[there])
            if alike > sides.first[at]:
                sides.first[at], sides.partner_of_first[at] = alike, there
            if alike > sides.second[there]:
                sides.second[there], sides.partner_of_second[there] = alike, at
    return sides


def _alike(shared: int, one: int, other: int) -> float:
    """Return how alike two sentences are that share stems of a weight."""
    both = 2 * shared / (one + other)
    return max(both, CONTAINED * shared / min(one, other)) if shared >= TELLING else both


def _of_a_series(shorter: Layout, longer: Layout, alike: list[float], partners: list[int]) -> bool:
    """Return whether two texts are made alike but tell of different things, as market and match reports do.

    Nearly all their figures differ where their sentences are the same, or their names do. A quotation in common says
    that the one is the other, with newer figures.
    """
    names = min(len(shorter.names), len(longer.names))
    if names >= FEWEST_NAMES and len(shorter.names & longer.names) < SAME_NAMES * names:
        return True
    compared = same = 0
    for at, (like, there) in enumerate(zip(alike, partners, strict=True)):
        if like < ALIKE:
            continue
        if like >= SAID_ALIKE and shorter.marked[at] and longer.marked[there]:
            return False
        ours, theirs = shorter.figures(at), longer.figures(there)
        if ours and theirs:
            compared += min(len(ours), len(theirs))
            same += len(ours & theirs)
    return compared >= FEWEST_FIGURES and same < SAME_FIGURES * compared
