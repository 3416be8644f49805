"""Which sentence of a copy says what which sentence of another says: reordered, split, merged, repeated, reworded.

Equal sentences meet first, then those that share words that tell; at last those that stand between neighbours that met.
No sentence is held against more than a few others, so the time is near linear in the length of the copies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple

from copylint.copies.reading import Reading, Sentence
from copylint.copies.words import TELLING

LIKE = 0.42  # share of weight that sentences anywhere in the copies must have in common
LIKE_BETWEEN = 0.2  # the same for sentences between neighbours that met
LIKE_ALONE = 0.05  # the same for the only two left there
NEAR = 0.12  # what standing beside neighbours that met adds
PART = 0.85  # what a sentence wholly inside a longer one is worth
COMMON = 40  # sentences that a word may stand in and still be looked up
HELD_AGAINST = 6  # sentences
SAME = 0.85  # likeness of a sentence that stands twice
ADDED = 0.35  # share of a merged sentence that its partner doesn't say
REACH = 6  # sentences looked at between neighbours that met


class Match(NamedTuple):
    """A sentence of the original and one of the copy that says it or a part of it; `similarity` is from 0 to 1."""

    original: int
    copy: int
    similarity: float


@dataclass(frozen=True, eq=False)
class Alignment:
    """Two readings and the matches between their sentences, in the order of the copy.

    A sentence may stand in several matches: it was split, merged or repeated.
    """

    original: Reading
    copy: Reading
    matches: tuple[Match, ...]

    @cached_property
    def by_copy(self) -> dict[int, list[Match]]:
        """Return the matches of each sentence of the copy, the best first."""
        return _grouped(self.matches, [m.copy for m in self.matches])

    @cached_property
    def by_original(self) -> dict[int, list[Match]]:
        """Return the matches of each sentence of the original, the best first."""
        return _grouped(self.matches, [m.original for m in self.matches])

    @cached_property
    def similarity(self) -> float:
        """Return how much of the copy that holds less stands in the other, from 0 to 1, by weight of words."""
        shared = _shared(self.original, self.copy, self.by_original, of_copy=False)
        back = _shared(self.copy, self.original, self.by_copy, of_copy=True)
        return max(
            shared / self.original.weight if self.original.weight else 0.0,
            back / self.copy.weight if self.copy.weight else 0.0,
        )


def _grouped(matches: Sequence[Match], keys: Sequence[int]) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = defaultdict(list)
    for key, match in zip(keys, matches, strict=True):
        found[key].append(match)
    for group in found.values():
        group.sort(key=lambda m: -m.similarity)
    return found


def _shared(one: Reading, other: Reading, matches: dict[int, list[Match]], *, of_copy: bool) -> float:
    """Return the weight of the words of a reading that stand in matched sentences of the other."""
    total = 0.0
    for index, group in matches.items():
        partners = [other.sentences[m.original if of_copy else m.copy].weights for m in group]
        weights = one.sentences[index].weights.items()
        total += sum(weight for stem, weight in weights if any(stem in partner for partner in partners))
    return total


def align(original: Reading, copy: Reading) -> Alignment:
    """Return the alignment of two readings."""
    best = _Aligner(original, copy).best()
    return Alignment(original, copy, tuple(sorted(best, key=lambda m: (m.copy, m.original))))


def likeness(one: Sentence, other: Sentence, least_telling: int = 3) -> float:
    """Return how alike two sentences are: the share of what their words tell.

    One may lie inside a longer one, if they share at least `least_telling` words that tell.
    """
    if one.key == other.key:
        return 1.0
    small, large = sorted((one.weights, other.weights), key=len)
    shared = [min(weight, large[stem]) for stem, weight in small.items() if stem in large]
    common = sum(shared)
    both = one.weight + other.weight
    least = min(one.weight, other.weight)
    if not common or not least:
        return 0.0
    inside = PART * common / least if sum(weight >= TELLING for weight in shared) >= least_telling else 0.0
    return min(0.99, max(2 * common / both, inside))


class _Aligner:
    """Finds the partner of each sentence of the copy, then those of originals that nobody chose."""

    def __init__(self, original: Reading, copy: Reading) -> None:
        self._original = original.sentences
        self._copy = copy.sentences
        self._heading, self._heading_there = original.heading, copy.heading
        self._chosen: dict[int, Match] = {}

    def best(self) -> list[Match]:
        self._equal()
        index = _Index(self._original)
        open_ = [c for c in range(len(self._copy)) if c not in self._chosen]
        candidates = {c: list(self._candidates(c, index)) for c in open_}
        self._choose(candidates, LIKE)
        self._choose(candidates, LIKE)  # once more, now that the neighbours are known
        self._between()
        self._part()
        return [*self._chosen.values(), *self._left_over()]

    def _equal(self) -> None:
        """Let equal sentences meet; of several, the first meets the first."""
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, sentence in enumerate(self._original):
            places[sentence.key].append(at)
        seen: Counter[tuple[str, ...]] = Counter()
        for at, sentence in enumerate(self._copy):
            found = places.get(sentence.key)
            if found:
                self._chosen[at] = Match(found[min(seen[sentence.key], len(found) - 1)], at, 1.0)
                seen[sentence.key] += 1

    def _candidates(self, at: int, index: _Index) -> Iterator[Match]:
        sentence = self._copy[at]
        for other in index.alike(sentence):
            similarity = likeness(self._original[other], sentence)
            if similarity >= LIKE_BETWEEN and self._one_part(other, at):
                yield Match(other, at, similarity)

    def _one_part(self, original: int, copy: int) -> bool:
        """Return whether both sentences are of the headline, or neither is: it says what the story says again."""
        return (original in self._heading) == (copy in self._heading_there)

    def _choose(self, candidates: dict[int, list[Match]], least: float) -> None:
        for at, matches in candidates.items():
            ranked = [(m.similarity + self._beside(m), m) for m in matches]
            fit = [(score, m) for score, m in ranked if score >= least]
            if fit:
                self._chosen[at] = max(fit, key=lambda pair: (pair[0], -pair[1].original))[1]

    def _beside(self, match: Match) -> float:
        """Return what the neighbours say for a match."""
        near = (self._chosen.get(match.copy - 1), self._chosen.get(match.copy + 1))
        return NEAR * any(abs(m.original - match.original) <= 2 for m in near if m)  # noqa: PLR2004

    def _between(self) -> None:
        """Let sentences meet that stand between neighbours that met, and have something in common."""
        for at in range(len(self._copy)):
            if at in self._chosen:
                continue
            best = max(
                (
                    Match(o, at, likeness(self._original[o], self._copy[at], 2))
                    for o in self._gap(at)
                    if self._one_part(o, at)
                ),
                key=lambda m: m.similarity,
                default=None,
            )
            if best and (best.similarity >= LIKE_BETWEEN or self._alone(best)):
                self._chosen[at] = best

    def _alone(self, match: Match) -> bool:
        """Return whether a match joins the only two sentences left between neighbours that met."""
        before, after = self._chosen.get(match.copy - 1), self._chosen.get(match.copy + 1)
        between = bool(before and after and before.original + 1 == match.original == after.original - 1)
        return between and match.similarity >= LIKE_ALONE

    def _gap(self, at: int) -> range:
        before, after = self._chosen.get(at - 1), self._chosen.get(at + 1)
        if not before and not after:
            return range(0)
        first = before.original if before else after.original - REACH if after else 0
        last = after.original if after else first + REACH
        if last < first:
            last = first + REACH // 2
        return range(max(0, first), min(len(self._original), last + 1, first + 2 * REACH))

    def _part(self) -> None:
        """Let several sentences of the copy keep one original only where it was split among them, or stands twice."""
        claims: dict[int, list[Match]] = defaultdict(list)
        for match in self._chosen.values():
            claims[match.original].append(match)
        for original, matches in claims.items():
            said: set[str] = set()
            for match in sorted(matches, key=lambda m: (-m.similarity, m.copy)):
                shared = self._original[original].weights.keys() & self._copy[match.copy].weights.keys()
                own = self._copy[match.copy]
                new = sum(own.weights[stem] for stem in shared - said)
                if said and match.similarity < SAME and new < ADDED * own.weight:
                    del self._chosen[match.copy]
                said |= shared

    def _left_over(self) -> Iterator[Match]:
        """Yield matches for originals that nobody chose: what was merged into a sentence with another."""
        partner = {m.original: m.copy for m in self._chosen.values()}
        left = [o for o in range(len(self._original)) if o not in partner]
        if not left:
            return
        index = _Index(self._copy)
        for at in left:
            sentence = self._original[at]
            found = [Match(at, c, likeness(sentence, self._copy[c])) for c in index.alike(sentence)]
            near = {partner[o] for o in (at - 1, at + 1) if o in partner}
            found += [Match(at, c, likeness(sentence, self._copy[c], 1)) for c in near]
            found = [m for m in found if self._one_part(*m[:2]) and (m.similarity >= SAME or self._adds(m))]
            best = max(found, key=lambda m: (m.similarity, -m.copy), default=None)
            if best and best.similarity >= LIKE:
                yield best

    def _adds(self, match: Match) -> bool:
        """Return whether a sentence of the copy says what an original says besides what its partner says."""
        chosen = self._chosen.get(match.copy)
        taken = self._original[chosen.original].weights if chosen else {}
        own = self._original[match.original].weights
        added = sum(
            weight for stem, weight in own.items() if stem in self._copy[match.copy].weights and stem not in taken
        )
        return added >= ADDED * self._original[match.original].weight


class _Index:
    """Sentences by the words that tell."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(sentences):
            for stem, weight in sentence.weights.items():
                if weight >= TELLING:
                    self._places[stem].append(at)

    def alike(self, sentence: Sentence) -> list[int]:
        """Return the few sentences that share most with one."""
        shared: dict[int, float] = defaultdict(float)
        for stem, weight in sentence.weights.items():
            places = self._places.get(stem, ())
            if len(places) <= COMMON:
                for at in places:
                    shared[at] += weight
        return nlargest(HELD_AGAINST, shared, key=lambda at: (shared[at], -at))
