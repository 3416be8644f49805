"""Figures of several rounds as one, with how far they lie apart; and the slope of a curve."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Spread(NamedTuple):
    """The median, the least and the greatest of some figures."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        """Return the spread of at least one figure."""
        return cls(statistics.median(figures), min(figures), max(figures))

    def __format__(self, form: str) -> str:
        """Return it as `median (least to greatest)`, each number in the form asked for."""
        return f"{self.median:{form}} ({self.least:{form}} to {self.greatest:{form}})"


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Return how many times theirs ours is, round by round: what slows a machine for a while slows both.

    >>> ratios([1.0, 3.0], [2.0, 3.0])
    Spread(median=0.75, least=0.5, greatest=1.0)
    """
    return Spread.of([a / b for a, b in zip(ours, theirs, strict=True)])


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of a curve on paper with logarithmic axes: 1 is linear, 2 quadratic.

    >>> round(slope([(1, 5), (10, 50), (100, 500)]), 3), round(slope([(1, 1), (10, 100)]), 3)
    (1.0, 2.0)
    """
    logs = [(math.log(x), math.log(y)) for x, y in points]
    return statistics.linear_regression([x for x, _ in logs], [y for _, y in logs]).slope
