"""The injector says exactly what it did, and copylint finds no less of it than it did before."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import floors, tables
from benchmarks.accuracy import damaged_copies, measure_damaged, read_corpus, stories
from benchmarks.inject import FAMILIES, Damaged, write
from benchmarks.injectors.page import Change, Gold, Page
from benchmarks.injectors.registry import KINDS, data
from benchmarks.names import found, trials
from benchmarks.scoring import Score

from copylint.lexicon.words import words
from copylint.model.source import Source
from copylint.pipeline import Pipeline

FLOOR = Path(__file__).parents[1] / "benchmarks" / "floor.json"
SEED = 11


@pytest.fixture(scope="module")
def copies(pipeline: Pipeline) -> dict[str, Damaged]:
    return dict(damaged_copies(SEED, 1, pipeline))


def undone(damaged: Damaged) -> list[str]:
    """Return the lines that hold text after every damage was taken back, from the right end of each line."""
    lines = damaged.text.split("\n")
    for gold in sorted(damaged.gold, key=lambda g: (g.line, -g.start)):
        at = gold.line - 1
        lines[at] = lines[at][: gold.start] + (gold.restore or "") + lines[at][gold.end :]
    return [line for line in lines if line]


def cut_short(gold: Iterable[Gold]) -> bool:
    return any(g.kind.startswith("cut_") for g in gold)


def test_there_are_stories_and_templates_enough() -> None:
    assert len(stories()) >= 20
    assert all(250 <= len(text.split()) <= 450 for text in stories().values())
    assert sum(len(t["lines"]) for t in data("boilerplate")["templates"].values()) >= 60


def test_gold_fits_the_damaged_text(copies: dict[str, Damaged]) -> None:
    assert sum(bool(damaged.gold) for damaged in copies.values()) >= 0.95 * len(copies)
    for damaged in copies.values():
        lines = damaged.text.split("\n")
        for gold in damaged.gold:
            assert lines[gold.line - 1][gold.start : gold.end] == gold.text


def test_undoing_every_damage_gives_the_sound_story(copies: dict[str, Damaged]) -> None:
    for label, damaged in copies.items():
        sound = [line for line in stories()[label.split(".")[0]].split("\n") if line]
        lines = undone(damaged)
        assert lines == (sound[: len(lines)] if cut_short(damaged.gold) else sound), label


def test_a_fix_is_the_sound_text_or_left_to_a_person(copies: dict[str, Damaged]) -> None:
    for gold in (g for damaged in copies.values() for g in damaged.gold):
        assert gold.fix in (None, gold.restore or "")


def test_damages_keep_apart(copies: dict[str, Damaged]) -> None:
    for damaged in copies.values():
        for one, other in zip(damaged.gold, damaged.gold[1:], strict=False):
            assert (one.line, one.end) <= (other.line, other.start) or one.line < other.line


def test_the_same_seed_gives_the_same_copies(copies: dict[str, Damaged], pipeline: Pipeline) -> None:
    again = dict(islice(damaged_copies(SEED, 1, pipeline), 40))
    assert again == {label: copies[label] for label in again}
    assert dict(islice(damaged_copies(SEED + 1, 1, pipeline), 40)) != again


def test_damage_of_every_family_is_done(copies: dict[str, Damaged]) -> None:
    assert {gold.family for damaged in copies.values() for gold in damaged.gold} == set(FAMILIES)
    done = {gold.kind for damaged in copies.values() for gold in damaged.gold}
    assert len(done) >= 0.9 * sum(map(len, KINDS.values()))


def test_no_name_is_misspelled_into_a_word_or_another_name(copies: dict[str, Damaged], pipeline: Pipeline) -> None:
    slips = {g.text for d in copies.values() for g in d.gold if g.kind.startswith("letter_")}
    assert slips
    assert not [slip for slip in slips if words().valid(slip) or slip in pipeline.entities.by_word]


def test_must_apostrophes_leave_no_right_word(copies: dict[str, Damaged]) -> None:
    lost = {g.text for d in copies.values() for g in d.gold if g.kind == "contraction_lost" and g.tier == "must"}
    assert not [word for word in lost if words().valid(word)]


def test_no_damage_is_planned_on_another() -> None:
    page = Page.of("Headline\n\nThe council said that it would vote on Monday.\n", words(), Pipeline().entities)
    page.plan("casing", Change("capital", 2, 16, 20, "That", "stray capital"))
    assert not page.free(Change("capital", 2, 16, 20, "That", "stray capital"))
    assert not page.free(Change("capital", 2, 21, 23, "It", "stray capital"))
    assert page.free(Change("capital", 2, 37, 39, "On", "stray capital"))


def test_what_is_written_reads_back(copies: dict[str, Damaged], tmp_path: Path) -> None:
    for label, damaged in copies.items():
        write(damaged, label, tmp_path)
    read = dict(read_corpus(tmp_path))
    assert {label: d.text for label, d in read.items()} == {label: d.text for label, d in copies.items()}
    bare = [replace(g, kind="", restore=None) for d in copies.values() for g in d.gold]
    assert sorted(map(repr, (g for d in read.values() for g in d.gold))) == sorted(map(repr, bare))


def scored(text: str, gold: Gold, pipeline: Pipeline) -> Score:
    report = pipeline.check(Source("-", text))
    score = Score()
    score.add("-", report.documents[0].document, report.findings(), [gold])
    return score


def test_the_scorer_counts_a_hit_a_miss_and_a_false_alarm(pipeline: Pipeline) -> None:
    text = "He said that he doesnt expect a deal with them before the end of the week.\n"
    there = Gold(1, 16, 22, "doesnt", "apostrophes", "must", "doesn’t", "")
    hit = scored(text, there, pipeline).total
    assert (hit.asked, hit.found, hit.true, hit.false) == (1, 1, 1, 0)
    elsewhere = replace(there, start=54, end=57, text="the", family="names")
    missed = scored(text, elsewhere, pipeline)
    assert (missed.total.found, missed.total.true, missed.total.false) == (0, 0, 1)
    assert len(missed.misses) == len(missed.false_alarms) == 1
    page = tables.markdown({"a line": missed})
    assert "contraction-without-apostrophe" in page


@pytest.mark.parametrize("name", stories())
def test_sound_copy_is_silent(pipeline: Pipeline, name: str) -> None:
    findings = pipeline.check(Source(name, stories()[name])).findings()
    assert [(f.rule, f.text) for f in findings] == []


def test_no_family_falls_below_its_floor(pipeline: Pipeline) -> None:
    floor = floors.read(FLOOR)
    assert set(floor.families) == set(FAMILIES)
    assert floors.below(floor, measure_damaged(floor.seed, floor.per_family, pipeline)) == []


def test_misspelled_listed_names_are_found_where_something_vouches_for_them() -> None:
    pipeline = Pipeline()
    hits = [found(t, pipeline.check(Source("-", t.text)).findings()) for t in trials(pipeline, seed=11, count=8)]
    assert len(hits) == 5 * 5 * 8
    assert sum(hits) / len(hits) >= 0.95
