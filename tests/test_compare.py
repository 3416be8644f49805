"""The commands compare and consensus, and check --together: what they say, where, in which format, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from copylint import keeping
from copylint.app import app
from copylint.comparing import Comparing
from copylint.model.report import ComparedReport
from copylint.pipeline import Pipeline
from copylint.reports.formats import FORMATS
from copylint.settings import Settings

ORIGINAL = """Halden ferry stays in port

HALDEN — The Halden ferry will not sail before Friday, the owners said, after its engine failed for the second time.

“We will not leave until the engine is safe,” Captain Mara Lund said on Tuesday. Some 1,400 passengers had booked.

The engineer, Olav Brekke, ordered a new pump from Ostrel. It costs 38,000 crowns and weighs 240 kilograms.
"""
COPY = """Halden ferry stays in port

HALDEN — The Halden ferry will not sail before Friday, the owners said, after its engine failed for the second time.

“We will not leave until the engine is ready,” Captain Mara Lunt said on Tuesday. Some 1,400 passengers had booked.

The engineer, Olav Brekke, ordered a new pump from Ostrel. It costs 36,000 crowns and weighs 240 kilograms.
"""
CHANGED = [
    ("quotation-altered", 5, 2, "original.txt", 5),
    ("name-changed", 5, 61, "original.txt", 5),
    ("number-changed", 7, 69, "original.txt", 7),
]
OTHER = """Growers in the Almera valley expect a poor harvest of plums this year, as frost came late in April.

The cooperative has sent home its pickers and closed two of its four presses until the autumn.
"""


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("original.txt", ORIGINAL), ("copy.txt", COPY), ("other.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(*arguments: str) -> list[dict[str, Any]]:
    report = json.loads(run(*arguments, "--format", "json").stdout)
    return [finding for file in report["files"] for finding in file["findings"]]


@pytest.mark.usefixtures("desk")
def test_changes_are_told_at_their_place_with_that_of_the_original() -> None:
    said = found("compare", "original.txt", "copy.txt")
    assert [
        (f["rule"], f["line"], f["column"], f["related"][0]["path"], f["related"][0]["line"]) for f in said
    ] == CHANGED
    assert {f["family"] for f in said} == {"drift"}
    place = {"line": 7, "column": 69, "end_line": 7, "end_column": 75}
    assert said[2]["related"] == [{"path": "original.txt", **place, "message": "the original: 38,000"}]
    assert said[2]["fix"]["edits"][0]["replacement"] == "38,000"
    assert said[2]["fix"]["safety"] == "unsafe"
    assert run("compare", "original.txt", "copy.txt").exit_code == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_changed(name: str) -> None:
    result = run("compare", "original.txt", "copy.txt", "--format", name)
    assert result.exit_code == 1
    assert "name-changed" in result.stdout or name in ("github", "junit")
    assert "copy.txt" in result.stdout


@pytest.mark.usefixtures("desk")
def test_sarif_points_into_the_original() -> None:
    log = json.loads(run("compare", "original.txt", "copy.txt", "--format", "sarif").stdout)
    (related,) = log["runs"][0]["results"][1]["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "original.txt"
    assert related["physicalLocation"]["region"]["startLine"] == 5


@pytest.mark.usefixtures("desk")
def test_the_text_shows_both_sides() -> None:
    said = run("compare", "original.txt", "copy.txt").stdout
    assert "[-Lund-]" in said
    assert "{+Lunt+}" in said
    assert "(2 paragraphs alike)" in said
    assert "name-changed, original.txt:5:60" in said
    assert "\x1b[" in run("compare", "original.txt", "copy.txt", "--color", "always").stdout


@pytest.mark.usefixtures("desk")
def test_the_same_copy_twice_is_sound() -> None:
    result = run("compare", "original.txt", "original.txt")
    assert (result.exit_code, result.stdout) == (0, "1 file, nothing found\n")
    assert "says the same as original.txt, letter by letter" in result.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("command", ["compare", "consensus"])
def test_a_waiver_file_that_was_named_has_to_be_there(command: str) -> None:
    result = run(command, "original.txt", "copy.txt", "--waivers", "none.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--waivers: expected a file that is there, found 'none.toml'" in result.stderr


@pytest.mark.usefixtures("desk")
def test_what_is_no_copy_is_said_and_the_others_are_compared() -> None:
    result = run("compare", "original.txt", "other.txt", "copy.txt", "--format", "json")
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    assert [e["path"] for e in report["errors"]] == ["other.txt"]
    assert report["errors"][0]["message"].startswith("is no copy of original.txt: they have ")
    assert [(f["path"], len(f["findings"])) for f in report["files"]] == [("other.txt", 0), ("copy.txt", 3)]


def test_a_copy_in_another_language_is_said(desk: Path) -> None:
    text = """Die Fähre von Halden bleibt im Hafen, sagten die Eigentümer am Dienstag, weil die Maschine zum zweiten Mal
