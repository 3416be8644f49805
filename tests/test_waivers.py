"""Findings that are left as they are: which waiver meets which finding, what is said of waivers, how one is written."""

from __future__ import annotations

import errno
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from copylint import lint
from copylint.frontends.waive import Place, parse_place
from copylint.model.errors import ConfigurationError
from copylint.model.finding import Confidence, Finding, Severity
from copylint.model.fingerprints import anchor, fingerprint
from copylint.model.source import Source
from copylint.model.span import Span
from copylint.pipeline import Pipeline
from copylint.policy.overlap import settle
from copylint.settings import Settings
from desk import FEED, copy, furnish, places, run

FILE = Path(".copylint-waivers.toml")
TWO = "The mate said zorg to all of them.\n\nA crew of zorg men came in, zwarn and zorg again.\n"
ENTRY = '[[waiver]]\nrule = "zorg-left-in"\nanchor = "{}"\nreason = "a name"\n'.format("0" * 32)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return furnish(tmp_path, monkeypatch)


def entries(file: Path = FILE) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["waiver"]
    return found


def found(text: str) -> list[tuple[Finding, str]]:
    (part,) = Pipeline(Settings.load()).check(Source("a.txt", text)).documents
    return [(f, anchor(f, part.document)) for f in part.findings]


def test_a_waived_finding_is_neither_shown_nor_counted() -> None:
    copy("The mate said zorg to all of them.\n")
    assert run("check", "a.txt").exit_code == 1
    done = run("waive", "a.txt:1:15", "--reason", "the boat is called that", "--by", "night desk")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "copylint: waived a.txt:1:15 zorg-left-in: zorg in .copylint-waivers.toml\n"
    checked = run("check", "a.txt")
    assert (checked.exit_code, checked.stdout, checked.stderr) == (0, "1 file, nothing found\n", "")
    (entry,) = entries()
    assert len(entry.pop("anchor")) == 32
    assert entry == {
        "rule": "zorg-left-in",
        "text": "zorg",
        "path": "a.txt",
        "reason": "the boat is called that",
        "by": "night desk",
    }


def test_a_waiver_stays_with_its_copy() -> None:
    run("waive", f"{copy(TWO)}:1", "--reason", "a name")
    assert places("check", "a.txt") == [
        "a.txt:3:11: zorg-left-in",
        "a.txt:3:29: zwarn-left-in",
        "a.txt:3:39: zorg-left-in",
    ]
    copy("A new first line.\n\n" + TWO.replace("mate said zorg to", "mate  said zorg\tto"))
    assert [p for p in places("check", "a.txt") if p.startswith("a.txt:3:")] == []
    copy(TWO.replace("mate said zorg", "mate says zorg"))
    assert places("check", "a.txt")[0] == "a.txt:1:15: zorg-left-in"


def test_a_waiver_is_for_its_rule_and_its_file_alone() -> None:
    run("waive", f"{copy('zorg')}:1", "--reason", "a name")
    copy("zwarn")
    assert places("check", "a.txt") == ["a.txt:1:1: zwarn-left-in"]
    assert places("check", copy("zorg", "b.txt")) == ["b.txt:1:1: zorg-left-in"]


def test_a_waiver_for_all_files_or_those_that_a_pattern_meets() -> None:
    run("waive", f"{copy('zorg')}:1", "--reason", "a name", "--anywhere")
    assert "path" not in entries()[0]
    assert places("check", copy("zorg", "b.txt")) == []
    FILE.write_text(FILE.read_text(encoding="utf-8") + 'path = "./desk/*.txt"\n', encoding="utf-8")
    Path("desk/late").mkdir(parents=True)
    assert places("check", "b.txt") == ["b.txt:1:1: zorg-left-in"]
    assert places("check", copy("zorg", "desk/late/b.txt")) == []


def test_paths_are_those_from_the_folder_of_the_waivers(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "in").mkdir()
    monkeypatch.chdir(desk / "in")
    assert run("waive", f"{copy('zorg', 'story [1].txt')}:1:1", "--reason", "a name").exit_code == 0
    assert not FILE.exists()
    assert entries(desk / FILE)[0]["path"] == "in/story [[]1].txt"
    assert places("check", "story [1].txt") == []
    monkeypatch.chdir(desk)
    assert places("check", "in") == []
    assert places("check", str(desk / "in" / "story [1].txt")) == []
    monkeypatch.setattr(Path, "cwd", lambda: desk / "in")
    copy("sound", "in/story [1].txt")
    assert "is unused: nothing of the kind stands in in/story [1].txt" in run("check", "in").stderr


