"""Damage that was there before: what the baseline knows again, what is new, what no longer occurs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copylint.model.source import Source
from copylint.pipeline import Pipeline
from copylint.settings import Settings
from desk import FEED, copy, furnish, places, run

FILE = Path(".copylint-baseline.json")
STORY = "The mate said zorg to all of them.\n\nA crew of zwarn men came in.\n"
HEAD = '[{"copylint": "baseline", "schema_version": 1}\n'
ANCHOR = "0" * 32


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return furnish(tmp_path, monkeypatch)


def lines() -> list[str]:
    return FILE.read_text(encoding="utf-8").splitlines()


def entry(**values: Any) -> str:
    whole = {"path": "a.txt", "rule": "zorg-left-in", "text": "zorg", "anchor": ANCHOR, "count": 1, **values}
    return f",{json.dumps(whole)}\n"


def test_what_is_written_is_known_and_nothing_else() -> None:
    done = run("baseline", "write", copy(STORY))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "copylint: .copylint-baseline.json: 2 known from now on\n"
    checked = run("baseline", "check", "a.txt")
    assert (checked.exit_code, checked.stdout) == (0, "1 file, nothing found\n")
    assert checked.stderr == "copylint: note: 2 left out, as .copylint-baseline.json has them\n"
    copy(STORY + "Then zorg was new.\n")
    assert places("baseline", "check", "a.txt") == ["a.txt:4:6: zorg-left-in"]
    assert run("baseline", "check", "a.txt").exit_code == 1
    assert len(places("check", "a.txt")) == 3


def test_it_survives_edits_above_a_story_sent_again_and_a_new_name() -> None:
    run("baseline", "write", copy(STORY))
    copy("A line put in.\n\nAnother one.\n" + STORY)
    assert run("baseline", "check", "a.txt").exit_code == 0
    copy("1 June\n" + STORY, "again.txt")
    assert run("baseline", "check", ".").exit_code == 0
    Path("a.txt").rename("late.txt")
    assert run("baseline", "check", "late.txt").exit_code == 0
    rss = FEED.replace("The mate said zorg to all.", "The mate said zorg to all of them.").replace(" zorg zwarn", "")
    assert run("baseline", "check", copy(rss, "feed.xml")).exit_code == 0


def test_the_same_damage_is_known_as_often_as_it_stood_there() -> None:
    line = "It was zorg then.\n\n"
    run("baseline", "write", copy(line * 2))
    assert [json.loads(text[1:])["count"] for text in lines()[1:-1]] == [2]
    assert run("baseline", "check", copy(line * 2)).exit_code == 0
    assert places("baseline", "check", copy(line * 3)) == ["a.txt:5:8: zorg-left-in"]


def test_what_no_longer_occurs_is_an_error_unless_allowed() -> None:
    line = "It was zorg then.\n\n"
    run("baseline", "write", copy(STORY + line * 3))
    copy(STORY.replace("zwarn", "sound") + line)
    done = run("baseline", "check", "a.txt")
    assert done.exit_code == 2
    assert done.stdout == "1 file, nothing found\n"
    assert done.stderr.splitlines()[1:] == [
        "copylint: .copylint-baseline.json: a.txt: zorg-left-in: zorg: only 1 of 3 left",
        "copylint: .copylint-baseline.json: a.txt: zwarn-left-in: zwarn: no longer occurs",
    ]
    assert run("baseline", "check", "a.txt", "--allow-stale").exit_code == 0
    assert run("baseline", "write", "a.txt").exit_code == 0
    assert run("baseline", "check", "a.txt").exit_code == 0
    copy(STORY + line)
    assert places("baseline", "check", "a.txt") == ["a.txt:3:11: zwarn-left-in"]


def test_entries_of_files_that_were_not_read_are_not_stale() -> None:
    run("baseline", "write", copy(STORY), copy("Quite zorg.", "b.txt"))
    assert run("baseline", "check", "b.txt").exit_code == 0
    copy(FEED[:-200], "b.txt")
    assert "no longer" not in run("baseline", "check", "b.txt").stderr


def test_what_is_hidden_today_still_occurs() -> None:
    run("baseline", "write", copy("one zinfo two zorg"), "--show", "info")
    assert len(lines()) == 4
    assert run("baseline", "check", "a.txt").exit_code == 0
    assert run("baseline", "check", "a.txt", "--show", "info").exit_code == 0


def test_json_is_the_report_with_what_no_longer_occurs_among_the_errors() -> None:
    run("baseline", "write", copy(STORY))
    copy(STORY.replace("zwarn", "zorg"))
    done = run("baseline", "check", "a.txt", "--format", "json")
    report = json.loads(done.stdout)
    assert done.exit_code == 2
    assert [(f["line"], f["text"]) for f in report["files"][0]["findings"]] == [(3, "zorg")]
    assert report["summary"] == {"files": 1, "findings": 1, "errors": 1, "warnings": 0}
    assert report["errors"] == [
        {"path": ".copylint-baseline.json", "message": "a.txt: zwarn-left-in: zwarn: no longer occurs"}
    ]
    allowed = run("baseline", "check", "a.txt", "--format", "json", "--allow-stale")
    assert (allowed.exit_code, json.loads(allowed.stdout)["errors"]) == (1, [])


def test_the_usual_policy_judges_what_is_new() -> None:
    run("baseline", "write", copy("one zorg two"))
    copy("one zorg two\n\none zwarn two")
    assert run("baseline", "check", "a.txt").exit_code == 0
    assert run("baseline", "check", "a.txt", "--fail-on", "warning").exit_code == 1
    assert run("baseline", "check", "a.txt", "--max-warnings", "0").exit_code == 1


def test_the_file_is_one_entry_a_line_in_stable_order_without_a_version() -> None:
    copy("Quite zorg.", "b.txt")
    run("baseline", "write", "b.txt", copy(STORY))
    first = FILE.read_bytes()
    head, *entries, end = lines()
    assert head == HEAD.strip()
    assert len(json.loads(first)) == 4
    assert end == "]"
    assert [json.loads(e[1:])["path"] for e in entries] == ["a.txt", "a.txt", "b.txt"]
    assert sorted(json.loads(entries[0][1:])) == ["anchor", "count", "path", "rule", "text"]
    run("baseline", "write", "a.txt", "b.txt")
    assert FILE.read_bytes() == first


def test_writing_replaces_what_was_read_and_what_is_gone() -> None:
    run("baseline", "write", copy(STORY), copy("Quite zorg.", "b.txt"), copy("Then zorg.", "c.txt"))
    head, *before, end = lines()
    Path("c.txt").unlink()
    assert run("baseline", "write", copy("Sound copy.")).exit_code == 0
    assert lines() == [head, before[2], end]
    assert run("baseline", "write", copy("Sound copy.", "b.txt")).exit_code == 0
    assert lines() == [head, end]


def test_lines_of_two_branches_merge() -> None:
    run("baseline", "write", copy(STORY))
    head, *ours, end = lines()
    run("baseline", "write", copy("It was zorg then.\n", "b.txt"))
    theirs = lines()[3:-1]
    FILE.write_text("\n".join([head, *ours, *theirs, *ours, end, ""]), encoding="utf-8")
    assert run("baseline", "check", "a.txt", "b.txt").exit_code == 0


def test_of_merged_duplicates_the_larger_count_holds() -> None:
    run("baseline", "write", copy("It was zorg then.\n\n" * 2))
    head, one, end = lines()
    FILE.write_text("\n".join([head, one, one.replace('"count": 2', '"count": 1'), end]), encoding="utf-8")
    assert run("baseline", "check", "a.txt").exit_code == 0


def test_a_baseline_of_ones_own_and_from_a_folder_below(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in").mkdir()
    run("baseline", "write", copy(STORY, "in/a.txt"))
    monkeypatch.chdir(desk / "in")
    assert run("baseline", "check", "a.txt").exit_code == 0
    assert run("baseline", "write", copy("zorg", "b.txt"), "--baseline", "own.json").exit_code == 0
    assert json.loads(Path("own.json").read_bytes())[1]["path"] == "b.txt"
    assert run("baseline", "check", "b.txt", "--baseline", "own.json").exit_code == 0
    assert run("baseline", "check", "b.txt").exit_code == 1


def test_what_was_not_read_leaves_the_baseline_as_it_was() -> None:
    run("baseline", "write", copy(STORY))
    before = FILE.read_bytes()
    done = run("baseline", "write", copy("zorg"), "missing.txt")
    assert done.exit_code == 2
    assert "not written, as not everything was read" in done.stderr
    assert FILE.read_bytes() == before
    assert run("baseline", "check", "a.txt", "missing.txt").exit_code == 2


def test_waived_findings_are_not_written() -> None:
    copy(STORY)
    run("waive", "a.txt:1", "--reason", "a name")
    run("baseline", "write", "a.txt")
    assert [json.loads(e[1:])["rule"] for e in lines()[1:-1]] == ["zwarn-left-in"]


def test_a_pipeline_takes_a_baseline() -> None:
    run("baseline", "write", copy(STORY))
    (part,) = Pipeline(Settings.load(), baseline=FILE).check(Source("b.txt", STORY + "zorg")).documents
    assert [f.text for f in part.findings] == ["zorg"]
    assert [f.text for f in part.known] == ["zorg", "zwarn"]
    assert part.verdict == "fail"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "expected a baseline (`copylint baseline write` makes one), found 'none'"),
        ("<<<<<<< ours\n", "expected a baseline (a JSON array), found"),
        ("{}", "expected a baseline as `copylint baseline write` makes it, found 'a JSON dict'"),
        ("[1]", "expected a baseline as `copylint baseline write` makes it"),
        ("[]", "expected a baseline as `copylint baseline write` makes it"),
        (HEAD.replace("1", "2") + "]", "schema_version: expected 1 (a later version of copylint wrote it), found 2"),
        (HEAD.replace("1", '"1"') + "]", "schema_version: expected 1, found '1'"),
        (HEAD + ",3]", "entry 1: expected an object, found 3"),
        (HEAD + entry(path=3) + "]", "entry 1.path: expected a text, found 3"),
        (HEAD + entry() + entry(anchor="x") + "]", "entry 2.anchor: expected 32 hexadecimal digits, found 'x'"),
        (HEAD + entry(count=0) + "]", "entry 1.count: expected a whole number, 1 or more, found 0"),
        (HEAD + entry(count=True) + "]", "entry 1.count: expected a whole number, 1 or more, found True"),
        ("[" * 100_000, "expected a baseline"),
    ],
)
def test_a_baseline_that_is_none(text: str | None, said: str) -> None:
    if text is not None:
        FILE.write_text(text, encoding="utf-8")
    done = run("baseline", "check", copy(STORY))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("copylint: .copylint-baseline.json: ")
    assert said in done.stderr


def test_nothing_but_a_baseline_is_written_over() -> None:
    copy(STORY)
    done = run("baseline", "write", "a.txt", "--baseline", "a.txt")
    assert done.exit_code == 2
    assert Path("a.txt").read_text(encoding="utf-8") == STORY
    FILE.write_text(HEAD.replace("1", "2") + "]", encoding="utf-8")
    assert run("baseline", "write", "a.txt").exit_code == 2
    FILE.write_text(HEAD + "<<<<<<< ours\n]", encoding="utf-8")
    assert run("baseline", "write", "a.txt").exit_code == 0
    assert run("baseline", "check", "a.txt").exit_code == 0


def test_entries_of_rules_that_are_gone_do_no_harm() -> None:
    FILE.write_text(HEAD + entry(rule="gone") + "]", encoding="utf-8")
    assert run("baseline", "check", copy("Sound copy.")).exit_code == 2
    assert run("baseline", "check", copy("Sound copy.", "b.txt")).exit_code == 0


def test_a_path_that_is_not_utf_8() -> None:
    name = "in\udcff.txt"
    try:
        copy(STORY, name)
    except OSError:
        pytest.skip("this file system has no such names")
    assert run("baseline", "write", name).exit_code == 0
    assert run("baseline", "check", name).exit_code == 0
    Path(name).write_text("Sound copy.", encoding="utf-8")
    assert run("baseline", "check", name).exit_code == 2
