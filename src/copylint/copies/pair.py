"""An original and a copy, aligned, with what every comparison asks of them."""

from __future__ import annotations

from functools import cached_property

from copylint.copies.align import Alignment, align
from copylint.copies.quotations import Speech
from copylint.copies.reading import Reading
from copylint.lexicon.resources import Resources

NEIGHBOUR = 1  # sentences to either side in which what a sentence lost may stand


class Pair:
    """Two readings and their alignment; everything is made when first asked for."""

    def __init__(self, original: Reading, copy: Reading, resources: Resources) -> None:
        """Take the readings, and the words and entities of the run."""
        self.original = original
        self.copy = copy
        self.resources = resources

    @cached_property
    def alignment(self) -> Alignment:
        """Return which sentence says what which says."""
        return align(self.original, self.copy)

    @cached_property
    def original_speech(self) -> Speech:
        """Return the quotations of the original."""
        return Speech(self.original)

    @cached_property
    def copy_speech(self) -> Speech:
        """Return the quotations of the copy."""
        return Speech(self.copy)

    def matched(self, copy: int) -> list[int]:
        """Return the sentences of the original that a sentence of the copy says, the best first."""
        return [m.original for m in self.alignment.by_copy.get(copy, ())]

    def saying(self, original: int) -> list[int]:
        """Return the sentences of the copy that say a sentence of the original, the best first."""
        return [m.copy for m in self.alignment.by_original.get(original, ())]

    def similarity(self, copy: int) -> float:
        """Return how alike a sentence of the copy and its best match are."""
        return max((m.similarity for m in self.alignment.by_copy.get(copy, ())), default=0.0)

    def around(self, copy: int) -> list[int]:
        """Return the matched sentences of the original, then their neighbours."""
        found = self.matched(copy)
        beside = [n for o in found for n in (o - NEIGHBOUR, o + NEIGHBOUR) if 0 <= n < len(self.original.sentences)]
        return list(dict.fromkeys((*found, *beside)))

    def around_original(self, original: int) -> list[int]:
        """Return the sentences of the copy that say a sentence of the original, then their neighbours."""
        found = self.saying(original)
        beside = [n for c in found for n in (c - NEIGHBOUR, c + NEIGHBOUR) if 0 <= n < len(self.copy.sentences)]
        return list(dict.fromkeys((*found, *beside)))
