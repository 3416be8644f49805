"""Findings that overlap, told apart: stretches of copy, each with all the findings it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from copylint.model.span import Span


class Mark(NamedTuple):
    """A finding's number and where it is shown."""

    number: int
    span: Span


class Segment(NamedTuple):
    """A stretch of copy, the findings it belongs to, the shortest first, and those that end with it."""

    span: Span
    over: tuple[int, ...]
    ends: tuple[int, ...]


class Unit(NamedTuple):
    """A paragraph, how much of the white space around it is shown too, and the marks that touch it."""

    paragraph: Span
    shown: Span
    marks: tuple[Mark, ...]
    begun: tuple[int, ...]


def units(length: int, paragraphs: Sequence[Span], spans: Sequence[Span]) -> Iterator[Unit]:
    """Yield the paragraphs with their marks; the spans are sorted and numbered from 1.

    A mark keeps to the paragraphs it touches; one that touches none is shown behind the paragraph before it.
    """
    paragraphs = paragraphs or (Span(0, length),)
    starts = [p.start for p in paragraphs]
    homes: dict[int, list[Mark]] = defaultdict(list)
    for number, span in enumerate(spans, start=1):
        settled = _settled(span, paragraphs, starts)
        homes[max(0, bisect_right(starts, settled.start) - 1)].append(Mark(number, settled))
    carried: list[Mark] = []
    for index, paragraph in enumerate(paragraphs):
        begun = homes.get(index, [])
        marks = [mark for mark in carried if mark.span.end > paragraph.start] + begun
        outside = [mark.span for mark in begun if not mark.span.overlaps(paragraph)]
        first = min([paragraph.start, *(span.start for span in outside)])
        last = max([paragraph.end, *(span.end for span in outside)])
        yield Unit(paragraph, Span(first, last), tuple(marks), tuple(mark.number for mark in begun))
        carried = [mark for mark in marks if mark.span.end > last]


def _settled(span: Span, paragraphs: Sequence[Span], starts: Sequence[int]) -> Span:
    """Return the span without white space around paragraphs, unless it holds nothing else."""
    first = max(0, bisect_right(starts, span.start) - 1)
    if paragraphs[first].end <= span.start:
        first += 1
    last = bisect_right(starts, span.end - 1) - 1
    if span.start == span.end or first > last:
        return span
    return Span(max(span.start, starts[first]), min(span.end, paragraphs[last].end))


def segments(unit: Unit) -> Iterator[Segment]:
    """Yield what is shown of a paragraph, cut wherever a mark or the paragraph starts or ends; empty marks too."""
    within = unit.shown
    starting: dict[int, list[Mark]] = defaultdict(list)
    empty: dict[int, list[int]] = defaultdict(list)
    cuts = {*within, *unit.paragraph}
    for number, span in unit.marks:
        start, end = max(span.start, within.start), min(span.end, within.end)
        cuts |= {start, end}
        if start == end:
            empty[start].append(number)
        else:
            starting[start].append(Mark(number, span))
    active: list[Mark] = []
    places = sorted(cuts)
    for start, end in pairwise(places):
        yield from _empty(start, empty[start])
        active = [mark for mark in active if mark.span.end > start] + starting[start]
        yield Segment(Span(start, end), _shortest_first(active), tuple(m.number for m in active if m.span.end == end))
    yield from _empty(places[-1], empty[places[-1]])


def _empty(at: int, numbers: Iterable[int]) -> Iterator[Segment]:
    for number in numbers:
        yield Segment(Span(at, at), (number,), (number,))


def _shortest_first(marks: Iterable[Mark]) -> tuple[int, ...]:
    return tuple(m.number for m in sorted(marks, key=lambda m: (m.span.end - m.span.start, m.number)))
