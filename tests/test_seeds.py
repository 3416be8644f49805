"""The five damaged copies the project started from: nearly all of the damage is found, and little else is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from copylint.pipeline import Pipeline
from copylint.sources.reading import read
from scoring import Score, read_gold

SEEDS = Path(__file__).parents[1] / "seeds"
NAMES = sorted(path.stem for path in (SEEDS / "texts").glob("*.txt"))


@pytest.fixture(scope="module")
def score(pipeline: Pipeline) -> Score:
    score = Score()
    for name in NAMES:
        report = pipeline.check(read(str(SEEDS / "texts" / f"{name}.txt")))
        assert not report.failures
        doc = report.documents[0].document
        score.add(name, doc, report.findings(), read_gold(SEEDS / "gold" / f"{name}.jsonl", doc), without="wording")
    return score


def test_there_are_five_with_gold() -> None:
    assert len(NAMES) == 5
    assert sorted(path.stem for path in (SEEDS / "gold").glob("*.jsonl")) == NAMES


def test_nine_tenths_of_the_damage_is_found(score: Score) -> None:
    assert score.asked >= 50
    assert score.recall >= 0.90, "\n".join(score.misses)


def test_nine_tenths_of_what_is_said_is_true(score: Score) -> None:
    assert score.precision >= 0.90, "\n".join(score.false_alarms)


@pytest.mark.parametrize("name", NAMES)
def test_each_of_them_fails(pipeline: Pipeline, name: str) -> None:
    assert pipeline.check(read(str(SEEDS / "texts" / f"{name}.txt"))).verdict == "fail"


def test_the_diagnosis_names_what_happened(pipeline: Pipeline) -> None:
    report = pipeline.check(read(str(SEEDS / "texts" / "003.txt")))
    assert "apostrophes-lost" in [d.cause for d in report.documents[0].diagnosis]
