"""Half-open stretches of text, counted in code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code-point offsets in a document's decoded text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one code point (an empty span shares none)."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Return whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def covering(spans: Sequence[Span], starts: Sequence[int], offset: int) -> Span | None:
    """Return the span of a sorted, disjoint list that holds the offset; `starts` are its starts."""
    at = bisect_right(starts, offset) - 1
    return spans[at] if at >= 0 and offset < spans[at].end else None