def test_without_settings_the_waivers_lie_at_or_above_the_working_folder(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "copylint.toml").rename(desk / "other.toml")
    below = desk / "in" / "today"
    below.mkdir(parents=True)
    run("waive", f"{copy('zorg')}:1", "--reason", "a name", "--config", "other.toml", "--anywhere")
    assert FILE.exists()
    monkeypatch.chdir(below)
    assert Pipeline(Settings()).waiver_file == desk / FILE
    assert Pipeline().waiver_file is None


def test_the_python_interface_keeps_to_the_waivers_of_its_settings() -> None:
    run("waive", f"{copy('zorg')}:1", "--reason", "a name", "--anywhere")
    assert lint("zorg", Settings.load()) == []
    assert Pipeline(Settings.load()).fix("zorg") == "zorg"


def test_a_finding_in_a_feed_is_waived_by_its_place_in_the_file() -> None:
    copy(FEED, "feed.xml")
    before = places("check", "feed.xml")
    assert before == ["feed.xml:3:75: zorg-left-in", "feed.xml:4:79: zorg-left-in", "feed.xml:4:84: zwarn-left-in"]
    assert run("waive", "feed.xml:4:79", "--reason", "a name").exit_code == 0
    assert places("check", "feed.xml") == [before[0], before[2]]
    assert places("check", copy("Ferry in\n\nThe crew & mate zorg zwarn there.\n")) == [
        "a.txt:3:17: zorg-left-in",
        "a.txt:3:22: zwarn-left-in",
    ]


def test_where_several_stand_in_a_line_they_are_listed() -> None:
    done = run("waive", f"{copy(TWO)}:3", "--reason", "a name")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "copylint: a.txt:3: 3 findings stand there; say which, by its column or its rule:",
        "copylint:   3:11 zorg-left-in: zorg",
        "copylint:   3:29 zwarn-left-in: zwarn",
        "copylint:   3:39 zorg-left-in: zorg",
    ]
    assert run("waive", "a.txt:3", "zorg-left-in", "--reason", "a name").exit_code == 2
    assert not FILE.exists()
    assert run("waive", "a.txt:3", "zwarn-left-in", "--reason", "a name").exit_code == 0
    assert run("waive", "a.txt:3:41:", "--reason", "a name").exit_code == 0
    assert places("check", "a.txt") == ["a.txt:1:15: zorg-left-in", "a.txt:3:11: zorg-left-in"]


@pytest.mark.parametrize(
    ("place", "more", "said"),
    [
        ("a.txt:1:2", (), "a.txt:1:2: no finding stands there; in that line:\ncopylint:   1:15 zorg-left-in: zorg"),
        ("a.txt:2", (), "a.txt:2: no finding stands there"),
        ("a.txt:1", ("zwarn-left-in",), "a.txt:1: no finding of zwarn-left-in stands there; in that line:"),
        ("a.txt:1", ("zwarn-left-inn",), "did you mean zwarn-left-in"),
        ("a.txt", (), "expected PATH:LINE:COLUMN or PATH:LINE"),
        ("a.txt:0:1", (), "expected PATH:LINE:COLUMN or PATH:LINE"),
        ("b.txt:1", (), "b.txt: no such file or folder"),
        (".:1", (), ".: expected a file, found 'a folder'"),
        ("a.txt:1", ("--until", "2020-02-02"), "--until: expected a day that is not over, found '2020-02-02'"),
        ("a.txt:1", ("--until", "soon"), "'soon' does not match"),
        ("a.txt:1", ("--reason", " "), "--reason: expected why the finding is left as it is"),
    ],
)
def test_what_cannot_be_waived_is_said_and_nothing_written(place: str, more: tuple[str, ...], said: str) -> None:
    copy(TWO)
    done = run("waive", place, "--reason", "a name", *more)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not FILE.exists()


def test_a_reason_is_asked_for() -> None:
    done = run("waive", f"{copy('zorg')}:1")
    assert done.exit_code == 2
    assert "--reason" in done.stderr


