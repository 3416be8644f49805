"""What is judged cheaply first: no gate may close before something there is to find."""

from __future__ import annotations

import re
from itertools import pairwise, product
from pathlib import Path
from random import Random

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from copylint.checks._base import GatedCheck, Shape
from copylint.documents.build import Reading, build
from copylint.documents.language import tell_language
from copylint.documents.quotations import find_quotations, well_paired
from copylint.engine.tokens import MARKS, TokenIndex
from copylint.lexicon.echoes import echoes
from copylint.lexicon.gate import LiteralGate, lined
from copylint.lexicon.mentions import Mentions, names_in
from copylint.lexicon.required import needed
from copylint.model.source import Source
from copylint.pipeline import Pipeline

COPY = sorted((Path(__file__).parents[1] / "benchmarks" / "copy").glob("*.txt"))
STORIES = [path.read_text(encoding="utf-8") for path in COPY]
WORDS = sorted({token for story in STORIES for token in story.split()})
MADE = ("doesnt", "Brinken", "Mondays", "RussiaUkraine", "resignedlast", "Nato", "NATo", "II", "States", "said", "von")


def gated(pipeline: Pipeline) -> list[GatedCheck]:
    return [check for check in pipeline.engine.checks.values() if isinstance(check, GatedCheck)]


def shape(token: str) -> Shape:
    if not (token.isascii() and token.isalpha()):
        return Shape.OTHER
    return Shape.PLAIN if token.islower() else Shape.NAME if token.istitle() else Shape.OTHER


def test_marks_around_a_word_make_it_no_more_remarkable(pipeline: Pipeline) -> None:
    words = [w for w in (*WORDS, *MADE) if w.isalpha()]
    checks = [check for check in gated(pipeline) if check.by_word]
    random = Random(3)  # noqa: S311  repeatable
    for word in words:
        marked = "".join(random.choices(MARKS, k=2)) + word + "".join(random.choices(MARKS, k=2))
        for check, token in product(checks, (marked, f"“{word}", f"{word},", f"{word}.”", f"‘{word}’")):
            assert not check.opens(token) or check.opens(word), (type(check).__name__, token)


def test_a_token_of_another_shape_opens_no_check(pipeline: Pipeline) -> None:
    for check, token in product(gated(pipeline), (*WORDS, *MADE)):
        if shape(token) not in check.shapes:
            assert not check.opens(token), (type(check).__name__, token)


def test_a_token_has_the_same_hits_whatever_was_read_before(pipeline: Pipeline) -> None:
    checks = gated(pipeline)
    warm = TokenIndex(checks)
    for story in STORIES:
        warm.hits(story.split())
    for story in STORIES:
        assert warm.hits(story.split()) == TokenIndex(checks).hits(story.split())


def test_findings_are_the_same_when_what_was_kept_of_tokens_is_gone(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [re.sub(r"(?<=[a-z])’s\b", "s", story, count=2) for story in STORIES]
    kept = [pipeline.lint(text) for text in texts]
    monkeypatch.setattr("copylint.engine.tokens.CACHE_LIMIT", 10)
    assert [pipeline.lint(text) for text in texts] == kept
    assert any(kept)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"ab ,.?-(\n\t'\"", "\n\n", "“", "”", "‘", "’", "«", "1", "A", " said", "\r\n"]), max_size=24
    )
)
def test_marks_that_are_called_well_paired_are(pieces: list[str]) -> None:
    text = "".join(pieces)
    if well_paired(text):
        assert find_quotations(text, Reading(text).paragraphs)[1] == ()


@pytest.mark.parametrize("story", STORIES)
def test_loose_marks_are_found_whatever_is_told_first(story: str) -> None:
    for at in [m.start() for m in re.finditer('[“”"]', story)][:6]:
        broken = story[:at] + story[at + 1 :]
        reading = Reading(broken)
        assert reading.loose_marks == find_quotations(broken, reading.paragraphs)[1]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["the", "in", "a", "Ufer", "est", "la", "9", "—", "don’t", "of,", "x-the", "und"]), max_size=40
    )
)
def test_english_is_told_alike_from_tokens(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert tell_language(text, tokens=text.split()) == tell_language(text)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(["the", "The", "in", "of", "port", "“in", "port.", "é", "don’t", "10,000"]), max_size=40)
)
def test_what_stands_twice_is_told(pieces: list[str]) -> None:
    text = " ".join(pieces)
    told = echoes(build(Source("-", text)))
    words = [word.lower() for word in re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text)]
    if any(a == b and a.isascii() and a.isalpha() for a, b in pairwise(words)):
        assert told.near
    for size in range(2, 7):
        if any(words[i : i + size] == words[i + size : i + 2 * size] for i in range(len(words) - 2 * size + 1)):
            assert told.near or told.far
    passages = [tuple(words[i : i + 8]) for i in range(len(words) - 7)]
    assert len(set(passages)) == len(passages) or told.far


@pytest.mark.parametrize("story", STORIES)
def test_a_name_looked_for_by_itself_is_found_where_all_are(story: str) -> None:
    everything = dict(Mentions(story).items())
    assert {name: Mentions(story)[name] for name in everything} == everything
    assert everything.keys() <= {name for token in story.split() for name in names_in(token)}


def patterns(pipeline: Pipeline) -> list[str]:
    return [f"(?m){rule.params['pattern']}" for rule in pipeline.rules if rule.check == "pattern"]


def test_every_pattern_is_one(pipeline: Pipeline) -> None:
    for pattern in patterns(pipeline):
        assert re2.compile(pattern).pattern == pattern


def test_a_pattern_matches_only_where_its_literals_stand(pipeline: Pipeline) -> None:
    examples = [example.text for rule in pipeline.rules for example in rule.examples]
    sensitive = [pattern for pattern in patterns(pipeline) if "(?i" not in pattern]
    gate = LiteralGate({number: needed(p) for number, p in enumerate(sensitive) if needed(p)})
    compiled = [re2.compile(p.encode()) for p in sensitive]
    for text in (example.encode("utf-8", "replace") for example in examples):
        opened = gate.open(lined(text))
        for number, pattern in enumerate(compiled):
            assert not needed(sensitive[number]) or number in opened or pattern.search(text) is None
