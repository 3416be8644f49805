"""What is known ahead of common tokens: the same as the checks say, and only for what it was made from."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

import pytest

from copylint.checks._base import GatedCheck
from copylint.engine import common_tokens as subject
from copylint.engine.common_tokens import NUMBERS, TABLE, CommonTokens, build, common_shapes, common_tokens, program
from copylint.engine.run import Engine
from copylint.engine.tokens import TokenIndex
from copylint.lexicon.entities import EntityList
from copylint.lexicon.resources import Resources
from copylint.lexicon.words import words
from copylint.pipeline import Pipeline

EVERY = 97  # tokens; one in so many is asked about again
COPY = (
    "Ministers met in London on Tuesday, and the captains log was read. The Goverment said it would not help,\n\n"
    "but its crews, who stayed ashore, doesnt agree. President Vladimir Puttin and Angela Merkle spoke in Berlin."
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def group(known: CommonTokens, token: str) -> tuple[GatedCheck, ...] | None:
    number = known.number(token)
    return None if number is None else known.groups[number]


def gated(engine: Engine) -> dict[str, GatedCheck]:
    return {name: check for name, check in engine.checks.items() if isinstance(check, GatedCheck)}


@pytest.fixture(scope="module")
def table(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the table that was built with the package, or a part of one where a check was edited since."""
    checks, mark = gated(pipeline.engine), pipeline.entities.mark
    if common_tokens(checks, mark) is not None:
        return TABLE
    made = tmp_path_factory.mktemp("table") / TABLE.name
    asked = TokenIndex(tuple(checks.values())).asked
    build(checks, mark, islice(common_shapes(words()), 0, None, EVERY), asked, made)
    return made


def test_the_table_says_what_the_checks_say(pipeline: Pipeline, table: Path) -> None:
    checks = gated(pipeline.engine)
    known = common_tokens(checks, pipeline.entities.mark, table)
    assert known is not None
    asked = TokenIndex(tuple(checks.values()))
    for token in islice(common_shapes(words()), 0, None, EVERY):
        assert group(known, token) == asked.asked(token), token
    assert [group(known, token) for token in ("zzyzxq", "the\0", "\0", "thé", "\udc80")] == [None] * 5


def test_findings_are_the_same_without_it(pipeline: Pipeline) -> None:
    alone = Pipeline()
    alone.entities.mark = ""
    found = pipeline.lint(COPY)
    assert found
    assert found == alone.lint(COPY)


def test_other_lists_switch_it_off(pipeline: Pipeline) -> None:
    checks = gated(pipeline.engine)
    assert common_tokens(checks, "another") is None
    assert common_tokens(checks, "") is None
    assert EntityList.of(list(islice(pipeline.entities, 10))).mark == ""


def test_another_rule_switches_it_off(pipeline: Pipeline) -> None:
    shipped = pipeline.rules
    changed = [
        r._replace(params={**r.params, "known": ["goverment"]}) if r.check == "unknown_word" else r for r in shipped
    ]
    resources = Resources(words(), pipeline.entities)
    assert common_tokens(gated(Engine(changed, resources)), pipeline.entities.mark) is None
    assert common_tokens(gated(Engine(shipped[: len(shipped) // 2], resources)), pipeline.entities.mark) is None


def test_a_changed_program_switches_it_off(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("checks", "lexicon", "engine"):
        shutil.copytree(subject.PACKAGE / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "index"))
    assert program(tmp_path) == program()
    with (tmp_path / "checks" / "split_word.py").open("a") as file:
        file.write("# changed\n")
    program.cache_clear()
    changed = program(tmp_path)
    assert changed != program()
    monkeypatch.setattr(subject, "program", lambda: changed)
    assert common_tokens(gated(pipeline.engine), pipeline.entities.mark) is None


@pytest.mark.parametrize("damage", ["table missing", "groups missing", "groups cut", "numbers missing", "numbers cut"])
def test_a_damaged_table_is_not_used(pipeline: Pipeline, table: Path, tmp_path: Path, damage: str) -> None:
    whole, table = table, tmp_path / TABLE.name
    groups, numbers = table.with_suffix(".json"), table.with_suffix(NUMBERS)
    for file in (table, groups, numbers):
        shutil.copy(whole.with_suffix(file.suffix), file)
    checks, mark = gated(pipeline.engine), pipeline.entities.mark
    assert common_tokens(checks, mark, table) is not None
    if damage == "groups cut":
        groups.write_text(groups.read_text()[:40])
    elif damage == "numbers cut":
        numbers.write_bytes(numbers.read_bytes()[:-1])
    else:
        {"table missing": table, "groups missing": groups, "numbers missing": numbers}[damage].unlink()
    assert common_tokens(checks, mark, table) is None


def test_it_is_made_of_what_the_checks_say(pipeline: Pipeline, tmp_path: Path) -> None:
    checks, mark = gated(pipeline.engine), pipeline.entities.mark
    tokens = ["the", "London", "doesnt", "Goverment,"]
    asked = TokenIndex(tuple(checks.values()))
    table = tmp_path / "tokens.marisa"
    assert build(checks, mark, tokens, asked.asked, table) == len(tokens)
    assert build(checks, mark, [], asked.asked, table) == len(tokens)
    known = common_tokens(checks, mark, table)
    assert known is not None
    assert [group(known, token) for token in tokens] == [asked.asked(token) for token in tokens]
    assert group(known, "doesnt")
