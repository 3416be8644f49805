"""What other programs import, and that every way in gives the same findings."""

from __future__ import annotations

import doctest
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from typer.testing import CliRunner

import copylint
from copylint import Finding, Settings, lint
from copylint.app import app
from copylint.documents.build import build
from copylint.model.errors import ConfigurationError, CopylintError
from copylint.model.finding import Severity
from copylint.model.source import Source
from copylint.reports.json_report import finding_object

MODULES = [m.name for m in walk_packages(copylint.__path__, "copylint.") if not m.name.endswith("__main__")]
DAMAGED = """\
Harbour talks resume

The harbour master said he doesnt expect a deal with the the ferry company before Monday .

“It is n’t over,” he said, and the café’s owner agreed that 1,00,000 tickets wont do.
"""


@pytest.mark.parametrize("module", ["copylint", *MODULES])
def test_doctests(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0


def test_there_are_doctests() -> None:
    finder = doctest.DocTestFinder()
    assert any(test.examples for test in finder.find(copylint.lint))


def test_everything_promised_is_there() -> None:
    for name in copylint.__all__:
        assert getattr(copylint, name) is not None


def test_findings_come_by_place_with_their_text() -> None:
    findings = lint(DAMAGED)
    assert all(isinstance(f, Finding) for f in findings)
    assert findings == sorted(findings, key=lambda f: f.span)
    for finding in findings:
        assert DAMAGED[finding.span.start : finding.span.end] == finding.text
    assert {"doesnt", "the the"} <= {f.text for f in findings}


def test_sound_copy_gives_nothing() -> None:
    assert lint("The harbour master said he doesn’t expect a deal before Monday.") == []
    assert lint("a") == []


def test_settings_reach_lint() -> None:
    everything = Settings.of(show=["info", "possible"])
    assert len(lint(DAMAGED, everything)) >= len(lint(DAMAGED))


@pytest.mark.parametrize(
    "text", [DAMAGED, DAMAGED.replace("\n", "\r\n"), DAMAGED.replace("\n", "\r"), "", "one doesnt"]
)
def test_every_way_in_gives_the_same_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    doc = build(Source("-", text))
    from_api = [plain(finding_object(f, doc, "-")) for f in lint(text)]
    from_file = list(findings_of("a.txt"))
    from_stdin = list(findings_of("-", stdin=text.encode()))
    from_bom = list(findings_of("-", stdin=b"\xef\xbb\xbf" + text.encode()))
    assert from_api == from_file == from_stdin == from_bom


def findings_of(path: str, stdin: bytes | None = None) -> Iterator[dict[str, Any]]:
    result = CliRunner().invoke(app, ["check", path, "--format", "json"], input=stdin)
    assert result.exit_code in (0, 1)
    (file,) = json.loads(result.stdout)["files"]
    yield from map(plain, file["findings"])


def plain(finding: dict[str, Any]) -> dict[str, Any]:
    """Return a finding's JSON as a reader of the report has it, without the path."""
    value: dict[str, Any] = json.loads(json.dumps(finding))
    for related in value["related"]:
        del related["path"]
    return value


class TestSettings:
    def test_none_are_found_where_there_is_no_file(self, tmp_path: Path) -> None:
        assert Settings.load(tmp_path) == Settings()

    def test_the_nearest_file_holds(self, tmp_path: Path) -> None:
        inner = tmp_path / "desk" / "sport"
        inner.mkdir(parents=True)
        (tmp_path / "copylint.toml").write_text('fail-on = "info"\n', encoding="utf-8")
        assert Settings.load(inner).policy.fail_on is Severity.INFO
        (tmp_path / "desk" / "pyproject.toml").write_text('[tool.copylint]\nfail-on = "warning"\n', encoding="utf-8")
        assert Settings.load(inner).policy.fail_on is Severity.WARNING
        assert Settings.load(inner).path == tmp_path / "desk" / "pyproject.toml"

    def test_a_pyproject_of_others_is_passed_by(self, tmp_path: Path) -> None:
        inner = tmp_path / "inner"
        inner.mkdir()
        (tmp_path / "copylint.toml").write_text('show = ["info"]\n', encoding="utf-8")
        (inner / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
        assert Settings.load(inner).policy.show_info

    def test_paths_are_relative_to_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "our-rules").mkdir()
        (tmp_path / "copylint.toml").write_text('rules = ["./our-rules"]\n', encoding="utf-8")
        assert Settings.load(tmp_path).rules == (tmp_path / "our-rules",)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("rule = []", "rule: expected rules, found 'rule'"),
            ('rules = "x"', "rules: expected a list of paths, found 'x'"),
            ('rules = ["./nowhere"]', "rules: expected a path that is there"),
            ('fail-on = "never"', "fail-on: expected info or warning or error, found 'never'"),
            ("fail-on = 3", "fail-on: expected info or warning or error, found 3"),
            ('show = ["all"]', "show: expected info or possible"),
            ("show = [[]]", "show: expected info or possible"),
            ("= 1", "expected a TOML document"),
        ],
    )
    def test_what_is_wrong_is_named(self, tmp_path: Path, line: str, said: str) -> None:
        file = tmp_path / "copylint.toml"
        file.write_text(f"{line}\n", encoding="utf-8")
        with pytest.raises(ConfigurationError) as caught:
            Settings.load(tmp_path)
        assert str(caught.value).startswith(str(file))
        assert said in str(caught.value)
        assert isinstance(caught.value, CopylintError)