def test_a_finding_is_waived_once() -> None:
    copy(TWO)
    run("waive", "a.txt:1", "--reason", "a name")
    before = FILE.read_bytes()
    done = run("waive", "a.txt:1:15", "--reason", "a name")
    assert done.exit_code == 2
    assert "a.txt:1:15: waived already:\ncopylint:   1:15 zorg-left-in: zorg (waived)" in done.stderr
    assert FILE.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("desk/a.txt:3:14", Place("desk/a.txt", 3, 14)),
        ("desk/a.txt:3", Place("desk/a.txt", 3, None)),
        ("desk/a.txt:3:14:", Place("desk/a.txt", 3, 14)),
        (r"C:\desk\a.txt:3:14", Place(r"C:\desk\a.txt", 3, 14)),
        (r"C:\desk\a.txt:3", Place(r"C:\desk\a.txt", 3, None)),
        ("10:30:1:2", Place("10:30", 1, 2)),
        ("-:3:1", Place("-", 3, 1)),
    ],
)
def test_places_are_read_from_their_end(text: str, place: Place) -> None:
    assert parse_place(text) == place


@pytest.mark.skipif(os.name == "nt", reason="no colons in names there")
def test_a_name_that_ends_like_a_place() -> None:
    copy("zorg", "late:10")
    assert parse_place("late:10:1") == Place("late:10", 1, None)
    assert run("waive", "late:10:1", "--reason", "a name").exit_code == 0
    assert entries()[0]["path"] == "late:10"


def test_standard_input_is_waived_anywhere() -> None:
    assert run("waive", "--reason", "a name", "--", "-:1:5", stdin=b"one zorg two").exit_code == 0
    assert "path" not in entries()[0]
    assert run("check", "-", stdin=b"one zorg two").exit_code == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_rest_of_the_file_stays_byte_for_byte(end: str) -> None:
    ends = end or "\n"
    before = ("# kept by the desk\n\n" + ENTRY + "# the last line").replace("\n", ends) + end
    FILE.write_bytes(b"\xef\xbb\xbf" + before.encode())
    FILE.chmod(0o640)
    assert run("waive", f"{copy('zorg')}:1", "--reason", "Quay “zorg”\n2").exit_code == 0
    after = FILE.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf" + before.encode())
    assert after.count(b"\n") == (after.count(b"\r\n") if ends == "\r\n" else after.count(b"\n"))
    if os.name == "posix":
        assert FILE.stat().st_mode & 0o777 == 0o640
    assert [e["reason"] for e in tomllib.loads(after.decode("utf-8-sig"))["waiver"]] == ["a name", "Quay “zorg”\n2"]
    assert places("check", "a.txt") == []


def test_a_waiver_file_of_ones_own() -> None:
    run("waive", f"{copy('zorg')}:1", "--reason", "a name", "--waivers", "ours.toml")
    assert not FILE.exists()
    assert len(entries(Path("ours.toml"))) == 1
    assert Pipeline(Settings.load(), waivers=Path("ours.toml")).check(Source("a.txt", "zorg")).findings() == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_linked_file_stays_a_link() -> None:
    Path("kept").mkdir()
    Path("kept/waivers.toml").touch()
    FILE.symlink_to("kept/waivers.toml")
    assert run("waive", f"{copy('zorg')}:1", "--reason", "a name").exit_code == 0
    assert FILE.is_symlink()
    assert len(entries()) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a folder can't be made read-only for this user")
def test_a_folder_that_cannot_be_written_to() -> None:
    copy("zorg")
    Path().chmod(0o555)
    done = run("waive", "a.txt:1", "--reason", "a name")
    Path().chmod(0o755)
    assert done.exit_code == 2
    assert "can't be written" in done.stderr


def until(day: str, **more: str) -> None:
    """Write a waiver for the copy, with an end."""
    FILE.unlink(missing_ok=True)
    ((_, mark),) = found("zorg")
    values = {"rule": "zorg-left-in", "anchor": mark, "reason": "a name", "text": "zorg", "path": "a.txt", **more}
    told = "".join(f'{key} = "{value}"\n' for key, value in values.items() if value)
    FILE.write_text(f"[[waiver]]\n{told}until = {day}\n", encoding="utf-8")


