"""A plain `check`, run without typer, says and does what typer's command does."""

from __future__ import annotations

import enum
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from copylint import __main__ as start
from copylint.app import app
from copylint.frontends._check_options import Format
from copylint.frontends._plain import SWITCHES, run, understood
from copylint.frontends.check import check
from copylint.reports.formats import FORMATS
from desk import FEED, copy, furnish
from desk import run as by_typer

COMMAND = typer.main.get_command(app).commands["check"]  # type: ignore[attr-defined]
OPTIONS = {option.name: option for option in COMMAND.params}
LIGHT = ("typer", "click", "rich", "pydantic", "tomllib", "sqlite3", "multiprocessing", "importlib.metadata", "wcwidth")
TELL_MODULES = """
import sys
from copylint.__main__ import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    furnish(tmp_path, monkeypatch)
    copy("one zorg two\nthree zwarn four\n")
    copy("one zinfo two\n", "b.txt")
    copy(FEED, "feed.xml")
    (tmp_path / "c.txt").write_bytes(b"\0\1\2")
    return tmp_path


@pytest.fixture
def plainly(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def check_plainly(*words: str) -> tuple[int, str, str]:
        given = understood(words)
        assert given is not None
        code = run(given)
        return (code, *capsys.readouterr())

    return check_plainly


def value(default: object) -> object:
    return default.value if isinstance(default, enum.Enum) else default


def test_what_is_taken_for_granted_is_what_typer_has() -> None:
    assert {name: value(option.default) for name, option in OPTIONS.items() if name != "paths"} == check.__kwdefaults__


@pytest.mark.parametrize(("switch", "name"), SWITCHES.items())
def test_a_switch_is_one_of_typers(switch: str, name: str) -> None:
    option = OPTIONS[name]
    assert option.is_flag
    assert option.nargs == 1
    assert not option.multiple
    assert (switch in option.opts, option.secondary_opts) == (True, [])


def test_the_formats_are_those_typer_takes() -> None:
    assert [form.value for form in Format] == list(FORMATS)
    assert OPTIONS["form"].opts == ["--format"]
    assert [option.name for option in COMMAND.params if option.param_type_name == "argument"] == ["paths"]


@pytest.mark.parametrize(
    "words",
    [
        ("a.txt",),
        ("a.txt", "b.txt", "feed.xml"),
        (".",),
        ("*.txt",),
        ("a.txt", "--format", "concise", "--exit-zero"),
        ("--format", "json", "--format", "concise", "a.txt"),
        ("a.txt", "--no-cache", "--quiet", "--quiet"),
        (".", "--jobs", "1", "--jobs", "2"),
        ("a.txt", "--statistics"),
        ("--isolated", "a.txt"),
        ("--force-exclude", "a.txt"),
        ("a.txt", "--diff"),
        ("a.txt", "--diff", "--unsafe-fixes", "--show-fixes"),
        ("gone.txt",),
        ("c.txt", "a.txt"),
        ("a.txt", "a\udcff.txt"),
        ("",),
        ("a.txt", ""),
        ("a.txt", "-", "--fix"),
        *((".", "--format", form) for form in FORMATS),
    ],
    ids=lambda words: ascii(" ".join(words)),
)
def test_both_ways_give_the_same(words: tuple[str, ...], plainly: Callable[..., tuple[int, str, str]]) -> None:
    expected = by_typer("check", *words)
    assert plainly(*words) == (expected.exit_code, expected.stdout, expected.stderr)


def test_standard_input_and_mended_files_are_the_same(
    desk: Path, plainly: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = by_typer("check", "-", stdin=b"one zorg two")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"one zorg two")))
    assert plainly("-") == (expected.exit_code, expected.stdout, expected.stderr)
    before = (desk / "a.txt").read_text(encoding="utf-8")
    mended = by_typer("check", "a.txt", "--fix")
    after = (desk / "a.txt").read_text(encoding="utf-8")
    (desk / "a.txt").write_text(before, encoding="utf-8")
    assert plainly("a.txt", "--fix") == (mended.exit_code, mended.stdout, mended.stderr)
    assert (desk / "a.txt").read_text(encoding="utf-8") == after != before


@pytest.mark.parametrize("text", ["rules = [", 'rules = ["gone"]', "selects = []", 'select = ["no-such-rule"]'])
def test_broken_settings_are_told_the_same(text: str, desk: Path, plainly: Callable[..., tuple[int, str, str]]) -> None:
    (desk / "copylint.toml").write_text(text, encoding="utf-8")
    expected = by_typer("check", "a.txt")
    assert plainly("a.txt") == (2, "", expected.stderr)
    assert expected.exit_code == 2
    assert expected.stderr.startswith("copylint: ")


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt, 130), (ZeroDivisionError, 2)])
def test_what_stops_it_ends_it_the_same(
    stop: type[BaseException],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise stop

    monkeypatch.setattr("copylint.pipeline.Pipeline.opened", fail)
    monkeypatch.setattr("gc.freeze", lambda: None)  # this process goes on
    ends = []
    for words in (["a.txt"], ["--color", "never", "a.txt"]):  # the second takes typer
        monkeypatch.setattr("sys.argv", ["copylint", "check", *words])
        with pytest.raises(SystemExit) as stopped:
            start.main()
        said = capsys.readouterr()
        ends.append((stopped.value.code, said.out, said.err.splitlines()[-1:]))
    assert ends[0] == ends[1]
    assert ends[0][0] == code


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--no-cache",),
        ("--help",),
        ("a.txt", "-q"),
        ("a.txt", "--"),
        ("--", "a.txt"),
        ("a.txt", "--format"),
        ("a.txt", "--format", "xml"),
        ("a.txt", "--format=json"),
        ("a.txt", "--no-cach"),
        ("a.txt", "--no-no-cache"),
        ("a.txt", "--select", "names"),
        ("a.txt", "--jobs"),
        ("a.txt", "--jobs", "0"),
        ("a.txt", "--jobs", "-1"),
        ("a.txt", "--jobs", "two"),
        ("a.txt", "--jobs=2"),
    ],
    ids=" ".join,
)
def test_everything_else_is_typers(words: tuple[str, ...]) -> None:
    assert understood(words) is None


@pytest.mark.parametrize("words", [("a.txt",), ("a.txt", "--no-cache", "--format", "json")])
def test_a_plain_check_loads_little(words: tuple[str, ...]) -> None:
    Path("copylint.toml").unlink()
    told = (
        "import sys\nfrom copylint.__main__ import main\ntry:\n main()\nfinally:\n print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", told, "check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    heavy = set(LIGHT) & set(done.stderr.split())
    assert not heavy, "with new rules: install anew (pip install -e .), which parses them"
    assert "copylint.pipeline" in done.stderr.split()
