"""Drift that is put into copies is found, and little else: a small run of the benchmark."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.drift import LEVELS, STORIES, measured
from benchmarks.drifting import drift

ASKED = ("quotation", "number", "name")
LEAST_RECALL, LEAST_PRECISION = 0.95, 0.97


@pytest.mark.parametrize("level", LEVELS)
def test_quotations_numbers_and_names_that_changed_are_found(level: str) -> None:
    score = measured(level, [7])
    for name in ASKED:
        count = score.classes[name]
        assert count.asked >= 10
        assert count.recall >= LEAST_RECALL, (name, score.wrong)
        assert count.precision >= LEAST_PRECISION, (name, score.wrong)


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
