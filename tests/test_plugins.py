"""Rules and mechanisms of other packages, found through their entry points."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import pytest

from copylint.checks import mechanism, mechanism_names
from copylint.model.source import Source
from copylint.pipeline import Pipeline
from copylint.rulepacks.places import plugged_rules

PACKAGE = """
from pathlib import Path

from copylint.checks._base import Check, report
from copylint.model.span import Span

RULES = Path(__file__).parent / "rules"


def rules():
    return str(RULES)


class LoudLine(Check):
    about = "lines that shout"

    def find(self, doc):
        for line in doc.lines:
            if doc.text[line.start : line.end].endswith("!!!"):
                yield report(self.rules[0], doc, Span(line.end - 3, line.end), suggestion="!")


class Broken(LoudLine):
    def find(self, doc):
        raise ArithmeticError("seven")
"""
RULE = """
message = "Shouting."
check = "loud_line"
severity = "warning"
confidence = "certain"
[docs]
what = "Three exclamation marks."
why = "A newsroom doesn't shout."
[[example]]
bad = "Rain tomorrow!!!"
find = ["!!!"]
[[example]]
good = "Rain tomorrow!"
"""


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another package, on the import path but not yet registered."""
    (tmp_path / "loud_desk.py").write_text(PACKAGE, encoding="utf-8")
    rules = tmp_path / "rules" / "wording"
    rules.mkdir(parents=True)
    (rules / "shouting.toml").write_text(RULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("loud_desk", None)


def register(monkeypatch: pytest.MonkeyPatch, *entries: EntryPoint) -> None:
    def entry_points(**wanted: Any) -> EntryPoints:
        return EntryPoints(entries).select(**wanted)

    monkeypatch.setattr("copylint.checks.entry_points", entry_points)
    monkeypatch.setattr("copylint.rulepacks.places.entry_points", entry_points)


LOUD_LINE = EntryPoint("loud_line", "loud_desk:LoudLine", "copylint.checks")


@pytest.mark.parametrize("value", ["loud_desk:RULES", "loud_desk:rules"])
def test_rules_and_mechanisms_of_another_package_take_part(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    register(monkeypatch, LOUD_LINE, EntryPoint("loud", value, "copylint.rules"))
    pipeline = Pipeline()
    assert pipeline.rule("shouting").family == "wording"
    text = "The ferry company said on Monday that it would sail!!!"
    (finding,) = pipeline.check(Source("-", text)).findings()
    assert (finding.rule, finding.text, finding.suggestions) == ("shouting", "!!!", ("!",))


def test_without_entry_points_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)
    assert plugged_rules() == []
    assert mechanism("loud_line") is None


def test_a_mechanism_is_known_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, LOUD_LINE)
    found = mechanism("loud_line")
    assert found is not None
    assert found.about == "lines that shout"
    assert "loud_line" in mechanism_names()
    assert "pattern" in mechanism_names()


def test_an_own_mechanism_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, EntryPoint("pattern", "loud_desk:LoudLine", "copylint.checks"))
    found = mechanism("pattern")
    assert found is not None
    assert found.__module__ == "copylint.checks.pattern"


def test_a_crash_in_one_is_reported_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint("loud_line", "loud_desk:Broken", "copylint.checks")
    register(monkeypatch, broken, EntryPoint("loud", "loud_desk:RULES", "copylint.rules"))
    report = Pipeline().check(Source("a.txt", "The ferry company said it doesnt sail!!!"))
    assert [f.text for f in report.findings()] == ["doesnt"]
    (failure,) = report.failures
    assert failure.path == "a.txt"
    assert failure.message == "the check loud_line failed: ArithmeticError: seven"
