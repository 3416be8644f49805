"""Whether two words of matching sentences stand in the same place: what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copylint.copies.pair import Pair
from copylint.copies.wording import Change, compare_words
from copylint.copies.words import Word
from copylint.model.span import Span

REACH = 3  # words to either side
NEXT = 2.0  # what the same word right behind is worth
BEFORE = 1.0
NEAR = 0.5
VERBATIM = 0.45  # likeness of sentences whose words may be held against each other one by one
LONGEST = 5  # words of an exchange
LIGHT = 1.0  # weight below which a word says little of a place


def nearness(one: Sequence[Word], at: Span, other: Sequence[Word], there: Span) -> float:
    """Return how much the words around two stretches of words have in common: from 0 to about 5."""
    score = 0.0
    before, before_there = _side(one, at, -1), _side(other, there, -1)
    behind, behind_there = _side(one, at, 1), _side(other, there, 1)
    for first, second, worth in ((before, before_there, BEFORE), (behind, behind_there, NEXT)):
        if first and second and first[0].stem == second[0].stem:
            score += worth if first[0].weight >= LIGHT else worth / 2
        shared = {w.stem for w in first if w.weight >= LIGHT} & {w.stem for w in second if w.weight >= LIGHT}
        score += NEAR * len(shared)
    return score


class Exchange(NamedTuple):
    """A run of words of a sentence that became other words of the copy's, the same words on either side of both."""

    original: int
    copy: int
    was: Span
    now: Span


def exchanges(pair: Pair, copy: int) -> Iterator[Exchange]:
    """Yield the exchanges between a sentence of the copy and its best match, where most of it stayed."""
    for original in pair.matched(copy)[:1]:
        if VERBATIM <= pair.similarity(copy) < 1:
            one, other = pair.original.sentences[original].words, pair.copy.sentences[copy].words
            for change in compare_words(one, other).changes:
                if min(_length(change.original), _length(change.copy)) > 0 and _framed(change, one, other):
                    yield Exchange(original, copy, change.original, change.copy)


def _length(span: Span) -> int:
    return span.end - span.start if span.end - span.start <= LONGEST else 0


def _framed(change: Change, one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Return whether what stands on either side stayed, be it a word or the end of the sentence."""
    first = (change.original.start > 0) == (change.copy.start > 0)
    last = (change.original.end < len(one)) == (change.copy.end < len(other))
    return first and last


def _side(words: Sequence[Word], at: Span, step: int) -> Sequence[Word]:
    """Return the words on one side, the nearest first."""
    return words[at.end : at.end + REACH] if step > 0 else words[max(0, at.start - REACH) : at.start][::-1]
