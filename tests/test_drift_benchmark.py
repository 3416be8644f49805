"""Drift that is put into copies is found, and little else: a small run of the benchmark."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.drift import LEVELS, STORIES, Score, measured
from benchmarks.drifting import drift

LEAST_RECALL, LEAST_PRECISION = 0.95, 0.97


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    return [measured(level, [7]) for level in LEVELS]


@pytest.mark.parametrize("name", ["quotation", "number", "name"])
def test_what_changed_is_found_also_in_reworded_copies(scores: list[Score], name: str) -> None:
    counts = [score.classes[name] for score in scores]
    asked, said = sum(c.asked for c in counts), sum(c.said for c in counts)
    wrong = [line for score in scores for line in score.wrong]
    assert asked >= 50
    assert sum(c.found for c in counts) >= LEAST_RECALL * asked, wrong
    assert sum(c.false for c in counts) <= (1 - LEAST_PRECISION) * said, wrong


def test_the_gold_says_where_a_drift_stands() -> None:
    for path in sorted(STORIES.glob("*.txt")):
        made = drift(path.read_text(encoding="utf-8"), each=2, share=0.3, rng=Random(path.stem))  # noqa: S311
        lines = made.text.split("\n")
        assert made.gold
        for row in made.gold:
            assert 0 <= row.start <= row.end <= len(lines[row.line - 1])
            assert row.kind == "paragraph/lost" or lines[row.line - 1][row.start : row.end] != row.was


def test_a_copy_without_drift_is_the_story() -> None:
    text = (STORIES / "pacific_cable.txt").read_text(encoding="utf-8")
    assert drift(text, each=0, share=0.0, rng=Random(1)).text.rstrip() == text.rstrip()  # noqa: S311
