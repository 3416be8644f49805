"""Whether a kind of damage has become much more common in a source than the journal knows it."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, lgamma
from typing import NamedTuple

from copylint.gate.journal import Journal, Shares

FEWEST_ITEMS = 20  # that a source must have in the journal before its rate says anything
FEWEST_DAMAGED = 3
TIMES = 2  # the recorded rate
CHANCE = 0.001  # that the items at hand are such by chance; a run asks for some dozen families and sources


class Jump(NamedTuple):
    """A family of damage that more items of a source show than before."""

    source: str
    family: str
    damaged: int
    items: int
    before_damaged: int
    before_items: int

    @property
    def message(self) -> str:
        """Return the jump in words."""
        return (
            f"{self.source}: {self.family} in {self.damaged} of {self.items} items,"
            f" before in {self.before_damaged} of {self.before_items}"
        )


def jumps(journal: Journal) -> Iterator[Jump]:
    """Yield the jumps of this run's items against those of earlier runs, and keep them out of later comparisons."""
    for source in journal.sources():
        now, before = journal.present(source), journal.earlier(source)
        found = [_jump(source, family, now, before) for family in now.damaged if _jumped(family, now, before)]
        if found:
            journal.jumped(source)
        yield from found


def unmeasured(journal: Journal) -> list[str]:
    """Return the sources of this run of which the journal holds too few items to tell a jump."""
    return [source for source in journal.sources() if journal.earlier(source).items < FEWEST_ITEMS]


def _jump(source: str, family: str, now: Shares, before: Shares) -> Jump:
    return Jump(source, family, now.damaged[family], now.items, before.damaged.get(family, 0), before.items)


def _jumped(family: str, now: Shares, before: Shares) -> bool:
    damaged, known = now.damaged[family], before.damaged.get(family, 0)
    if before.items < FEWEST_ITEMS or damaged < FEWEST_DAMAGED:
        return False
    if damaged * before.items < TIMES * known * now.items:
        return False
    return chance(damaged, now.items, known, before.items) < CHANCE


def chance(damaged: int, items: int, before_damaged: int, before_items: int) -> float:
    """Return how likely so many or more of the items are damaged if both lots are alike (Fisher's exact test).

    >>> round(chance(8, 10, 2, 10), 4)
    0.0115
    """
    total, all_damaged = items + before_items, damaged + before_damaged
    whole = _log_comb(total, items)
    return sum(
        exp(_log_comb(all_damaged, k) + _log_comb(total - all_damaged, items - k) - whole)
        for k in range(damaged, min(items, all_damaged) + 1)
        if items - k <= total - all_damaged
    )


def _log_comb(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
