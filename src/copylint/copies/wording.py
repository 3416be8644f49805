"""Two runs of words held against each other, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from copylint.copies.words import Word
from copylint.model.span import Span


class Change(NamedTuple):
    """Words of an original, from index to index, that became words of a copy; either may be none."""

    original: Span
    copy: Span


class Wording(NamedTuple):
    """What two runs of words share, in order, and where they differ."""

    original: Sequence[Word]
    copy: Sequence[Word]
    shared: tuple[tuple[int, int], ...]
    changes: tuple[Change, ...]

    @property
    def weight(self) -> float:
        """Return how much the shared words tell."""
        return sum(min(self.original[o].weight, self.copy[c].weight) for o, c in self.shared)

    @property
    def inside(self) -> float:
        """Return which share of the run that tells less stands in the other, from 0 to 1."""
        least = min(sum(w.weight for w in self.original), sum(w.weight for w in self.copy))
        return min(1.0, self.weight / least) if least else 0.0

    @property
    def cover(self) -> float:
        """Return which share of what the copy's run tells stands in the other, from 0 to 1."""
        whole = sum(w.weight for w in self.copy)
        return min(1.0, self.weight / whole) if whole else 0.0

    @property
    def in_row(self) -> float:
        """Return which share of the words of the shorter run stand in the other, light ones too."""
        return len(self.shared) / max(1, min(len(self.original), len(self.copy)))


def compare_words(original: Sequence[Word], copy: Sequence[Word], *, stems: bool = False) -> Wording:
    """Return the wording of two runs of words, told apart by folded form or, inflection aside, by stem."""
    one = [w.stem if stems else w.folded for w in original]
    other = [w.stem if stems else w.folded for w in copy]
    shared: list[tuple[int, int]] = []
    changes: list[Change] = []
    for code in LCSseq.opcodes(one, other):
        first, second = Span(code.src_start, code.src_end), Span(code.dest_start, code.dest_end)
        if code.tag == "equal":
            shared += zip(range(*first), range(*second), strict=True)
        elif changes and changes[-1].original.end == first.start and changes[-1].copy.end == second.start:
            changes[-1] = Change(Span(changes[-1].original.start, first.end), Span(changes[-1].copy.start, second.end))
        else:
            changes.append(Change(first, second))
    return Wording(original, copy, tuple(shared), tuple(changes))


def stretch(words: Sequence[Word], part: Span) -> Span:
    """Return the stretch of text from the first to the last of some words; there must be one."""
    return Span(words[part.start].span.start, words[part.end - 1].span.end)
