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
from copylint.documents.quotations import find_loose_marks, well_paired
from copylint.engine.tokens import MARKS, TokenIndex
from copylint.lexicon.echoes import echoes
from copylint.lexicon.gate import LiteralGate, lined
from copylint.lexicon.literals import Literals
from copylint.lexicon.mentions import Mentions, names_in
from copylint.lexicon.required import needed
from copylint.model.source import Source
from copylint.model.span import Span
from copylint.pipeline import Pipeline

COPY = sorted((Path(__file__).parents[1] / "benchmarks" / "copy").glob("*.txt"))
STORIES = [path.read_text(encoding="utf-8") for path in COPY]
WORDS = sorted({token for story in STORIES for token in story.split()})
MADE = (
    "doesnt",
    "Brinken",
    "Mondays",
    "RussiaUkraine",
    "resignedlast",
    "Nato",
    "NATo",
    "II",
    "States",
    "said",
    "von",
    "×five",
    "e-mail’s",
    "1.2,3",
    "al-Assad",
    "U.N",
)


def gated(pipeline: Pipeline) -> list[GatedCheck]:
    return [check for check in pipeline.engine.checks.values() if isinstance(check, GatedCheck)]


def shape(token: str) -> Shape:
    if token.isascii() and token.isalpha():
        return Shape.PLAIN if token.islower() else Shape.NAME if token.istitle() else Shape.CASED
    return Shape.SMALL if not re.search("[A-ZÀ-Þ]", token) and token == token.lower() else Shape.MIXED


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


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The crew wants to, Give or take, stay ashore.", "Give"),
        ("The crew wants to Sail, and the harbour to Give the port a rest.", "Give"),
        ("They sat [below] Telephone lines and waited.", "Telephone"),
        ("The mayor, Which led to a vote, resigned.", "Which"),
        ("They met the companys resumed talks.", "companys"),
        ("They read todays it, and slept.", "todays"),
        ("They saw Norways and Polands coast.", "Norways"),
        ("They saw Norways rugged coast.", "Norways"),
        ("They saw Polands Donald Tusk there.", "Polands"),
        ("They know our employers “lodge” well.", "employers"),
    ],
)
def test_what_stands_beside_a_word_hides_no_finding(pipeline: Pipeline, text: str, word: str) -> None:
    checks = [pipeline.engine.checks[name] for name in ("stray_capital", "lost_possessive")]
    assert word in [finding.text for check in checks for finding in check.find(build(Source("-", text)))]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"ab ,.?-(\n\t'\"", "\n\n", "“", "”", "‘", "’", "«", "1", "A", " said", "\r\n"]), max_size=24
    )
)
def test_marks_that_are_called_well_paired_are(pieces: list[str]) -> None:
    text = "".join(pieces)
    if well_paired(text):
        assert find_loose_marks(text, Reading(text).paragraphs) == ()


@pytest.mark.parametrize("story", STORIES)
def test_loose_marks_are_found_whatever_is_told_first(story: str) -> None:
    for at in [m.start() for m in re.finditer('[“”"]', story)][:6]:
        broken = story[:at] + story[at + 1 :]
        reading = Reading(broken)
        assert reading.loose_marks == find_loose_marks(broken, reading.paragraphs)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["the", "in", "a", "Ufer", "est", "la", "9", "—", "don’t", "of,", "x-the", "und"]), max_size=40
    )
)
def test_english_is_told_alike_from_tokens(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert tell_language(text, tokens=text.split()) == tell_language(text)


PIECES = [
    "the",
    "The",
    "in",
    "of",
    "port",
    "“in",
    "port.",
    "é",
    "É",
    "don’t",
    "10,000",
    "½",
    "Łódź",
    "łódź",
    "ΑΣ",
    "ας",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([" ", "\n", " — "]))
def test_what_stands_twice_is_told(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    told = echoes(build(Source("-", text)))
    found = list(re.finditer(r"[^\W_]+(?:['’.,-][^\W_]+)*", text))
    words = [match.group().lower() for match in found]

    def within(spans: tuple[Span, ...], first: int, last: int) -> bool:
        return any(span.contains(Span(found[first].start(), found[last].end())) for span in spans)

    for at, (one, other) in enumerate(pairwise(words)):
        assert one != other or not (one.isascii() and one.isalpha()) or found[at].start() in told.doubled
    for size in range(2, 7):
        for at in range(len(words) - 2 * size + 1):
            twice = words[at : at + size] == words[at + size : at + 2 * size]
            assert not twice or within((*told.again, *told.passages), at, at + 2 * size - 1)
    passages = [tuple(words[i : i + 8]) for i in range(len(words) - 7)]
    for at, passage in enumerate(passages):
        assert passages.count(passage) == 1 or within(told.passages, at, at + 7)


@pytest.mark.parametrize("story", STORIES)
def test_a_name_looked_for_by_itself_is_found_where_all_are(story: str) -> None:
    everything = dict(Mentions(story).items())
    assert {name: Mentions(story)[name] for name in everything} == everything
    assert everything.keys() <= {name for token in story.split() for name in names_in(token)}


@pytest.mark.parametrize("phrases", [("on the ground", "on the"), ("on the ground", "on the", "à la")])
def test_literals_stand_where_they_are_found_whatever_stands_before(phrases: tuple[str, ...]) -> None:
    text = "İ — “On the ground” — é, À LA carte, \ud800 ON THE dot"
    found = [
        (phrases[number], text[start:end]) for number, start, end in Literals(phrases).find(build(Source("-", text)))
    ]
    expected = [("on the ground", "On the ground"), ("à la", "À LA"), ("on the", "ON THE")]
    assert found == [pair for pair in expected if pair[0] in phrases]


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
