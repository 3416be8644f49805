"""Sentences that a site prints under all its stories: they stand in many documents and prove nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from copylint.copies.digests import MARKED, Digest, keys_of, sentences_of, weight_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

FEWEST = 4  # documents
ASKED = 8  # documents, however many there are
APART = 0.7  # share of those asked that tell different stories
OPENING = 0.34  # share of a text that its opening is
SAME_OPENING = 0.5  # share of an opening that stands in another text of the same story
KEPT = 4_096


def mark_of(sentence: Sequence[int]) -> int:
    """Return what a sentence is known by: the same for the same stems."""
    return sum(sentence)


class Furniture(NamedTuple):
    """The sentences that prove nothing, by their marks, and the keys that they put into digests."""

    marks: frozenset[int]
    keys: frozenset[int]


def furniture(digests: Sequence[Digest]) -> Furniture:
    """Return what stands in documents which otherwise tell different stories.

    A sentence of a story that many have copied stands in many documents too; but those begin alike.
    """
    opening = lru_cache(KEPT)(lambda place: _opening(digests[place]))
    judged: dict[tuple[int, ...], bool] = {}
    marks: set[int] = set()
    keys: set[int] = set()
    for mark, places in _frequent(digests):
        if places not in judged:
            judged[places] = _apart([opening(place) for place in places])
        if judged[places]:
            marks.add(mark)
            keys |= keys_of(next(s for _, s in sentences_of(digests[places[0]]) if mark_of(s) == mark))
    return Furniture(frozenset(marks), frozenset(keys))


def _frequent(digests: Sequence[Digest]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the mark of each sentence that stands in many documents, and where some of those are, evenly spread."""
    import numpy as np  # noqa: PLC0415  200 ms that other commands need not pay

    per_document = [_marks(np, digest) for digest in digests]
    sizes = [len(marks) for marks in per_document]
    if not sum(sizes):
        return
    marks = np.concatenate(per_document)
    places = np.repeat(np.arange(len(digests)), sizes)
    order = np.argsort(marks, kind="stable")
    marks, places = marks[order], places[order]
    values, starts, counts = np.unique(marks, return_index=True, return_counts=True)
    often = counts >= FEWEST
    for mark, start, count in zip(values[often].tolist(), starts[often].tolist(), counts[often].tolist(), strict=True):
        asked = np.linspace(start, start + count - 1, min(ASKED, count)).astype(np.int64)
        yield mark, tuple(places[asked].tolist())


def _marks(np: Any, digest: Digest) -> Numbers:
    """Return the marks of the sentences of a document, each once."""
    codes: Numbers = np.array(digest.stems, dtype=np.int64)
    starts = np.flatnonzero(codes <= MARKED)
    if not len(starts):
        return codes
    codes[starts] = 0
    marks: Numbers = np.unique(np.add.reduceat(codes, starts))
    return marks


def _opening(digest: Digest) -> tuple[frozenset[int], frozenset[int]]:
    """Return the stems of the first third of a document, and all its stems."""
    codes = [code for code in digest.stems if code > MARKED]
    left = OPENING * sum(map(weight_of, codes))
    first: list[int] = []
    for code in codes:
        left -= weight_of(code)
        first.append(code)
        if left <= 0:
            break
    return frozenset(first), frozenset(codes)


def _apart(openings: Sequence[tuple[frozenset[int], frozenset[int]]]) -> bool:
    """Return whether most of some documents tell a story that no other of them tells."""
    stories: list[tuple[frozenset[int], frozenset[int]]] = []
    for one in openings:
        if not any(_same_story(one, other) for other in stories):
            stories.append(one)
    return len(stories) >= APART * len(openings)


def _same_story(one: tuple[frozenset[int], frozenset[int]], other: tuple[frozenset[int], frozenset[int]]) -> bool:
    """Return whether one of two documents begins with what stands in the other."""
    return any(
        sum(map(weight_of, first & whole)) >= SAME_OPENING * sum(map(weight_of, first))
        for first, whole in ((one[0], other[1]), (other[0], one[1]))
    )