ausgefallen ist und niemand weiß, wann sie wieder fährt. Der Ingenieur Olav Brekke hat eine neue Pumpe bestellt."""
    (desk / "copy.txt").write_text(text, encoding="utf-8")
    result = run("compare", "original.txt", "copy.txt")
    assert result.exit_code == 2
    assert "copy.txt: is in another language (de) than original.txt (en)" in result.stderr


@pytest.mark.parametrize("text", ["", "\n\n", "…"])
def test_an_empty_copy_and_an_empty_original_are_said(desk: Path, text: str) -> None:
    (desk / "empty.txt").write_text(text, encoding="utf-8")
    assert run("compare", "original.txt", "empty.txt").exit_code == 2
    assert "empty.txt: holds no words to compare with" in run("compare", "original.txt", "empty.txt").stderr
    assert run("compare", "empty.txt", "copy.txt").exit_code == 2


@pytest.mark.usefixtures("desk")
def test_what_is_not_there_and_what_has_several_documents_is_no_original(desk: Path) -> None:
    assert run("compare", "nowhere.txt", "copy.txt").exit_code == 2
    (desk / "feed.jsonl").write_text('{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n', encoding="utf-8")
    result = run("compare", "feed.jsonl", "copy.txt")
    assert result.exit_code == 2
    assert "an original is one document, and this holds 2" in result.stderr


def test_of_a_feed_each_item_that_is_a_copy_is_compared(desk: Path) -> None:
    records = [{"id": "a", "text": OTHER}, {"id": "b", "text": COPY}]
    (desk / "feed.jsonl").write_text("".join(f"{json.dumps(r)}\n" for r in records), encoding="utf-8")
    said = found("compare", "original.txt", "feed.jsonl")
    assert [(f["rule"], f["item"]) for f in said] == [(rule, "b") for rule, *_ in CHANGED]
    assert {f["line"] for f in said} == {2}


@pytest.mark.usefixtures("desk")
def test_copies_come_from_standard_input_and_reports_go_to_a_file(desk: Path) -> None:
    result = run("compare", "original.txt", "-", "--format", "concise", "-o", "report.txt", stdin=COPY)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = (desk / "report.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["-:5:2:", "-:5:61:", "-:7:69:"]


@pytest.mark.usefixtures("desk")
def test_settings_hold_as_for_check(desk: Path) -> None:
    assert [f["rule"] for f in found("compare", "original.txt", "copy.txt", "--select", "name-changed")] == [
        "name-changed"
    ]
    assert found("compare", "original.txt", "copy.txt", "--ignore", "drift") == []
    (desk / "copylint.toml").write_text('[severity]\ndrift = "warning"\n', encoding="utf-8")
    result = run("compare", "original.txt", "copy.txt")
    assert result.exit_code == 0
    assert "verdict: pass" in result.stdout
    assert run("compare", "original.txt", "copy.txt", "--fail-on", "warning").exit_code == 1
    assert run("compare", "original.txt", "copy.txt", "--fail-on", "warning", "--exit-zero").exit_code == 0


@pytest.mark.usefixtures("desk")
def test_what_is_waived_is_left_as_it_is(desk: Path) -> None:
    comparing = Comparing(Pipeline(Settings()))
    report = comparing.compare(comparing.original("original.txt"), comparing.original("copy.txt"))
    assert isinstance(report, ComparedReport)
    keeping.waive(comparing.pipeline, report.findings[1], report.document, "she spells it so")
    assert (desk / ".copylint-waivers.toml").exists()
    assert [f["rule"] for f in found("compare", "original.txt", "copy.txt")] == ["quotation-altered", "number-changed"]


@pytest.mark.usefixtures("desk")
def test_the_one_that_stands_alone_is_told_with_the_votes(desk: Path) -> None:
    (desk / "third.txt").write_text(ORIGINAL.replace("for the second time", "again"), encoding="utf-8")
    result = run("consensus", "original.txt", "third.txt", "copy.txt", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    said = {file["path"]: file["findings"] for file in report["files"]}
    assert (said["original.txt"], said["third.txt"]) == ([], [])
    assert [f["rule"] for f in said["copy.txt"]] == ["quotation-alone", "name-alone", "number-alone"]
    assert said["copy.txt"][1]["why"].startswith("2 of 2 other copies that have this passage agree on “Lund”.")
    assert [r["path"] for r in said["copy.txt"][1]["related"]] == ["original.txt", "third.txt"]


@pytest.mark.usefixtures("desk")
def test_of_two_copies_both_places_are_shown() -> None:
    result = run("consensus", "copy.txt", "original.txt", "--format", "json")
    (_, second) = json.loads(result.stdout)["files"]
    assert [(f["rule"], f["related"][0]["path"], f["related"][0]["line"]) for f in second["findings"]] == [
        ("copies-disagree", "copy.txt", 5),
        ("copies-disagree", "copy.txt", 5),
        ("copies-disagree", "copy.txt", 7),
    ]
    assert result.exit_code == 0


@pytest.mark.usefixtures("desk")
def test_what_is_a_copy_of_none_of_the_others_is_said() -> None:
    result = run("consensus", "original.txt", "copy.txt", "other.txt")
    assert result.exit_code == 2
    assert "other.txt: is no copy of any of the others" in result.stderr


def test_a_folder_is_grouped_before_its_copies_are_held_against_one_another(desk: Path) -> None:
    (desk / "third.txt").write_text(ORIGINAL, encoding="utf-8")
    folder = desk / "wire"
    folder.mkdir()
    for name in ("original.txt", "third.txt", "copy.txt", "other.txt"):
        (desk / name).rename(folder / name)
    (folder / "copy.txt").write_text(COPY.replace("ordered a", "ordered a a"), encoding="utf-8")
    result = run("check", "wire", "--together", "--format", "json")
    said = {file["path"]: [f["rule"] for f in file["findings"]] for file in json.loads(result.stdout)["files"]}
    assert said == {
        "wire/copy.txt": ["quotation-alone", "name-alone", "word-repeated", "number-alone"],
        "wire/original.txt": [],
        "wire/other.txt": [],
        "wire/third.txt": [],
    }
    assert result.exit_code == 1
    assert run("check", "wire", "--together", "--fix").exit_code == 2


@pytest.mark.usefixtures("desk")
def test_comparing_that_fails_is_reported_and_the_others_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("halves")

    monkeypatch.setattr("copylint.copies.compare.changed_headline", broken)
    result = run("compare", "original.txt", "copy.txt")
    assert result.exit_code == 2
    assert "copy.txt: not compared: ZeroDivisionError: halves" in result.stderr
    result = run("consensus", "original.txt", "copy.txt")
    assert result.exit_code == 2
    assert "not compared: ZeroDivisionError: halves" in result.stderr
