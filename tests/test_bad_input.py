"""What cannot be read, used or trusted: it is told on stderr, the rest is done, and nothing passes unread."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from copylint.app import app, main
from copylint.checks import mechanism
from copylint.checks._base import Check
from copylint.model.document import Document
from copylint.model.finding import Finding

RULE = """
message = "Placeholder left in."
check = "pattern"
severity = "error"
confidence = "certain"
[params]
pattern = "zorg"
[docs]
what = "Finds a placeholder."
why = "A reader cannot use it."
[[example]]
bad = "one zorg two"
find = ["zorg"]
[[example]]
good = "one word two"
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and one rule, and none of the shipped ones."""
    own = tmp_path / "shipped"
    own.mkdir()
    monkeypatch.setattr("copylint.pipeline.own_rules", lambda: own)
    monkeypatch.chdir(tmp_path)
    write("copylint.toml", 'rules = ["./my-rules"]\n')
    write("my-rules/boilerplate/zorg-left-in.toml", RULE)
    write("a.txt", "one zorg two\n")
    return tmp_path


def write(path: str, content: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin)


BINARY = {"nul.txt": b"one zorg\0 two", "pdf.txt": b"%PDF-1.7\nzorg", "utf16.txt": b"\xff\xfe\x00\xd8\x41\x00"}
UNREADABLE = ["missing.txt", "nothing-*.txt", *BINARY, "loop.txt", "empty"]


@pytest.fixture(params=UNREADABLE)
def unread(request: pytest.FixtureRequest) -> str:
    """The path of something that cannot be read."""
    path = str(request.param)
    if path in BINARY:
        write(path, BINARY[path])
    elif path == "loop.txt":
        Path(path).symlink_to(path)
    elif path == "empty":
        Path(path).mkdir()
    return path


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(unread: str) -> None:
    result = run("check", unread, "a.txt", "--format", "concise")
    assert result.exit_code == 2
    assert result.stdout == "a.txt:1:5: zorg-left-in Placeholder left in.\n"
    [line] = result.stderr.splitlines()
    assert line.startswith(f"copylint: {unread}: ")
    assert line != f"copylint: {unread}: "


def test_a_run_that_read_nothing_is_still_a_whole_report(unread: str) -> None:
    result = run("check", unread, "--format", "json")
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    assert report["files"] == []
    assert [e["path"] for e in report["errors"]] == [unread]
    assert report["errors"][0]["message"]
    assert report["summary"]["files"] == 0


def test_binary_on_standard_input_bears_its_name() -> None:
    result = run("check", "-", "--stdin-filename", "wire.txt", stdin=b"a\0b")
    assert result.exit_code == 2
    assert result.stderr.startswith("copylint: wire.txt: not text")


def test_a_folder_goes_on_after_a_file_that_cannot_be_read() -> None:
    write("wire/a.txt", "zorg")
    write("wire/b.txt", b"\0")
    write("wire/c.txt", "zorg")
    result = run("check", "wire", "--format", "json")
    report = json.loads(result.stdout)
    assert [f["path"] for f in report["files"]] == ["wire/a.txt", "wire/c.txt"]
    assert [e["path"] for e in report["errors"]] == ["wire/b.txt"]
    assert report["summary"]["findings"] == 2
    assert result.exit_code == 2


def test_undecodable_copy_is_guessed_not_refused() -> None:
    write("old.txt", "The minister’s zorg cost €3m, “a lot”.\n".encode("cp1252"))
    report = json.loads(run("check", "old.txt", "--format", "json").stdout)
    assert report["files"][0]["encoding"] == "cp1252"
    assert report["errors"] == []
    assert [f["text"] for f in report["files"][0]["findings"] if f["rule"] == "zorg-left-in"] == ["zorg"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xef\xbb\xbfone zorg\n", (1, 5)),
        ("one zorg two words\n".encode("utf-16"), (1, 5)),
        ("one zorg two words\n".encode("utf-16-le"), (1, 5)),
        (b"one\rtwo\rthree zorg\r", (3, 7)),
        (b"one\r\ntwo zorg\r\n", (2, 5)),
        ("日本 😀 zorg\n".encode(), (1, 6)),
    ],
)
def test_places_in_every_encoding_and_line_end(content: bytes, place: tuple[int, int]) -> None:
    write("place.txt", content)
    line, column = place
    assert run("check", "place.txt", "--format", "concise").stdout.startswith(f"place.txt:{line}:{column}: ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("message = ", ("TOML",)),
        (b"\xff", ("TOML",)),
        (RULE.replace("severity", "severty"), ("severty", "severity")),
        (RULE.replace('"error"', '"fatal"'), ("severity", "fatal", "error or warning or info")),
        (RULE.replace('"zorg"\n[docs]', "7\n[docs]"), ("params.pattern", "7")),
        (RULE.replace('check = "pattern"', 'check = "patern"'), ("check", "patern", "pattern")),
        (RULE.replace("pattern =", "patern ="), ("params.patern", "pattern")),
        (RULE.replace('what = "Finds a placeholder."', ""), ("docs.what",)),
        (RULE.replace("[[example]]", "sources = 'a book'\n[[example]]", 1), ("docs.sources", "a book")),
        (RULE.replace('find = ["zorg"]', 'find = "zorg"'), ("example 1.find", "zorg")),
        (RULE.replace('bad = "one zorg two"', "bad = 3"), ("example 1.bad", "3")),
        (RULE.split("[[example]]", maxsplit=1)[0], ("example",)),
        (RULE.replace("[params]", "[evidence]\ncause = 3\n[params]"), ("evidence.cause", "3")),
        ("evidence = 3\n" + RULE, ("evidence", "a table", "3")),
        ("example = 3\n" + RULE.split("[[example]]", maxsplit=1)[0], ("example", "3")),
        (RULE.replace('good = "one word two"', 'bad = "x zorg"\nfind = ["zorg"]'), ("example", "good")),
    ],
)
def test_a_broken_rule_names_file_and_key(content: str | bytes, words: tuple[str, ...]) -> None:
    write("my-rules/boilerplate/broken.toml", content)
    for command in (
        ("check", "a.txt"),
        ("check", "a.txt", "--format", "json"),
        ("rules",),
        ("explain", "zorg-left-in"),
    ):
        result = run(*command)
        assert result.exit_code == 2, command
        assert not result.stdout
        [line] = result.stderr.splitlines()
        assert "broken.toml" in line
        assert all(word in line for word in words), line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("rules = ", ("TOML",)),
        ("fail_on = 'error'", ("fail_on", "fail-on")),
        ("fail-on = 'never'", ("fail-on", "never", "error")),
        ("fail-on = 3", ("fail-on", "3")),
        ("fail-on = ['error']", ("fail-on", "['error']")),
        ("show = 'info'", ("show", "info or possible")),
        ("show = ['all']", ("show", "all")),
        ("rules = './my-rules'", ("rules", "a list of paths")),
        ("rules = ['./gone']", ("rules", "gone")),
        ("entities = ['./gone.tsv']", ("entities", "gone.tsv")),
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_broken_settings_name_file_and_key(content: str, words: tuple[str, ...], named: bool) -> None:  # noqa: FBT001
    name = "mine.toml" if named else "copylint.toml"
    write(name, content)
    for command in (("check", "a.txt"), ("check", "a.txt", "--format", "json"), ("rules",)):
        result = run(*command, *(("--config", name) if named else ()))
        assert result.exit_code == 2
        assert not result.stdout
        [line] = result.stderr.splitlines()
        assert name in line
        assert all(word in line for word in words), line


def test_a_pattern_that_is_none_names_file_and_key() -> None:
    write("my-rules/boilerplate/broken.toml", RULE.replace('pattern = "zorg"', 'pattern = "zo(rg"'))
    result = run("check", "a.txt")
    assert result.exit_code == 2
    assert not result.stdout
    [line] = result.stderr.splitlines()
    assert "broken.toml: params.pattern: " in line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("feed = 3", ("feed", "3")),
        ("[feed]\nproof_needed = 1", ("feed.message",)),
        ("[feed]\nmessage = 'lost'\nproof_need = 1", ("feed.proof_need", "proof_needed")),
        ("[feed]\nmessage = 'lost'\nproof_needed = 'two'", ("feed.proof_needed", "two")),
        ("[feed", ("TOML",)),
    ],
)
def test_broken_causes_name_file_and_key(content: str, words: tuple[str, ...]) -> None:
    write("my-rules/causes.toml", content)
    result = run("check", "a.txt")
    assert result.exit_code == 2
    assert not result.stdout
    [line] = result.stderr.splitlines()
    assert "causes.toml" in line
    assert all(word in line for word in words), line


@pytest.mark.parametrize("content", ["tool = 3", "[tool]\ncopylint = 3"])
def test_a_pyproject_that_is_no_table_is_told_or_passed_over(content: str) -> None:
    Path("copylint.toml").unlink()
    write("pyproject.toml", content)
    result = run("check", "a.txt")
    assert result.exit_code in {0, 2}
    assert not isinstance(result.exception, (TypeError, AttributeError))


class FailsAtOnce(Check):
    """Fails before it yields anything."""

    about = "fails"

    def find(self, doc: Document) -> Iterable[Finding]:
        raise ZeroDivisionError(doc.text)


class FailsHalfway(Check):
    """Fails when it is asked for a finding."""

    about = "fails"

    def find(self, doc: Document) -> Iterator[Finding]:
        yield from (1 // 0 for _ in doc.text)  # type: ignore[misc]


@pytest.mark.parametrize("kind", [FailsAtOnce, FailsHalfway])
def test_a_check_that_fails_is_told_and_the_others_run(kind: type[Check], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("copylint.engine.run", "copylint.rulepacks.load"):
        monkeypatch.setattr(f"{module}.mechanism", lambda name: kind if name == "failing" else mechanism(name))
    broken = RULE.replace('"pattern"', '"failing"').replace('pattern = "zorg"', "")
    write("my-rules/boilerplate/always-fails.toml", broken)
    result = run("check", "a.txt", "--format", "json")
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    assert [f["rule"] for f in report["files"][0]["findings"]] == ["zorg-left-in"]
    assert report["errors"][0]["path"] == "a.txt"
    assert "failing failed: ZeroDivisionError" in report["errors"][0]["message"]
    assert result.stderr.startswith("copylint: a.txt: the check failing failed")


def test_a_defect_of_our_own_is_two_never_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("copylint.pipeline.Pipeline.opened", fail)
    monkeypatch.setattr("sys.argv", ["copylint", "check", "a.txt"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "please report" in capsys.readouterr().err


def test_controls_in_copy_paths_and_errors_never_reach_the_terminal() -> None:
    nasty = "\x1b]0;owned\x07\x9b31m\u202ezorg\u2069\x7f"
    name = f"x{nasty}.txt"
    write(name, f"one {nasty} zorg\n")
    for form in ("text", "concise"):
        result = run("check", name, f"gone{nasty}.txt", "--format", form)
        assert "zorg-left-in" in result.stdout
        for said in (result.stdout, result.stderr):
            assert not set(said) & set("\x1b\x07\x9b\u202e\u2069\x7f")
    assert "\\x1b]0;owned" in run("check", name).stdout
    assert json.loads(run("check", name, "--format", "json").stdout)["files"][0]["path"] == name


def test_one_line_of_five_megabytes() -> None:
    sentence = "The minister said that the harbour would open again in spring. "
    write("long.txt", sentence * 40_000 + "A zorg here. " + sentence * 40_000)
    result = run("check", "long.txt")
    column = len(sentence) * 40_000 + 3
    assert f"1:{column}  error  Placeholder left in.  zorg-left-in" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 110
    assert result.exit_code == 1


def test_an_empty_file_is_read(desk: Path) -> None:
    (desk / "empty.txt").touch()
    result = run("check", "empty.txt", "--format", "json")
    assert result.exit_code == 0
    assert [f["path"] for f in json.loads(result.stdout)["files"]] == ["empty.txt"]


def test_a_device_is_read_like_a_file() -> None:
    assert run("check", os.devnull).exit_code == 0
