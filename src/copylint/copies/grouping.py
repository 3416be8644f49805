"""Documents → groups of copies of one story.

Doubles are told by their hash. Of the others, candidates are compared; those joined to one another, however far round,
are laid beside the most central of them, and only what is like that, and not unlike the rest, is a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from copylint.copies.candidates import candidates
from copylint.copies.digests import Digest
from copylint.copies.likeness import Layout, likeness

COPY = 0.58  # likeness of two documents from which they are copies of one story
CONTRADICTING = 0.42  # mean likeness to the others below which one that is like the central member stays out
WITNESSES = 6  # others asked
KEPT = 4_096  # layouts

Edges = dict[int, dict[int, float]]


class Group(NamedTuple):
    """Copies of one story, by their place among the documents given, in that order; and each one's likeness.

    The likeness is to the most central copy, whose own is 1.
    """

    members: tuple[int, ...]
    likeness: tuple[float, ...]

    @property
    def similarity(self) -> float:
        """Return the mean likeness of the others to the central copy: 1 of doubles."""
        return (sum(self.likeness) - 1) / (len(self.likeness) - 1)


def groups_of(digests: Iterable[Digest]) -> list[Group]:
    """Return the groups among documents given by their digests, ordered by first member; what stands alone is in none.

    Empty documents are copies of nothing, not even of one another.
    """
    doubles = _doubles(digests)
    single = list(doubles.values())
    groups = _Grouping([digest for digest, _ in single]).groups()
    grouped = {place for group in groups for place in group.members}
    groups += [Group((place,), (1.0,)) for place in range(len(single)) if place not in grouped]
    spread = (_with_doubles(group, [places for _, places in single]) for group in groups)
    return sorted((group for group in spread if len(group.members) > 1), key=lambda group: group.members)


def _doubles(digests: Iterable[Digest]) -> dict[bytes, tuple[Digest, list[int]]]:
    """Return each text once, with the places it stands at."""
    doubles: dict[bytes, tuple[Digest, list[int]]] = {}
    for place, digest in enumerate(digests):
        if not digest.empty:
            doubles.setdefault(digest.text, (digest, []))[1].append(place)
    return doubles


def _with_doubles(group: Group, places: Sequence[Sequence[int]]) -> Group:
    """Return a group of texts as one of documents."""
    likes = zip(group.members, group.likeness, strict=True)
    members = sorted((place, alike) for text, alike in likes for place in places[text])
    return Group(tuple(place for place, _ in members), tuple(alike for _, alike in members))


class _Grouping:
    """Texts that all differ, and how alike they are."""

    def __init__(self, digests: Sequence[Digest]) -> None:
        self._digests = digests
        self._layout = lru_cache(KEPT)(lambda place: Layout(digests[place]))

    def groups(self) -> list[Group]:
        """Return the groups of two texts and more."""
        edges: Edges = defaultdict(dict)
        for one, other in candidates([digest.keys for digest in self._digests]):
            alike = self._likeness(one, other)
            if alike >= COPY:
                edges[one][other] = edges[other][one] = alike
        return [group for joined in _joined(edges) for group in self._parted(joined, edges)]

    def _likeness(self, one: int, other: int) -> float:
        return likeness(self._layout(one), self._layout(other))

    def _parted(self, joined: set[int], edges: Edges) -> Iterator[Group]:
        """Yield the groups of texts that are joined, each around its most central text."""
        while len(joined) > 1:
            central = max(joined, key=lambda one: (sum(a for o, a in edges[one].items() if o in joined), -one))
            group = self._around(central, joined, edges)
            joined = joined - group.keys()
            if len(group) > 1:
                members = sorted(group)
                yield Group(tuple(members), tuple(group[member] for member in members))

    def _around(self, central: int, joined: set[int], edges: Edges) -> dict[int, float]:
        """Return the texts that are copies of a central one, and how like it they are."""
        known = edges[central]
        alike = {one: known[one] if one in known else self._likeness(central, one) for one in joined - {central}}
        group = {central: 1.0}
        for one in sorted(alike, key=lambda one: (-alike[one], one)):
            if alike[one] >= COPY and not self._contradicts(one, central, group, edges):
                group[one] = alike[one]
        return group

    def _contradicts(self, one: int, central: int, group: Iterable[int], edges: Edges) -> bool:
        """Return whether a text is unlike the copies that are in the group already, the central one aside."""
        witnesses = [other for other in group if other != central][:WITNESSES]
        known = edges[one]
        said = [known[other] if other in known else self._likeness(one, other) for other in witnesses]
        return bool(said) and sum(said) < CONTRADICTING * len(said)


def _joined(edges: Edges) -> Iterator[set[int]]:
    """Yield the sets of texts that lead to one another."""
    left = set(edges)
    for start in sorted(edges):
        if start not in left:
            continue
        joined, open_ = {start}, [start]
        left.discard(start)
        while open_:
            new = edges[open_.pop()].keys() & left
            left -= new
            joined |= new
            open_.extend(new)
        yield joined
