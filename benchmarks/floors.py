"""Recorded floors: what recall and precision of a family may not fall below."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import Score

LEEWAY = 0.03


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by family, and the run they were made with."""

    seed: int
    per_family: int
    families: Mapping[str, Mapping[str, float]]


def write(path: Path, score: Score, seed: int, per_family: int) -> None:
    """Write floors a little under a score."""
    families = {
        name: {"recall": _under(tally.recall), "precision": _under(tally.precision)}
        for name, tally in sorted(score.families.items())
        if tally.asked
    }
    table = {"seed": seed, "per_family": per_family, "families": families}
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Floors:
    """Return the floors of a file."""
    return Floors(**json.loads(path.read_text(encoding="utf-8")))


def below(floors: Floors, score: Score) -> list[str]:
    """Return a line for each figure that fell below its floor."""
    lines = []
    for name, figures in floors.families.items():
        for figure, least in figures.items():
            measured = getattr(score.families[name], figure)
            if measured < least:
                lines.append(f"{name}: {figure} {measured:.3f} is below its floor {least:.2f}")
    return lines


def _under(value: float) -> float:
    return max(0.0, math.floor((value - LEEWAY) * 100) / 100)
