"""How much of a document stands in another, told from their digests.

The sentences of both are laid beside one another: each counts by the share of rare words that the most alike sentence
of the other has too. Of two documents of different length the shorter one is measured, as a copy may be cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from collections.abc import Set as AbstractSet
from functools import cached_property

from copylint.copies.digests import Digest, is_figure, sentences_of, weight_of
from copylint.copies.furniture import OPENING, mark_of

ALIKE = 0.35  # from which likeness on a sentence is the other's, not merely of the same subject
SAID_ALIKE = 0.6  # the same of sentences with quotation marks, which are to prove something
BY_CHANCE = 0.2  # likeness that sentences of one subject have without being copies; only what is above it counts
CONTAINED = 0.8  # what it counts that a sentence lies within a longer one (joined, parted or cut sentences)
TELLING = 20  # weight two sentences have to share for that
FEWEST_FIGURES = 4  # in like sentences, to tell a series by
SAME_FIGURES = 0.34
FEWEST_NAMES = 4
SAME_NAMES = 0.4
LIGHTEST = 150  # weight of a text below which only its double is a copy (some 25 telling words)
FEWEST_SENTENCES = 2  # the same
MOST_PLACES = 40  # sentences in which a stem is looked up
SHORT, LONG = 400, 1000  # weights of texts
SHORT_COPY, LONG_COPY = 0.5, 0.36  # likeness of a short and of a long text from which it is a copy


class Layout:
    """A digest with its sentences parted, as far as comparing needs them; made once for many comparisons."""

    def __init__(self, digest: Digest, furniture: Container[int] = frozenset()) -> None:
        """Part the sentences; those that are known as furniture are left out."""
        parted = [one for one in sentences_of(digest) if mark_of(one[1]) not in furniture]
        self.marked = [marked for marked, _ in parted]
        self.sentences = [sentence for _, sentence in parted]
        self.weighted = [[(code, weight_of(code)) for code in sentence] for sentence in self.sentences]
        self.weights = [sum(weight for _, weight in sentence) for sentence in self.weighted]
        self.weight = sum(self.weights)
        self.names = frozenset(digest.names)

    @property
    def long(self) -> bool:
        """Return whether a stem may stand in more sentences than `places` has."""
        return len(self.sentences) > MOST_PLACES

    @property
    def slight(self) -> bool:
        """Return whether there is too little to tell a copy by: a headline, a line of an agenda."""
        return self.weight < LIGHTEST or len(self.sentences) < FEWEST_SENTENCES

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """The sentences each stem stands in, the first few of them: of a long text, rarer stems tell which is meant."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self.sentences):
            for code in sentence:
                if len(places[code]) < MOST_PLACES:
                    places[code].append(at)
        return dict(places)

    def shared(self, at: int, other: Layout, there: int) -> int:
        """Return the weight of the stems that a sentence has in common with one of another text."""
        return sum(map(weight_of, set(self.sentences[at]).intersection(other.sentences[there])))

    def figures(self, at: int) -> set[int]:
        """Return the figures of a sentence, years left out."""
        return {code for code in self.sentences[at] if is_figure(code)}

    def names_in(self, at: int) -> frozenset[int]:
        """Return the names of a sentence."""
        return self.names.intersection(self.sentences[at])


def likeness(one: Layout, other: Layout) -> float:
    """Return how much of the shorter document stands in the other, from 0 to 1; 0 for two of a series."""
    if one.slight or other.slight:
        return 0.0
    shorter, longer = (one, other) if one.weight <= other.weight else (other, one)
    alike, partners = _beside(shorter, longer)
    if not _opening_met(shorter, alike) or _of_a_series(shorter, longer, alike, partners):
        return 0.0
    above = sum(w * (a - BY_CHANCE) for w, a in zip(shorter.weights, alike, strict=True) if a > BY_CHANCE)
    return round(above / (1 - BY_CHANCE) / shorter.weight, 6)


def likeness_of_copies(weight: int) -> float:
    """Return the likeness from which two documents are copies, the shorter of which has a weight.

    The shorter it is, the more of its likeness may be chance.
    """
    weight = min(weight, LONG)
    share = (max(weight, SHORT) - SHORT) / (LONG - SHORT)
    return SHORT_COPY + share * (LONG_COPY - SHORT_COPY)


def _beside(shorter: Layout, longer: Layout) -> tuple[list[float], list[int]]:
    """Return how alike each sentence is to the most alike one of the longer document, and which that is."""
    places, weights = longer.places, longer.weights
    alike = [0.0] * len(shorter.sentences)
    partners = [-1] * len(shorter.sentences)
    for at, sentence in enumerate(shorter.weighted):
        shared: defaultdict[int, int] = defaultdict(int)
        for code, weight in sentence:
            for there in places.get(code, ()):
                shared[there] += weight
        own = shorter.weights[at]
        for there, common in shared.items():
            if common >= TELLING or 2 * common > BY_CHANCE * (own + weights[there]):
                like = _alike(common, own, weights[there])
                if like > alike[at]:
                    alike[at], partners[at] = like, there
        if longer.long and partners[at] >= 0:
            there = partners[at]
            alike[at] = _alike(shorter.shared(at, longer, there), own, weights[there])
    return alike, partners


def _opening_met(shorter: Layout, alike: list[float]) -> bool:
    """Return whether anything of the first third stands in the other: what a site prints stands below its stories."""
    left = OPENING * shorter.weight
    for weight, like in zip(shorter.weights, alike, strict=True):
        if like >= ALIKE:
            return True
        left -= weight
        if left <= 0:
            break
    return False


def _alike(shared: int, one: int, other: int) -> float:
    """Return how alike two sentences are that share stems of a weight."""
    both = 2 * shared / (one + other)
    return max(both, CONTAINED * shared / min(one, other)) if shared >= TELLING else both


def _of_a_series(shorter: Layout, longer: Layout, alike: list[float], partners: list[int]) -> bool:
    """Return whether two texts are made alike but tell of different things, as market and match reports do.

    Nearly all their figures differ where their sentences are the same, or their names do. A quotation in common says
    that the one is the other, with newer figures.
    """
    figures, names = _Agreement(), _Agreement()
    for at, (like, there) in enumerate(zip(alike, partners, strict=True)):
        if like < ALIKE:
            continue
        if like >= SAID_ALIKE and shorter.marked[at] and longer.marked[there]:
            return False
        figures.add(shorter.figures(at), longer.figures(there))
        names.add(shorter.names_in(at), longer.names_in(there))
    return figures.below(SAME_FIGURES, FEWEST_FIGURES) or names.below(SAME_NAMES, FEWEST_NAMES)


class _Agreement:
    """How many of the figures, or the names, of like sentences are the same."""

    def __init__(self) -> None:
        self.compared = self.same = 0

    def add(self, ours: AbstractSet[int], theirs: AbstractSet[int]) -> None:
        """Compare those of two sentences, where both have some."""
        self.compared += min(len(ours), len(theirs))
        self.same += len(ours & theirs)

    def below(self, share: float, fewest: int) -> bool:
        """Return whether enough were compared, and less than a share are the same."""
        return self.compared >= fewest and self.same < share * self.compared