@pytest.mark.parametrize("day", ["2999-12-31", '"2999-12-31"'])
def test_a_waiver_holds_until_its_day_is_over(day: str) -> None:
    copy("zorg")
    until(day)
    assert run("check", "a.txt").exit_code == 0


def test_when_it_has_ended_the_finding_is_shown_and_a_note_says_so() -> None:
    copy("zorg")
    until("2020-02-29")
    done = run("check", "a.txt")
    assert done.exit_code == 1
    assert done.stderr == (
        "copylint: note: .copylint-waivers.toml: waiver 1 (zorg-left-in: zorg) ended on 2020-02-29:"
        " what it waived is shown again\n"
    )
    assert "prolong it or take it out" in run("check", copy("sound", "b.txt")).stderr
    assert run("waive", "a.txt:1", "--reason", "still a name").exit_code == 0
    again = run("check", "a.txt")
    assert again.exit_code == 0
    assert "prolong it or take it out" in again.stderr


def test_unused_ones_are_named_where_their_file_was_read() -> None:
    copy("zorg")
    until("2999-12-31")
    copy("sound")
    done = run("check", "a.txt")
    assert done.exit_code == 0
    assert done.stderr == (
        "copylint: note: .copylint-waivers.toml: waiver 1 (zorg-left-in: zorg) is unused:"
        " nothing of the kind stands in a.txt\n"
    )
    assert run("check", copy("sound", "b.txt")).stderr == ""
    for path in ("*.txt", ""):
        until("2999-12-31", path=path)
        assert run("check", "a.txt").stderr == ""


def test_what_is_hidden_is_not_unused() -> None:
    copy("zinfo")
    assert run("waive", "a.txt:1", "--reason", "a name", "--show", "info").exit_code == 0
    assert run("check", "a.txt").stderr == ""
    assert places("check", "a.txt", "--show", "info") == []


def test_a_file_that_was_not_read_to_its_end_makes_no_waiver_unused() -> None:
    copy(FEED, "feed.xml")
    run("waive", "feed.xml:4:79", "--reason", "a name")
    copy(FEED[:230], "feed.xml")
    done = run("check", "feed.xml")
    assert done.exit_code == 2
    assert "unused" not in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[waiver", "expected a TOML document, found"),
        ("waiver = 3", "waiver: expected tables, each under [[waiver]], found 3"),
        ("[[waivers]]", "waivers: expected [[waiver]], found 'waivers'"),
        (ENTRY.replace("zorg-left-in", "zorg-left-inn"), "waiver 1.rule: expected zorg-left-in"),
        (ENTRY.replace('reason = "a name"', ""), "waiver 1.reason: expected why the finding is left as it is"),
        (ENTRY.replace("a name", " "), "waiver 1.reason: expected why the finding is left as it is, found ' '"),
        (ENTRY.replace("reason", "resaon"), "waiver 1.resaon: expected reason, found 'resaon'"),
        (ENTRY.replace("00", "0x"), "waiver 1.anchor: expected 32 hexadecimal digits"),
        (ENTRY + "until = 2026-13-01\n", "expected a TOML document, found"),
        (ENTRY + 'until = "2026-13-01"\n', "waiver 1.until: expected a day such as 2027-01-31, found '2026-13-01'"),
        (ENTRY + 'until = "May"\n', "waiver 1.until: expected a day such as 2027-01-31, found 'May'"),
        (ENTRY + "until = 2026-12-01T10:00:00\n", "waiver 1.until: expected a day such as 2027-01-31"),
        (ENTRY + ENTRY + "path = 3\n", "waiver 2.path: expected a path or a pattern of paths, found 3"),
    ],
)
def test_a_broken_waiver_file_names_file_key_and_what_was_expected(text: str, said: str) -> None:
    FILE.write_text(text, encoding="utf-8")
    copy("zorg")
    for command in (("check", "a.txt"), ("waive", "a.txt:1", "--reason", "a name")):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"copylint: {FILE}: ")
        assert said in done.stderr
        assert FILE.read_text(encoding="utf-8") == text


def test_a_waiver_file_to_which_no_entry_can_be_added_stays() -> None:
    inline = '{rule = "zorg-left-in", anchor = "' + "0" * 32 + '", reason = "a name"}'
    FILE.write_text(f"waiver = [{inline}]\n", encoding="utf-8")
    done = run("waive", f"{copy('zorg')}:1", "--reason", "a name")
    assert done.exit_code == 2
    assert FILE.read_text(encoding="utf-8") == f"waiver = [{inline}]\n"


