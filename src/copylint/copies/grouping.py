"""Documents → groups of copies of one story.

Doubles are told by their hash. Of the others, candidates are compared; those joined to one another, however far round,
are laid beside the most central of them, and only what is like that, and not unlike the rest, is a group.
"""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from copylint.copies.candidates import candidates
from copylint.copies.digests import Digest
from copylint.copies.furniture import furniture
from copylint.copies.likeness import LONG_COPY, Layout, likeness, likeness_of_copies

CONTRADICTING = 0.28  # mean likeness to the others below which one that is like the central member stays out
WITNESSES = 3  # others asked
ELIGIBLE = 4  # texts that may be the most central one, by how many they are joined to
ASKED = 10  # texts they are held against
FOREMOST = 3  # texts of a group that others are held against
ENOUGH = 3  # texts each of two is joined to already: whether they are joined too will be seen
KEPT = 2_048  # layouts

Edges = dict[int, set[int]]


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
    places = [places for _, places in single]
    spread = (_with_doubles(group, places) for group in groups)
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
        common = furniture(digests)
        self._keys = [_without(digest.keys, common.keys) for digest in digests]
        self._layout = lru_cache(KEPT)(lambda place: Layout(digests[place], common.marks))
        self._weight = cache(lambda place: self._layout(place).weight)
        self._compared: dict[tuple[int, int], float] = {}
        self._edges: Edges = defaultdict(set)

    def groups(self) -> list[Group]:
        """Return the groups of two texts and more.

        What stands alone at first is held against whole groups: it may share with each copy something else.
        """
        for one, other in _neighbours_together(candidates(self._keys)):
            if min(len(self._edges[one]), len(self._edges[other])) < ENOUGH:
                self._compare(one, other)
        groups = self._parted()
        parts = [self._foremost(group) for group in groups]
        grouped = {place for group in groups for place in group.members}
        parts += [[place] for place in range(len(self._keys)) if place not in grouped]
        keys = [group.members for group in groups] + [(place,) for (place,) in parts[len(groups) :]]
        for one, other in _neighbours_together(candidates([self._keys_of(members) for members in keys])):
            for central in parts[one]:
                self._compare(central, parts[other][0])
            for witness in parts[other][1:]:
                self._compare(parts[one][0], witness)
        return self._parted()

    def _foremost(self, group: Group) -> list[int]:
        """Return a few texts of a group that are most like its central one, itself first."""
        by_likeness = sorted(zip(group.likeness, group.members, strict=True), reverse=True)
        return [place for _, place in by_likeness[:FOREMOST]]

    def _keys_of(self, members: Sequence[int]) -> array[int]:
        """Return all keys of some texts, each once."""
        return self._keys[members[0]] if len(members) == 1 else array("Q", {k for m in members for k in self._keys[m]})

    def _compare(self, one: int, other: int) -> None:
        """Join two texts that are copies."""
        if self._copies(one, other):
            self._edges[one].add(other)
            self._edges[other].add(one)

    def _likeness(self, one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        found = self._compared.get(pair)
        if found is None:
            found = self._compared[pair] = likeness(self._layout(one), self._layout(other))
        return found

    def _copies(self, one: int, other: int) -> bool:
        """Return whether two texts are so much alike that one is a copy of the other."""
        alike = self._likeness(one, other)
        return alike >= LONG_COPY and alike >= likeness_of_copies(min(self._weight(one), self._weight(other)))

    def _parted(self) -> list[Group]:
        """Return the groups among the texts that are joined, each around its most central text."""
        groups = []
        open_ = list(_joined(self._edges, set(self._edges)))
        while open_:
            joined = open_.pop()
            group = self._around(self._central(joined), joined)
            open_.extend(_joined(self._edges, joined - group.keys()))
            if len(group) > 1:
                members = sorted(group)
                groups.append(Group(tuple(members), tuple(group[member] for member in members)))
        return groups

    def _central(self, joined: set[int]) -> int:
        """Return the text that is most like the others; of those equally like, the one that has most of the story."""

        def joins(one: int) -> float:
            return self._weight(one) * sum(self._likeness(one, o) for o in self._edges[one] & joined)

        def is_like(one: int) -> float:
            return self._weight(one) * sum(self._likeness(one, other) for other in asked if other != one)

        in_order = sorted(joined)
        asked = in_order[:: -(-len(in_order) // ASKED)]
        return max(sorted(in_order, key=joins, reverse=True)[:ELIGIBLE], key=is_like)

    def _around(self, central: int, joined: set[int]) -> dict[int, float]:
        """Return the texts that are copies of a central one, and how like it they are.

        Only what is joined to one of them is looked at, so that a long chain of stories takes no longer than its parts.
        """
        group = {central: 1.0}
        left = joined - {central}
        wave = self._edges[central] & left
        while wave:
            left -= wave
            new = []
            for one in sorted(wave, key=lambda one: (-self._likeness(central, one), one)):
                if self._belongs(one, central, group):
                    group[one] = self._likeness(central, one)
                    new.append(one)
            wave = set().union(*(self._edges[one] for one in new)) & left
        return group

    def _belongs(self, one: int, central: int, group: Iterable[int]) -> bool:
        """Return whether a text is a copy of the central one and not unlike the others, or a copy of most others."""
        if self._likeness(one, central) < CONTRADICTING:
            return False
        witnesses = list(islice((other for other in group if other != central), WITNESSES))
        if sum(self._likeness(one, other) for other in witnesses) < CONTRADICTING * len(witnesses):
            return False
        if self._copies(one, central):
            return True
        return 2 * sum(self._copies(one, other) for other in witnesses) > len(witnesses)


def _without(keys: array[int], left_out: frozenset[int]) -> array[int]:
    return keys if left_out.isdisjoint(keys) else array("Q", [key for key in keys if key not in left_out])


def _neighbours_together(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs in such an order that those of one corner of the graph follow one another, each once."""
    neighbours = defaultdict(list)
    for one, other in pairs:
        neighbours[one].append(other)
        neighbours[other].append(one)
    done: set[int] = set()
    for start in neighbours:
        if start in done:
            continue
        done.add(start)
        open_ = deque([start])
        left: set[int] = set()
        while open_:
            one = open_.popleft()
            left.add(one)
            for other in neighbours[one]:
                if other not in left:
                    yield one, other
                if other not in done:
                    done.add(other)
                    open_.append(other)


def _joined(edges: Edges, texts: set[int]) -> Iterator[set[int]]:
    """Yield the sets of texts that lead to one another without leaving the texts given."""
    left = set(texts)
    for start in sorted(texts):
        if start not in left:
            continue
        joined, open_ = {start}, [start]
        left.discard(start)
        while open_:
            new = edges[open_.pop()] & left
            left -= new
            joined |= new
            open_.extend(new)
        if len(joined) > 1:
            yield joined
