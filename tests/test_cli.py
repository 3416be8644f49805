"""The commands people type, from their arguments to their exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copylint import __version__
from copylint.reports import progress as progress_module
from copylint.reports.progress import Progress
from desk import copy, furnish, run


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return furnish(tmp_path, monkeypatch)


def shell(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "copylint", *args]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env=os.environ | env)


@pytest.mark.parametrize(
    ("text", "args", "code"),
    [
        ("one word two", (), 0),
        ("one zorg two", (), 1),
        ("one zwarn two", (), 0),
        ("one zwarn two", ("--fail-on", "warning"), 1),
        ("one zinfo two", ("--fail-on", "warning"), 0),
        ("one zinfo two", ("--fail-on", "info"), 1),
        ("one zinfo two", ("--show", "info"), 0),
        ("one zmaybe two", (), 0),
        ("one zmaybe two", ("--show", "possible"), 1),
        ("", (), 0),
    ],
)
def test_exit_codes(text: str, args: tuple[str, ...], code: int) -> None:
    if not text:
        text = "one word two\n"
    assert run("check", copy(text), *args).exit_code == code


@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("check", "a.txt", "--format", "xml"),
        ("check", "a.txt", "--fail-on", "sometimes"),
        ("check", "a.txt", "--show", "everything"),
        ("check", "a.txt", "--nonsense"),
        ("check", "a.txt", "--config", "missing.toml"),
        ("explain",),
        ("explain", "no-such-rule"),
        ("rules", "--format", "xml"),
        ("frobnicate",),
    ],
)
def test_wrong_usage_is_two_and_prints_nothing_on_stdout(args: tuple[str, ...]) -> None:
    copy("one zorg two")
    result = run(*args)
    assert result.exit_code == 2
    assert not result.stdout
    assert result.stderr


def test_concise_is_one_line_a_finding() -> None:
    result = run("check", copy("one\ntwo zorg\nzwarn"), "--format", "concise")
    assert result.stdout == ("a.txt:2:5: zorg-left-in Left in: zorg.\na.txt:3:1: zwarn-left-in Left in: zwarn.\n")
    assert not result.stderr


def test_concise_is_silent_on_sound_copy() -> None:
    assert not run("check", copy("Sound copy."), "--format", "concise").output


def test_text_names_file_place_copy_and_totals() -> None:
    result = run("check", copy("one zorg two"))
    assert "1:5  error  Left in: zorg.  zorg-left-in" in result.stdout
    assert "      one zorg two\n          ^^^^\n      → word\n" in result.stdout
    assert result.stdout.endswith("1 file, 1 finding: 1 error\nverdict: fail\n")
    assert "\x1b" not in result.stdout


def test_sound_copy_in_a_line() -> None:
    assert run("check", copy("one word two")).stdout == "1 file, nothing found\n"


def test_json_is_the_contract() -> None:
    result = run("check", copy("one zorg two"), copy("Sound.", "b.txt"), "--format", "json")
    report = json.loads(result.stdout)
    assert report["schema_version"] == 1
    assert report["tool"] == {"name": "copylint", "version": __version__}
    assert [f["path"] for f in report["files"]] == ["a.txt", "b.txt"]
    assert [f["verdict"] for f in report["files"]] == ["fail", "pass"]
    found = report["files"][0]["findings"][0]
    assert (found["line"], found["column"], found["end_column"], found["text"]) == (1, 5, 9, "zorg")
    assert report["summary"] == {"files": 2, "findings": 1, "errors": 1, "warnings": 0}
    assert report["errors"] == []


def test_standard_input_and_its_name() -> None:
    assert "-:1:1: zorg" in run("check", "-", "--format", "concise", stdin=b"zorg").stdout
    named = run("check", "-", "--stdin-filename", "wire/1.txt", "--format", "concise", stdin=b"zorg")
    assert named.stdout.startswith("wire/1.txt:1:1: zorg")


def test_settings_file_of_ones_own() -> None:
    copy("one zwarn two")
    Path("strict.toml").write_text('rules = ["./my-rules"]\nfail-on = "warning"\n', encoding="utf-8")
    assert run("check", "a.txt", "--config", "strict.toml").exit_code == 1
    assert run("check", "a.txt", "--config", "strict.toml", "--fail-on", "error").exit_code == 0


def test_settings_in_a_pyproject_of_ones_own() -> None:
    Path("other").mkdir()
    Path("other/pyproject.toml").write_text('[tool.copylint]\nrules = ["../my-rules"]\n', encoding="utf-8")
    assert run("check", copy("zorg"), "--config", "other/pyproject.toml").exit_code == 1
    Path("other/pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert run("check", copy("zorg"), "--config", "other/pyproject.toml").exit_code == 2


def test_the_command_line_wins_over_the_settings() -> None:
    Path("copylint.toml").write_text('rules = ["./my-rules"]\nshow = ["info"]\n', encoding="utf-8")
    copy("zinfo zmaybe")
    assert "zinfo-left-in" in run("check", "a.txt").stdout
    shown = run("check", "a.txt", "--show", "possible").stdout
    assert "zmaybe-left-in" in shown
    assert "zinfo-left-in" not in shown


def test_rules_are_listed_by_family() -> None:
    lines = run("rules").stdout.splitlines()
    assert lines[0] == "boilerplate"
    assert "  zorg-left-in    error    certain   Left in: {text}." in lines
    assert lines[-1] == "4 rules"


def test_rules_as_json() -> None:
    listing = json.loads(run("rules", "--format", "json").stdout)
    assert [r["name"] for r in listing["rules"]] == [f"{n}-left-in" for n in ("zinfo", "zmaybe", "zorg", "zwarn")]
    assert listing["rules"][2]["severity"] == "error"
    assert listing["rules"][2]["family"] == "boilerplate"


def test_a_rule_explained() -> None:
    page = run("explain", "zorg-left-in").stdout
    for words in (
        "zorg-left-in",
        "family boilerplate, severity error, confidence certain, safe fix",
        "Finds a placeholder.",
        "A reader cannot use it.",
        "pattern = \\bzorg\\b",
        "  bad    one zorg two",
        "  fixed  one word two",
        "  good   one word two",
        "a desk's log",
    ):
        assert words in page


def test_an_unknown_rule_gets_the_nearest_names() -> None:
    result = run("explain", "zorg-left-inn")
    assert result.exit_code == 2
    assert not result.stdout
    assert "zorg-left-in" in result.stderr


def test_version_and_help() -> None:
    assert run("--version").stdout == f"copylint {__version__}\n"
    assert "check" in run("--help").stdout
    assert "--fail-on" in run("check", "--help").stdout


def test_as_a_module_without_colours() -> None:
    done = shell("check", copy("one zorg two ’"), FORCE_COLOR="1", COLUMNS="30")
    assert b"\x1b" not in done.stdout
    assert done.returncode == 1
    assert "      one zorg two ’\n".encode() in done.stdout


def test_a_stream_that_cannot_show_a_character_gets_an_escape() -> None:
    done = shell("check", copy("日本 zorg"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert b"\\u65e5\\u672c zorg" in done.stdout
    report = shell("check", "a.txt", "--format", "json", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert json.loads(report.stdout.decode("utf-8"))["files"][0]["findings"]


def test_a_path_that_is_not_utf_8() -> None:
    name = os.fsdecode(b"\xff.txt")
    Path(name).write_text("zorg", encoding="utf-8")
    report = json.loads(shell("check", ".", "--format", "json").stdout)
    assert report["files"][0]["path"].endswith("\udcff.txt")
    assert b"\\udcff.txt:1:1: zorg" in shell("check", name, "--format", "concise").stdout


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    copy("".join(f"Line {n} has a zorg.\n" for n in range(20_000)))
    command = [sys.executable, "-m", "copylint", "check", "a.txt", "--format", "concise"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert not process.stderr.read()
    assert process.returncode == 141


def test_an_interrupted_run_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("copylint.pipeline.Pipeline.report_found", interrupt)
    assert run("check", copy("zorg")).exit_code == 130


def on_terminal(*args: str, **env: str) -> str:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "copylint", *args]
    clean = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"} | env
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=clean):
        os.close(theirs)
        said = b""
        while True:
            try:
                chunk = os.read(ours, 65_536)
            except OSError:  # Linux gives EIO once the other end is closed
                break
            if not chunk:
                break
            said += chunk
    os.close(ours)
    return said.decode()


def test_a_terminal_gets_colours_unless_it_asks_for_none() -> None:
    copy("one zorg two")
    assert "\x1b[1;31merror\x1b[0m" in on_terminal("check", "a.txt")
    assert "\x1b" not in on_terminal("check", "a.txt", NO_COLOR="1")
    assert "\x1b" not in on_terminal("check", "a.txt", "--format", "json")


def test_progress_is_shown_only_after_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress_module, "SILENT_S", 0.05)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with Progress() as progress:
        read = progress.count(iter("abcd"))
        assert (next(read), next(read)) == ("a", "b")
        assert not capsys.readouterr().err
        time.sleep(0.2)
        next(read)
        progress.clear()
        next(read)
    assert "2 documents read" in capsys.readouterr().err
    with Progress(off=True) as progress:
        time.sleep(0.1)
        assert list(progress.count("ab")) == ["a", "b"]
    assert not capsys.readouterr().err
