"""Copies of one story held against one another: which of them stands alone in a name, a number or a quotation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copylint.copies.compare import differences
from copylint.copies.difference import Difference, Place, ordered
from copylint.copies.pair import Pair
from copylint.copies.reading import Reading
from copylint.copies.words import words_in
from copylint.lexicon.resources import Resources
from copylint.model.span import Span

SORTS = {
    **dict.fromkeys(("name", "title"), "name"),
    **dict.fromkeys(("number", "date", "unit", "grouping", "vague"), "number"),
    **dict.fromkeys(("quotation", "marks-lost", "marks-added", "attribution"), "quotation"),
}
MOST_ASKED = 8  # other copies a copy is held against
ENOUGH = 2  # copies that agree against one
SHOWN = 60  # code points of what the others have


class Vote(NamedTuple):
    """What another copy has in a place: the copy's index, and the difference to it."""

    copy: int
    difference: Difference


class Consensus:
    """Copies of one story; every two of them are compared at most once in either direction."""

    def __init__(self, readings: Sequence[Reading], resources: Resources) -> None:
        """Take the readings."""
        self._readings = readings
        self._resources = resources

    def differences(self, copy: int) -> list[Difference]:
        """Return where one copy stands alone against the others, or where no two of the copies agree.

        Of two copies, and where there is no majority, the later one is said to differ, with the place in the other.
        """
        pairs = {other: self._pair(other, copy) for other in self._asked(copy)}
        places: dict[tuple[str, Span], list[Vote]] = defaultdict(list)
        for other, pair in pairs.items():
            for difference in differences(pair):
                if difference.kind in SORTS and not difference.sound:
                    places[SORTS[difference.kind], difference.span].append(Vote(other, difference))
        return ordered(self._judged(copy, pairs, places))

    def _asked(self, copy: int) -> list[int]:
        """Return the copies that one is held against: its nearest neighbours in the order given."""
        others = [n for n in range(len(self._readings)) if n != copy]
        return sorted(sorted(others, key=lambda n: abs(n - copy))[:MOST_ASKED])

    def _pair(self, other: int, copy: int) -> Pair:
        return Pair(self._readings[other], self._readings[copy], self._resources)

    def _judged(
        self, copy: int, pairs: dict[int, Pair], places: dict[tuple[str, Span], list[Vote]]
    ) -> Iterator[Difference]:
        for (sort, span), votes in places.items():
            able = [other for other, pair in pairs.items() if _has(pair, span)]
            said = Counter(_folded(vote.difference.was) for vote in votes)
            form, most = said.most_common(1)[0]
            agreeing = len({*able} - {vote.copy for vote in votes})
            same = [vote for vote in votes if _folded(vote.difference.was) == form]
            if most >= ENOUGH and most > agreeing + 1:
                yield self._alone(sort, span, same, len(able))
            elif most <= agreeing + 1 and not agreeing and all(vote.copy < copy for vote in votes):
                yield self._disagreement(sort, span, votes)

    def _alone(self, sort: str, span: Span, votes: Sequence[Vote], able: int) -> Difference:
        first = votes[0].difference
        why = f"{len(votes)} of {able} other copies that have this passage agree on {_shown(first.was)}."
        return Difference(f"alone-{sort}", span, self._places(votes), first.was, why=why)

    def _disagreement(self, sort: str, span: Span, votes: Sequence[Vote]) -> Difference:
        others = len({vote.copy for vote in votes})
        has = f"{'The other copy has' if others == 1 else f'{others} other copies have'} it otherwise"
        why = f"{has}, and no majority tells which is right: {sort}."
        return Difference("disagreement", span, self._places(votes), votes[0].difference.was, why=why)

    def _places(self, votes: Sequence[Vote]) -> tuple[Place, ...]:
        return tuple(
            Place(vote.difference.others[0].doc, vote.difference.others[0].span, "another copy") for vote in votes
        )


def _has(pair: Pair, span: Span) -> bool:
    """Return whether the other copy has the sentence in which a stretch lies."""
    return any(pair.matched(sentence) for sentence in pair.copy_speech.sentences_of(span))


def _folded(text: str) -> str:
    """Return what copies agree on: the words, whatever their spelling, and figures with their signs."""
    return " ".join(word.folded for word in words_in(text)) or text


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + '…'}”"