def test_a_waiver_file_that_was_named_has_to_be_there() -> None:
    done = run("check", copy("zorg"), "--waivers", "none.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--waivers: expected a file that is there, found 'none.toml'" in done.stderr


def test_an_isolated_run_knows_no_waivers() -> None:
    assert run("waive", f"{copy('It doesnt zorg.')}:1:11", "--reason", "a name").exit_code == 0
    isolated = ("--isolated", "--config", 'rules=["my-rules"]')
    assert places("check", "a.txt") == []
    assert places("check", "a.txt", *isolated) == ["a.txt:1:11: zorg-left-in"]
    assert places("check", "a.txt", *isolated, "--waivers", str(FILE)) == []


def test_a_folder_in_place_of_the_file() -> None:
    FILE.mkdir()
    done = run("check", copy("zorg"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{FILE}: expected a waiver file" in done.stderr


def test_the_gate_judges_anew_when_the_waivers_change() -> None:
    copy(FEED, "feed.xml")
    gate = ("gate", "feed.xml", "--accept", "in", "--hold", "held")
    assert run(*gate).exit_code == 1
    for place in ("3:75", "4:79"):
        assert run("waive", f"feed.xml:{place}", "--reason", "a name").exit_code == 0
    assert run(*gate).exit_code == 0


def test_what_is_waived_is_no_evidence_and_uncovers_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copylint.pipeline.own_rules", lambda: root / "rules")
    Path("copylint.toml").unlink()
    copy("The band Doesnt plays on Monday, and Putins aide came along to hear it. They doesnt care.\n")
    assert places("check", "a.txt") == [
        "a.txt:1:10: contraction-without-apostrophe",
        "a.txt:1:38: possessive-of-name-without-apostrophe",
        "a.txt:1:78: contraction-without-apostrophe",
    ]
    for place in ("1:10", "1:78", "1:38"):
        assert run("waive", f"a.txt:{place}", "--reason", "a name").exit_code == 0
    assert places("check", "a.txt") == []


def test_anchors_know_the_copy_and_two_tokens_around() -> None:
    same = [found(text)[0][1] for text in ("One two three zorg four five six", "two  three zorg four\tfive\n\nsix")]
    assert len(set(same)) == 1
    other = [found(text)[0][1] for text in ("too three zorg four five", "two three zorg four", "three zorg four five")]
    assert len({*other, *same}) == 4
    (part,) = Pipeline(Settings.load()).check(Source("b.txt", "zorg zwarn")).documents
    assert len({fingerprint(f, part.document) for f in part.findings}) == 2


def test_wrapped_anew_the_anchor_stays() -> None:
    words = ("the harbour master looked into it on the way and found that nothing was out of order there " * 5).split()
    words[40] = "zorg"
    for width in (9, 11, 12):
        rows = [" ".join(words[at : at + width]) for at in range(0, len(words), width)]
        wrapped = "\n".join(rows)
        assert found(wrapped)[0][1] == found(" ".join(words))[0][1]


def test_an_entry_that_is_no_table() -> None:
    FILE.write_text("waiver = [1]\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="expected tables"):
        _ = Pipeline(Settings.load()).waivers


def test_what_is_waived_still_explains_its_place() -> None:
    def at(rule: str, start: int, end: int, severity: Severity) -> Finding:
        return Finding(rule, "names", severity, Confidence.CERTAIN, "m", Span(start, end), "x" * (end - start))

    wide, inner = at("a", 0, 9, Severity.ERROR), at("b", 2, 6, Severity.WARNING)
    assert settle([wide, inner]) == [wide]
    assert settle([inner], [wide]) == []
    assert settle([wide], [inner]) == [wide]


def test_a_full_disc_leaves_the_file_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    FILE.write_text(ENTRY, encoding="utf-8")
    copy("zorg")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = run("waive", "a.txt:1", "--reason", "a name")
    assert done.exit_code == 2
    assert "can't be written" in done.stderr
    assert FILE.read_text(encoding="utf-8") == ENTRY
    assert [p.name for p in Path().glob(".copylint*")] == [FILE.name]
