"""Half-open stretches of text, counted in code points."""

from __future__ import annotations

from bisect import bisect_left
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


def last_before(spans: Sequence[Span], offset: int) -> int:
    """Return the index of the last of some sorted spans that starts at or before the offset (-1 before the first)."""
    return bisect_left(spans, (offset + 1,)) - 1


def covering(spans: Sequence[Span], offset: int) -> Span | None:
    """Return the span of a sorted, disjoint sequence that holds the offset."""
    at = last_before(spans, offset)
    return spans[at] if at >= 0 and offset < spans[at].end else None
