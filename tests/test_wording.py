"""Set phrases, tortured phrases and broken grammar: what is found, and the sound copy that looks the same."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from copylint.model.errors import ConfigurationError
from copylint.model.source import Source
from copylint.pipeline import Pipeline
from copylint.settings import Settings

OWN = """\
message = "Phrase of our own broken: {{text}}."
check = "{check}"
severity = "error"
confidence = "likely"
fix = "unsafe"
[params{table}]
{params}
[docs]
what = "A phrase of our own desk."
why = "Our desk says so."
sources = ["our style book"]
[[example]]
bad = "Talks are in the offing to the harbour boss of the sea."
find = ["in the offing to"]
[[example]]
good = "The mayor paid for the bridge."
"""


def said(pipeline: Pipeline, text: str) -> list[tuple[str, str]]:
    findings = [f for f in pipeline.check(Source("-", text)).findings() if f.family == "wording"]
    return [(f.text, f.suggestions[0] if f.suggestions else "") for f in findings]


def own(folder: Path, check: str, table: str, params: str) -> Pipeline:
    file = folder / "our-rules" / "wording" / "our-phrase.toml"
    file.parent.mkdir(parents=True)
    file.write_text(OWN.format(check=check, table=table, params=params), encoding="utf-8")
    return Pipeline(Settings.of(rules=[file.parents[1]]))


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("Two aides spoke on condition for anonymity.", "condition for anonymity", "condition of anonymity"),
        ("Two aides spoke in condition of anonymity.", "in condition of anonymity", "on condition of anonymity"),
        (
            "On the grounds of anonymity, two aides spoke.",
            "On the grounds of anonymity",
            "On the condition of anonymity",
        ),
        ("He spoke on behalf the union.", "on behalf", "on behalf of"),
        ("In accordance to the law, he paid.", "In accordance to", "In accordance with"),
        ("The bank is on brink of ruin.", "on brink of", "on the brink of"),
        ("The talks depend on it and he is capable to pay.", "capable to", "capable of"),
    ],
)
def test_a_set_phrase_with_one_small_word_wrong_is_found(pipeline: Pipeline, text: str, found: str, right: str) -> None:
    assert said(pipeline, text) == [(found, right)]


@pytest.mark.parametrize(
    "text",
    [
        "Two aides spoke on the condition of strict anonymity.",
        "In accordance with the law, and on behalf of the union, he paid.",
        "Bank on brink of ruin, say aides",  # a headline leaves articles out
        "In response the bank closed, and in addition the office did.",
        "He was found guilty for the second time.",
        "A pre-on-brink of-ruin mood.",
    ],
)
def test_a_sound_phrase_is_silent(pipeline: Pipeline, text: str) -> None:
    assert said(pipeline, text) == []


def test_a_set_phrase_of_ones_own(tmp_path: Path) -> None:
    road = own(tmp_path, "set_phrase", "", 'phrases = ["in the offing <for/of|to>"]')
    assert ("in the offing to", "in the offing for") in said(road, "Talks are in the offing to the port.")
    assert said(road, "Talks are in the offing for the port.") == []


@pytest.mark.parametrize("phrase", ["in the offing", "<with>", "in <the> wake <of> it", "In <the> wake"])
def test_a_set_phrase_badly_written_names_the_file_and_the_key(tmp_path: Path, phrase: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        own(tmp_path, "set_phrase", "", f'phrases = ["{phrase}"]').check(Source("-", "Copy."))
    assert "our-phrase.toml" in str(error.value)
    assert "params.phrases" in str(error.value)


def test_a_tortured_phrase_of_ones_own(tmp_path: Path) -> None:
    table = '"harbour boss of the sea" = "harbour master"'
    road = own(tmp_path, "phrase_table", ".phrases", table)
    text = "The İzmir Harbour Boss of the Sea 😀 said so to a harbour boss of the seas."
    assert said(road, text) == [("Harbour Boss of the Sea", "Harbour master")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A official of the port resigned.", []),  # capital A: a grade or a plan may be meant
        ("She met a official of the port.", ["a official"]),
        ("She met an minister.", ["an minister"]),
        ("She met a unanimous jury, an heir, a European, an NGO and an honest man for an hour.", []),
        ("Recep Erdoğan spoke of a one-off.", []),
        ("One of the minister who left has went home.", ["One of the minister", "has went"]),
        ("Several protester in the square was hurt.", ["Several protester"]),
        ("They was late, and the plan could became law.", ["They was", "could became"]),
        ("The deal was not yet announced but will be announce today.", ["will be announce"]),
        ("The court is expected rule today.", ["is expected rule"]),
        ("They met the Bolivian new president there.", ["Bolivian new president"]),
        ("It opened in Bolivian capital Sucre on Friday.", ["Bolivian capital Sucre"]),
        ("The mayor has being told.", ["has being"]),
    ],
)
def test_grammar_that_rewriting_broke(pipeline: Pipeline, text: str, found: list[str]) -> None:
    assert [text for text, _ in said(pipeline, text)] == found


def test_phrases_end_to_end_take_time_in_proportion(pipeline: Pipeline) -> None:
    text = "".join(f"He acted in accordance the law {n} of the port.\n" for n in range(3_000))
    start = time.process_time()
    pipeline.check(Source("-", text))
    assert time.process_time() - start < 8
