"""One TOML file in a folder of rules is a rule, its tests and its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from copylint.app import app
from copylint.model.errors import ConfigurationError
from copylint.model.rule import Rule
from copylint.pipeline import Pipeline
from copylint.settings import Settings
from examples import examples, run_bad, run_good

RULE = """\
message = "Slot left unfilled: {text}."
check = "pattern"
severity = "error"
confidence = "certain"
fix = "unsafe"
[params]
pattern = "ZORG[A-Z]*"
replace = ["(to be filled)"]
[docs]
what = "A slot that a reporter left for later."
why = "Nobody filled it."
sources = ["the log of our own desk"]
[[example]]
bad = "The mayor paid ZORG for the bridge."
find = ["ZORG"]
fixed = "The mayor paid (to be filled) for the bridge."
[[example]]
good = "The mayor paid for the bridge."
"""
NAME = "slot-left-unfilled"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A folder of rules with one document in it."""
    folder = tmp_path / "our-rules" / "truncation"
    folder.mkdir(parents=True)
    file = folder / f"{NAME}.toml"
    file.write_text(RULE, encoding="utf-8")
    return file


def road(file: Path) -> Pipeline:
    return Pipeline(Settings.of(rules=[file.parents[1]]))


def ours(file: Path) -> Rule:
    return road(file).rule(NAME)


def run_all(file: Path) -> None:
    rule = ours(file)
    for example in rule.examples:
        (run_good if example.good else run_bad)(road(file), rule, example)


def test_the_file_is_a_rule_beside_the_shipped_ones(file: Path) -> None:
    shipped = {rule.name for rule in Pipeline().rules}
    assert {rule.name for rule in road(file).rules} == shipped | {NAME}
    assert ours(file).family == "truncation"


def test_its_examples_are_tests(file: Path) -> None:
    rules = [ours(file)]
    assert [p.id for p in (*examples(rules, good=False), *examples(rules, good=True))] == [f"{NAME}-1", f"{NAME}-2"]
    run_all(file)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('find = ["ZORG"]', 'find = ["ZOR"]'),
        ('fixed = "The mayor paid (to be filled)', 'fixed = "The mayor paid nothing'),
        ('good = "The mayor paid for', 'good = "The mayor paid ZORG for'),
        ('good = "The mayor paid for', 'good = "The mayor doesnt pay for'),
    ],
)
def test_a_wrong_example_fails(file: Path, old: str, new: str) -> None:
    file.write_text(RULE.replace(old, new), encoding="utf-8")
    with pytest.raises(AssertionError):
        run_all(file)


@pytest.mark.parametrize("number", [0, 1])
def test_a_rule_without_both_kinds_of_example_does_not_load(file: Path, number: int) -> None:
    head, *examples_ = RULE.split("[[example]]")
    file.write_text(f"{head}[[example]]{examples_[number]}", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="at least one bad and one good"):
        ours(file)


def test_its_page_and_its_findings_are_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = file.parents[2]
    (desk / "copylint.toml").write_text('rules = ["./our-rules"]\n', encoding="utf-8")
    (desk / "a.txt").write_text("The mayor paid ZORG for the bridge.\n", encoding="utf-8")
    monkeypatch.chdir(desk)
    page = CliRunner().invoke(app, ["explain", NAME])
    assert page.exit_code == 0
    for said in ("A slot that a reporter left for later.", "Nobody filled it.", "The mayor paid ZORG for the bridge."):
        assert said in page.stdout
    assert NAME in CliRunner().invoke(app, ["rules"]).stdout
    checked = CliRunner().invoke(app, ["check", "a.txt", "--format", "concise"])
    assert checked.exit_code == 1
    assert checked.stdout.startswith(f"a.txt:1:16: {NAME} Slot left unfilled: ZORG.")
