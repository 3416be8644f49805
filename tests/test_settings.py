"""Settings: where they come from, what they select, where reports go, and the commands that tell of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from copylint.app import app
from copylint.model.finding import Confidence
from copylint.settings import Settings
from copylint.settings.keys import SOURCE, keys
from copylint.settings.written import schema, starting_file

ROOT = Path(__file__).parents[1]
COPY = "The mayor said he doesnt expect a deal.\nIt will rain , he said.\xa0 The vote was close.\n"
APOSTROPHE, SPACE, NO_BREAK = "contraction-without-apostrophe", "space-before-punctuation", "no-break-space"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(COPY, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def found(*arguments: str) -> list[str]:
    result = run("check", "a.txt", "--format", "json", *arguments)
    return [f["rule"] for f in json.loads(result.stdout)["files"][0]["findings"]]


class TestSelection:
    @pytest.mark.parametrize(
        ("arguments", "rules"),
        [
            ((), [APOSTROPHE, SPACE, NO_BREAK]),
            (("--select", "apostrophes"), [APOSTROPHE]),
            (("--select", f"apostrophes,{NO_BREAK}"), [APOSTROPHE, NO_BREAK]),
            (("--select", "apostrophes", "--extend-select", "spacing"), [APOSTROPHE, SPACE]),
            (("--ignore", "apostrophes,spacing"), [NO_BREAK]),
            (("--select", "encoding", "--ignore", NO_BREAK), []),
            (("--ignore", "encoding", "--select", NO_BREAK), [NO_BREAK]),
            (("--min-confidence", "certain", "--ignore", "encoding"), [APOSTROPHE, SPACE]),
            (("--config", 'ignore = ["spacing"]'), [APOSTROPHE, NO_BREAK]),
            (("--config", f"severity={{{SPACE}='off'}}"), [APOSTROPHE, NO_BREAK]),
        ],
    )
    def test_rules_and_families_by_name(self, arguments: tuple[str, ...], rules: list[str]) -> None:
        assert found(*arguments) == rules

    def test_the_file_selects_and_the_command_line_goes_before_it(self) -> None:
        Path("copylint.toml").write_text('select = ["spacing"]\n', encoding="utf-8")
        assert found() == [SPACE]
        assert found("--extend-select", "apostrophes") == [APOSTROPHE, SPACE]
        assert found("--select", "encoding") == [NO_BREAK]
        assert found("--isolated") == [APOSTROPHE, SPACE, NO_BREAK]

    def test_a_path_may_differ(self) -> None:
        Path("copylint.toml").write_text('[[source]]\nmatch = ["a.*"]\nselect = ["spacing"]\n', encoding="utf-8")
        Path("b.txt").write_text(COPY, encoding="utf-8")
        files = json.loads(run("check", "a.txt", "b.txt", "--format", "json").stdout)["files"]
        assert [[f["rule"] for f in file["findings"]] for file in files] == [[SPACE], [APOSTROPHE, SPACE, NO_BREAK]]

    def test_an_unknown_name_is_told_with_the_nearest(self) -> None:
        result = run("check", "a.txt", "--select", "apostrophs")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "expected apostrophes or " in result.stderr

    def test_the_locale_can_be_said(self) -> None:
        Path("a.txt").write_text("Some 1,00,000 people came to the fair in the old town.\n", encoding="utf-8")
        assert found() == ["indian-grouping-among-western"]
        assert found("--locale", "en-IN") == []


class TestExitCodes:
    def test_exit_zero_forgives_findings_and_nothing_else(self) -> None:
        assert run("check", "a.txt").exit_code == 1
        assert run("check", "a.txt", "--exit-zero").exit_code == 0
        assert run("check", "a.txt", "nowhere.txt", "--exit-zero").exit_code == 2

    def test_warnings_may_be_counted(self) -> None:
        assert run("check", "a.txt", "--select", "encoding").exit_code == 0
        assert run("check", "a.txt", "--select", "encoding", "--max-warnings", "0").exit_code == 1


class TestWhereReportsGo:
    def test_a_file(self) -> None:
        result = run("check", "a.txt", "--format", "json", "--output-file", "report.json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert json.loads(Path("report.json").read_text(encoding="utf-8"))["summary"]["findings"] == 3
        result = run("check", "a.txt", "-o", "no/such/folder/report.txt")
        assert (result.exit_code, "can't be written" in result.stderr) == (2, True)

    def test_quiet_leaves_the_summary_out(self) -> None:
        assert "3 findings" in run("check", "a.txt").stdout
        assert "3 findings" not in run("check", "a.txt", "--quiet").stdout
        assert run("check", "a.txt", "-q", "--select", "names").stdout == ""

    def test_colours(self) -> None:
        assert "\x1b[" not in run("check", "a.txt").stdout
        assert "\x1b[" in run("check", "a.txt", "--color", "always").stdout

    def test_statistics_count_rules(self) -> None:
        Path("b.txt").write_text("He doesnt know, and she doesnt care.\n", encoding="utf-8")
        lines = run("check", "a.txt", "b.txt", "--statistics").stdout.splitlines()
        assert lines[0].split() == ["3", APOSTROPHE, "apostrophes,", "2", "documents"]
        told = json.loads(run("check", "a.txt", "b.txt", "--statistics", "--format", "json").stdout)
        assert told["statistics"][0] == {"rule": APOSTROPHE, "family": "apostrophes", "findings": 3, "documents": 2}


class TestExclude:
    def test_a_searched_folder_leaves_out_what_is_excluded(self) -> None:
        Path("drafts").mkdir()
        Path("drafts/b.txt").write_text(COPY, encoding="utf-8")
        Path("copylint.toml").write_text('exclude = ["drafts/"]\n', encoding="utf-8")
        assert run("check", ".").stdout.endswith("1 file, 3 findings: 2 errors, 1 warning\nverdict: fail\n")
        assert run("check", "drafts/b.txt").exit_code == 1
        assert (
            run("check", "drafts/b.txt", "a.txt", "--force-exclude", "--ignore", "apostrophes,spacing").exit_code == 0
        )
        assert run("check", ".", "--exclude", "*.txt").exit_code == 2


class TestSettingsCommands:
    def test_each_value_tells_where_it_comes_from(self) -> None:
        Path("copylint.toml").write_text('fail-on = "warning"\nselect = ["names"]\n', encoding="utf-8")
        told = json.loads(run("settings", "--format", "json", "--config", "max-warnings=3").stdout)["settings"]
        assert told["fail-on"] == {"value": "warning", "from": str(Path("copylint.toml").resolve())}
        assert told["max-warnings"] == {"value": 3, "from": "the command line"}
        assert told["ignore"] == {"value": None, "from": None}
        text = run("settings").stdout
        assert f'select = ["names"]  # {Path("copylint.toml").resolve()}' in text
        assert "by default: rules, entities" in text

    def test_init_writes_a_file_in_which_every_example_holds(self) -> None:
        assert run("init").exit_code == 0
        written = Path("copylint.toml").read_text(encoding="utf-8")
        assert written == starting_file()
        assert Settings.load() == Settings(path=Path("copylint.toml").resolve())
        for path in ("our-rules", "our-names.csv"):
            Path(path).mkdir()
        bare = "\n".join(
            line.removeprefix("# ") for line in written.splitlines() if "= " in line or line == "# [[source]]"
        )
        Path("copylint.toml").write_text(bare, encoding="utf-8")
        assert set(Settings.load().file) == {*keys(), SOURCE}
        assert run("init").exit_code == 2
        assert run("init", "no/such").exit_code == 2

    def test_the_schema_says_what_the_reader_takes(self) -> None:
        shipped = json.loads((ROOT / "docs" / "copylint.schema.json").read_text(encoding="utf-8"))
        assert shipped == schema() == json.loads(run("settings", "--schema").stdout)
        validator = jsonschema.Draft202012Validator(schema())
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        example = tomllib.loads(readme.split("```toml\n")[1].split("```")[0])
        assert list(validator.iter_errors(example)) == []
        mistakes: list[dict[str, Any]] = [{"fail-on": "fatal"}, {"selct": []}, {"max-warnings": -1}, {SOURCE: [{}]}]
        for wrong in mistakes:
            assert list(validator.iter_errors(wrong))

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--config", "nowhere.toml"), "nowhere.toml: expected a settings file"),
            (("--config", "fail-on=fatal"), "--config: fail-on: expected"),
            (("--config", "failon=error"), "--config: failon: expected fail-on"),
            (("--config", "a.toml", "--config", "b.toml"), "expected one settings file"),
            (("--isolated", "--config", "a.toml"), "expected no --config FILE"),
        ],
    )
    def test_what_makes_no_sense_is_told(self, arguments: tuple[str, ...], said: str) -> None:
        result = run("check", "a.txt", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr

    def test_settings_can_be_made_in_python(self) -> None:
        settings: Any = Settings.of(select=["names"], fail_on="warning", min_confidence="certain")
        assert (settings.policy.select, settings.policy.least) == (frozenset({"names"}), Confidence.CERTAIN)


@pytest.mark.skipif(os.name != "posix", reason="stops the program by a signal of POSIX")
def test_watch_checks_again_when_a_file_changes(desk: Path) -> None:
    log = desk / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "copylint", "check", "a.txt", "--watch", "--format", "concise"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        try:
            awaited(log, "watching")
            for _ in range(100):
                (desk / "a.txt").write_text("He doesnt know what the council said.\n", encoding="utf-8")
                time.sleep(0.3)
                if "a.txt:1:4: contraction-without-apostrophe" in log.read_text(encoding="utf-8"):
                    break
            awaited(log, "a.txt:1:4: contraction-without-apostrophe")
        finally:
            process.terminate()
            process.wait()


def awaited(log: Path, words: str) -> None:
    deadline = time.monotonic() + 60
    while words not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
        time.sleep(0.1)
