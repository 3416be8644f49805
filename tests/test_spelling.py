"""Slips in ordinary words: what is one, what only looks like one, and what it was meant for."""

from __future__ import annotations

import time
from itertools import islice

import pytest

from copylint.lexicon.keyboard import Slip, slip, slips
from copylint.lexicon.near_words import near_words
from copylint.lexicon.words import words
from copylint.model.finding import Finding
from copylint.model.source import Source
from copylint.pipeline import Pipeline

STORY = "The minister opened the harbour on Monday, and her {} was cheered by the crowd that had come to see it."


def said(pipeline: Pipeline, text: str) -> list[Finding]:
    return [f for f in pipeline.check(Source("-", text)).findings() if f.family == "spelling"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("anouncement", "announcement"),
        ("speeech", "speech"),
        ("presdient", "president"),
        ("arival", "arrival"),
        ("entramce", "entrance"),
        ("ceromony", "ceremony"),
        ("delegaetion", "delegation"),
        ("programmme", "programme"),
    ],
)
def test_a_slip_in_an_ordinary_word_is_found(pipeline: Pipeline, wrong: str, right: str) -> None:
    (finding,) = said(pipeline, STORY.format(wrong))
    assert (finding.text, finding.suggestions[0]) == (wrong, right)
    assert finding.fix is not None
    assert finding.fix.safety == "unsafe"


@pytest.mark.parametrize(
    "word",
    [
        "organisation",
        "organization",
        "technologie",  # French
        "fintech",  # seen in the wild
        "gasfield",  # two nouns
        "unbankable",  # prefix and ending
        "“welcomme”",  # set apart
        "@harbuor",
        "#harbuor",
        "harbuor.example",
        "state-harbuor",
        "Harbuor",
        "var_harbuor",
    ],
)
def test_what_only_looks_like_a_slip_is_not_reported(pipeline: Pipeline, word: str) -> None:
    assert said(pipeline, STORY.format(word)) == []


def test_a_word_that_recurs_is_the_texts_own(pipeline: Pipeline) -> None:
    assert said(pipeline, STORY.format("harbuor") + " No other harbuor is like it.") == []
    assert said(pipeline, STORY.format("harbuor") + " Harbuor is a village on the coast.") == []


def test_dialect_in_a_quotation_is_left_alone(pipeline: Pipeline) -> None:
    assert said(pipeline, "“I ain't seen the harbuor in a year,” the old sailor said to the crowd.") == []
    assert len(said(pipeline, "“I have not seen the harbuor in a year,” the old sailor said to the crowd.")) == 1


def test_the_words_of_the_text_rank_first(pipeline: Pipeline) -> None:
    english = said(pipeline, "The harbour is shut. Ships wait for the harbuor to open again this week.")
    american = said(pipeline, "The harbor is shut. Ships wait for the harboor to open again this week.")
    assert [f.suggestions[0] for f in (*english, *american)] == ["harbour", "harbor"]


def test_offsets_hold_behind_marks_and_possessives(pipeline: Pipeline) -> None:
    text = "“The (goverment’s) plan,” she said of it 😀, “was the presdient’s.”"
    assert [text[f.span.start : f.span.end] for f in said(pipeline, text)] == ["goverment", "presdient"]


def test_days_and_months_are_found_where_they_stand(pipeline: Pipeline) -> None:
    found = said(pipeline, "The talks open on Thrusday and end in Ocotber 2031, Ms Octobre and Mr Friuday said.")
    assert [(f.text, f.suggestions[0]) for f in found] == [("Thrusday", "Thursday"), ("Ocotber", "October")]


def test_every_spelling_one_slip_away_is_reached() -> None:
    for right in ("government", "harbour", "said"):
        for wrong in set(slips(right)) - {right}:
            if len(wrong) >= 4:
                assert right in near_words().near(wrong)
                assert right in set(slips(wrong))


def test_slips_are_told_apart() -> None:
    kinds = [
        slip(w, r)[0] for w, r in (("teh", "the"), ("speeech", "speech"), ("comittee", "committee"), ("xat", "sat"))
    ]
    assert kinds == [Slip.SWAPPED, Slip.DOUBLED, Slip.SINGLED, Slip.BESIDE]


def test_curated_misspellings_are_no_words(pipeline: Pipeline) -> None:
    (rule,) = (r for r in pipeline.rules if r.name == "common-misspelling")
    assert len(rule.params["words"]) >= 500
    for wrong, right in rule.params["words"].items():
        assert wrong == wrong.lower() != right.lower(), wrong
        assert words().known(right), right
        assert words().zipf(right) > words().zipf(wrong), wrong


def test_a_text_of_nothing_but_slips_takes_time_in_proportion(pipeline: Pipeline) -> None:

    wrong = list(islice((w for w in slips("governmental") if not words().known(w)), 600))
    text = " ".join(f"the {w} said" for w in wrong)
    start = time.process_time()
    pipeline.check(Source("-", text))
    assert time.process_time() - start < 8
