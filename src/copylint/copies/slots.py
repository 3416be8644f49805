"""Whether two words of matching sentences stand in the same place: what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from copylint.copies.words import Word
from copylint.model.span import Span

REACH = 3  # words to either side
NEXT = 2.0  # what the same word right behind is worth
BEFORE = 1.0
NEAR = 0.5
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


def _side(words: Sequence[Word], at: Span, step: int) -> Sequence[Word]:
    """Return the words on one side, the nearest first."""
    return words[at.end : at.end + REACH] if step > 0 else words[max(0, at.start - REACH) : at.start][::-1]
