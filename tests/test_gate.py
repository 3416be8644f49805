"""The gate: what becomes of each item, what is written, and that neither a kill nor a second run changes it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from copylint.app import app
from copylint.gate.outbox import name_of
from copylint.gate.rates import chance

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Desk</title>\n'
)
SOUND = "The council met on Monday to vote on the bridge, and the mayor spoke for an hour."
DAMAGED = "The council met on Monday, and the mayor said he doesnt expect a deal."
WARNED = "The council met on Monday.\xa0 The mayor spoke for an hour, and the vote was close."


def item(number: int | str, text: str, headline: str = "Town hall talks") -> str:
    body = f"<description>{text}</description>" if text else ""
    return f"<item><guid>id-{number}</guid><title>{headline}</title>{body}</item>\n"


def feed(*items: str, tail: str = "<link>https://example.org/</link></channel></rss>\n") -> str:
    return HEAD + "".join(items) + tail


THREE = feed(item(1, SOUND), item(2, DAMAGED), item(3, ""))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gate(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["gate", *arguments], input=stdin, catch_exceptions=False)


def through(*arguments: str) -> Result:
    return gate(*arguments, "--accept", "in", "--hold", "held")


def report(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def names(folder: str) -> list[str]:
    return sorted(p.name for p in Path(folder).iterdir() if not p.name.startswith("gate.sqlite"))


def guids(path: Path) -> list[str | None]:
    return [found.text for found in ET.parse(path).iter("guid")]  # noqa: S314  our own feed


@pytest.mark.usefixtures("desk")
class TestWhatIsWritten:
    def test_each_item_goes_into_its_folder_and_those_held_have_a_report(self) -> None:
        Path("feed.xml").write_text(THREE, encoding="utf-8")
        result = through("feed.xml")
        assert result.exit_code == 1
        assert names("in") == ["000001-id-1.xml"]
        assert names("held") == [
            "000002-id-2.report.json",
            "000002-id-2.xml",
            "000003-id-3.report.json",
            "000003-id-3.xml",
        ]
        beside = json.loads(Path("held/000002-id-2.report.json").read_text(encoding="utf-8"))
        [finding] = beside["files"][0]["findings"]
        line = THREE[: THREE.index("doesnt")].count("\n") + 1
        assert (beside["files"][0]["path"], finding["text"], finding["line"]) == ("feed.xml", "doesnt", line)
        assert beside["summary"] == {"files": 1, "findings": 1, "errors": 1, "warnings": 0}

    def test_an_item_is_a_document_by_itself_in_the_bytes_it_came_in(self) -> None:
        received = item(2, DAMAGED.replace("said", "said&#160;—\r\n"))
        Path("feed.xml").write_bytes(feed(item(1, SOUND), received, "<!-- a note -->", item(3, SOUND)).encode())
        through("feed.xml")
        written = Path("held/000002-id-2.xml").read_bytes()
        assert received.strip().encode() in written
        assert guids(Path("held/000002-id-2.xml")) == ["id-2"]
        assert written.startswith(HEAD.encode())
        assert b"<!-- a note -->" in written
        assert b"<link>https://example.org/</link>" in written

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
    def test_the_encoding_stays(self, encoding: str) -> None:
        declared = feed(item(1, f"{SOUND} “Café.”")).replace("UTF-8", encoding.removesuffix("-sig"))
        Path("feed.xml").write_bytes(declared.encode(encoding))
        assert through("feed.xml").exit_code == 0
        [path] = Path("in").glob("*.xml")
        assert path.read_bytes().decode(encoding) == declared

    def test_without_folders_nothing_is_written(self) -> None:
        Path("feed.xml").write_text(THREE, encoding="utf-8")
        assert gate("feed.xml").exit_code == 1
        assert os.listdir() == ["feed.xml"]  # noqa: PTH208

    def test_a_feed_that_breaks_off_still_gives_whole_documents(self) -> None:
        Path("feed.xml").write_text(THREE[: THREE.index("<guid>id-3")], encoding="utf-8")
        result = through("feed.xml")
        assert result.exit_code == 2
        assert "broken XML at line" in result.stderr
        assert (names("in"), guids(Path("in/000001-id-1.xml"))) == (["000001-id-1.xml"], ["id-1"])
        assert guids(Path("held/000002-id-2.xml")) == ["id-2"]

    def test_an_item_twice_is_one_and_another_version_is_another(self) -> None:
        Path("feed.xml").write_text(feed(item(1, SOUND), item(1, SOUND), item(1, f"Update: {SOUND}")), encoding="utf-8")
        assert report(through("feed.xml", "--format", "json"))["summary"]["items"] == 2
        assert names("in") == ["000001-id-1.xml", "000003-id-1.xml"]

    def test_nothing_is_written_over_what_is_there(self) -> None:
        Path("in").mkdir()
        Path("in/000001-id-1.xml").write_text("somebody's own", encoding="utf-8")
        Path("feed.xml").write_text(feed(item(1, SOUND)), encoding="utf-8")
        through("feed.xml")
        assert names("in") == ["000001-id-1.2.xml", "000001-id-1.xml"]
        assert Path("in/000001-id-1.xml").read_text(encoding="utf-8") == "somebody's own"

    def test_names_are_safe(self) -> None:
        assert name_of(7, "../../etc/passwd") == "000007-etc-passwd"
        assert name_of(7, "…") == "000007"
        assert name_of(7, "a" * 500) == f"000007-{'a' * 80}"


RECORDS = {
    "feed.jsonl": "".join(
        json.dumps({"id": f"r{n}", "title": "Talks", "text": text}) + "\n" for n, text in enumerate((SOUND, DAMAGED))
    ),
    "feed.csv": f'id,title,text\nr0,Talks,"{SOUND}"\nr1,Talks,"{DAMAGED}"\n',
    "feed.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Desk",
            "items": [
                {"id": f"r{n}", "title": "Talks", "content_text": text} for n, text in enumerate((SOUND, DAMAGED))
            ],
        },
        indent=1,
    ),
    "wire.txt": "".join(
        f"\x01r{n} 4 pol\r\n\x02Talks\r\n   {text}\r\n\x03\x04\r\n" for n, text in enumerate((SOUND, DAMAGED))
    ),
}


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", RECORDS)
def test_items_of_every_kind_pass_the_gate_again_by_themselves(name: str) -> None:
    Path(name).write_bytes(RECORDS[name].encode())
    assert through(name).exit_code == 1
    [accepted], [held] = Path("in").glob("0*"), [p for p in Path("held").iterdir() if ".report." not in p.name]
    assert (accepted.suffix, held.suffix) == (Path(name).suffix, Path(name).suffix)
    for path, code, item_id in ((accepted, 0, "r0"), (held, 1, "r1")):
        again = gate(str(path), "--format", "json")
        assert again.exit_code == code
        assert [d["item"] for d in report(again)["files"][0]["documents"]] == [item_id]


@pytest.mark.usefixtures("desk")
def test_plain_copy_and_standard_input_pass_too() -> None:
    assert through("-").exit_code == 1  # nothing to publish
    result = gate("-", "--accept", "in2", stdin=SOUND + "\n")
    assert result.exit_code == 0
    assert [Path("in2", n).read_text(encoding="utf-8") for n in names("in2")] == [SOUND + "\n"]


@pytest.mark.usefixtures("desk")
class TestTwice:
    def test_a_second_run_repeats_no_work_and_says_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Path("feed.xml").write_text(THREE, encoding="utf-8")
        first = through("feed.xml", "--format", "json")
        monkeypatch.setattr("copylint.engine.run.Engine.run", None)  # whoever checks again fails
        second = through("feed.xml", "--format", "json")
        assert (second.stdout, second.exit_code) == (first.stdout, 1)

    def test_places_are_those_of_today(self) -> None:
        Path("feed.xml").write_text(THREE, encoding="utf-8")
        through("feed.xml")
        later = feed(item(0, SOUND), item(2, DAMAGED).rstrip(), item(1, SOUND))
        Path("feed.xml").write_text(later.replace("</item>\n<item><guid>id-2", "</item><item><guid>id-2"), "utf-8")
        known = report(through("feed.xml", "--format", "json"))["files"][0]["findings"]
        anew = report(gate("feed.xml", "--format", "json"))["files"][0]["findings"]
        assert known == anew
        assert [f["text"] for f in known] == ["doesnt"]

    def test_what_the_desk_fetched_is_not_written_again(self) -> None:
        Path("feed.xml").write_text(THREE, encoding="utf-8")
        through("feed.xml")
        Path("in/000001-id-1.xml").unlink()
        through("feed.xml")
        assert names("in") == []

    def test_another_rule_or_setting_judges_anew_and_moves_the_item(self) -> None:
        Path("feed.xml").write_text(feed(item(1, WARNED)), encoding="utf-8")
        assert through("feed.xml").exit_code == 0
        assert through("feed.xml", "--max-warnings", "0").exit_code == 1
        assert (names("in"), names("held")) == ([], ["000001-id-1.report.json", "000001-id-1.xml"])
        assert through("feed.xml").exit_code == 0
        assert (names("in"), names("held")) == (["000001-id-1.xml"], [])

    def test_a_journal_that_is_none_is_told(self) -> None:
        Path("feed.xml").write_text(THREE, encoding="utf-8")
        Path("notes.txt").write_text("This is no journal, and it stays as it is. " * 200, encoding="utf-8")
        result = gate("feed.xml", "--journal", "notes.txt")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "notes.txt: expected a journal that can be written" in result.stderr
        assert Path("notes.txt").read_text(encoding="utf-8").startswith("This is no journal")


def killed(after: Callable[[], bool], *arguments: str) -> None:
    """Run the gate and kill it when something has come to pass."""
    process = subprocess.Popen([sys.executable, "-m", "copylint", "gate", *arguments], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        if after():
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.002)
    process.wait()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_a_run_killed_midway_and_run_again_loses_and_repeats_none(desk: Path) -> None:
    texts = {n: DAMAGED if n % 10 == 3 else f"{SOUND} It was vote {n}." for n in range(1_000)}
    Path("feed.xml").write_text(feed(*(item(n, text) for n, text in texts.items())), encoding="utf-8")
    arguments = ("feed.xml", "--accept", "in", "--hold", "held")
    for share in (100, 400):
        killed(lambda share=share: len(list(desk.glob("in/0*.xml"))) >= share, *arguments)  # type: ignore[misc]
        for path in [*desk.glob("in/0*.xml"), *desk.glob("held/0*.xml")]:
            assert len(guids(path)) == 1, "whole files only"
        for path in desk.glob("held/*.json"):
            assert json.loads(path.read_text(encoding="utf-8"))["summary"]["errors"] == 1
    decided = sqlite3.connect("in/gate.sqlite").execute("SELECT count(*) FROM verdict").fetchone()[0]
    assert 400 <= decided < 1_000
    result = through("feed.xml", "--format", "json")
    documents = report(result)["files"][0]["documents"]
    assert (result.exit_code, len(documents)) == (1, 1_000)
    written = {folder: [guids(p)[0] for p in desk.glob(f"{folder}/0*.xml")] for folder in ("in", "held")}
    assert sorted(filter(None, written["in"] + written["held"])) == sorted(f"id-{n}" for n in texts)
    assert len(written["held"]) == 100
    assert not list(desk.glob("*/.copylint*"))
    rows = sqlite3.connect("in/gate.sqlite").execute("SELECT run, count(*) FROM verdict GROUP BY run").fetchall()
    assert (len(rows), sum(count for _, count in rows)) == (3, 1_000)
    fresh = gate("feed.xml", "--format", "json")
    assert [d["gate"] for d in report(fresh)["files"][0]["documents"]] == [d["gate"] for d in documents]


@pytest.mark.usefixtures("desk")
class TestPolicy:
    def settings(self, text: str) -> None:
        Path("copylint.toml").write_text(text, encoding="utf-8")
        Path("feed.xml").write_text(feed(item(1, WARNED)), encoding="utf-8")

    @pytest.mark.parametrize(
        ("text", "decision", "reasons"),
        [
            ("", "warn", []),
            ("max-warnings = 0", "hold", ["1 warning, 0 allowed"]),
            ("max-warnings = 1", "warn", []),
            ('hold = ["encoding"]', "hold", ["no-break-space"]),
            ('hold = ["no-break-space"]', "hold", ["no-break-space"]),
            ('severity = {encoding = "error"}', "hold", ["1 error"]),
            ('severity = {encoding = "error", no-break-space = "off"}', "pass", []),
            ('[[source]]\nmatch = ["de*"]\nfail-on = "warning"', "hold", ["1 warning or worse"]),
            ('[[source]]\nmatch = ["reuters"]\nfail-on = "warning"', "warn", []),
            ('[[source]]\nmatch = ["feed.*"]\nmax-warnings = 0', "hold", ["1 warning, 0 allowed"]),
            ('[[source]]\nmatch = ["Desk"]\n[source.severity]\nencoding = "off"', "pass", []),
        ],
    )
    def test_settings_decide(self, text: str, decision: str, reasons: list[str]) -> None:
        self.settings(text)
        result = gate("feed.xml", "--format", "json")
        [document] = report(result)["files"][0]["documents"]
        assert (document["gate"], document["reasons"]) == (decision, reasons)
        assert result.exit_code == (decision == "hold")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('hold = ["encodin"]', "encodin: expected encoding"),
            ('severity = {encoding = "fatal"}', "severity.encoding: expected info or warning or error or off"),
            ("max-warnings = -1", "max-warnings: expected a whole number"),
            ("[[source]]\nmax-warnings = 1", "source.match: expected patterns"),
            ('[[source]]\nmatch = ["x"]\nfailon = "error"', "source.failon: expected fail-on"),
            ("source = 3", "source: expected tables"),
        ],
    )
    def test_a_setting_that_makes_no_sense_is_told(self, text: str, said: str) -> None:
        self.settings(text)
        result = gate("feed.xml")
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


@pytest.mark.usefixtures("desk")
class TestRates:
    def run(self, numbers: range, text: str) -> Result:
        Path("feed.xml").write_text(feed(*(item(n, f"{text} It was vote {n}.") for n in numbers)), encoding="utf-8")
        return gate("feed.xml", "--journal", "book.sqlite", "--since-baseline", "--format", "json")

    def test_a_kind_of_damage_that_jumps_fails_the_run_every_time(self) -> None:
        early = self.run(range(15), SOUND)
        assert (early.exit_code, "Desk: too few items" in early.stderr) == (0, True)
        assert self.run(range(15, 30), SOUND).exit_code == 0
        for _ in range(2):
            jumped = self.run(range(30, 38), WARNED)
            assert jumped.exit_code == 1
            [jump] = report(jumped)["jumps"]
            assert jump["message"] == "Desk: encoding in 8 of 8 items, before in 0 of 30"
        assert self.run(range(40, 48), WARNED).exit_code == 1, "a run that jumped is no measure for the next"

    def test_a_known_rate_is_no_jump(self) -> None:
        self.run(range(30), WARNED)
        assert self.run(range(30, 40), WARNED).exit_code == 0

    def test_a_rate_needs_a_journal(self) -> None:
        Path("feed.xml").write_text(THREE, encoding="utf-8")
        result = gate("feed.xml", "--since-baseline")
        assert (result.exit_code, "a journal" in result.stderr) == (2, True)

    def test_the_chance_is_that_of_fishers_exact_test(self) -> None:
        assert chance(3, 3, 0, 3) == pytest.approx(1 / 20)
        assert chance(1, 10, 9, 10) == pytest.approx(1.0, abs=1e-3)
        assert chance(900, 1_000, 20_000, 100_000) < 1e-100


def test_one_line_an_item_and_the_findings_of_those_held(desk: Path) -> None:
    (desk / "feed.xml").write_text(feed(item(1, WARNED), item(2, DAMAGED), item("3\x85", SOUND)), encoding="utf-8")
    lines = gate("feed.xml").stdout.splitlines()
    assert lines[0] == "warn  feed.xml:3  id-1  Town hall talks  (1 warning)"
    assert lines[1] == "hold  feed.xml:4  id-2  Town hall talks  (1 error)"
    assert re.fullmatch(
        r" +4:\d+  error  Contraction without its apostrophe\.  contraction-without-apostrophe", lines[2]
    )
    assert lines[3].strip() == "doesnt → doesn’t"
    assert lines[4].startswith("pass  feed.xml:5  id-3")
    assert "\x85" not in lines[4]
    assert lines[5:] == ["3 items: 1 passed, 1 with warnings, 1 held"]


def test_a_folder_that_cannot_be_written_is_told(desk: Path) -> None:
    (desk / "feed.xml").write_text(THREE, encoding="utf-8")
    (desk / "in").write_text("a file", encoding="utf-8")
    result = through("feed.xml")
    assert result.exit_code == 2
    assert "in" in result.stderr
    shutil.rmtree(desk / "held", ignore_errors=True)


def both(first: str, second: str) -> list[int]:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "copylint", "gate", name, "--accept", "in", "--journal", f"{name}.sqlite"],
            stdout=subprocess.DEVNULL,
        )
        for name in (first, second)
    ]
    return [run.wait() for run in runs]


def test_two_gates_at_the_same_time_lose_nothing(desk: Path) -> None:
    for name in ("p.xml", "q.xml"):
        items = (item(n, f"{SOUND} It was vote {n} of {name[0]}.") for n in range(60))
        (desk / name).write_text(feed(*items), encoding="utf-8")
    assert both("p.xml", "q.xml") == [0, 0]
    written = [path.read_text(encoding="utf-8") for path in (desk / "in").glob("0*.xml")]
    assert sorted(re.findall(r"vote \d+ of \w", "".join(written))) == sorted(
        f"vote {n} of {name}" for n in range(60) for name in "pq"
    )


@pytest.mark.usefixtures("desk")
class TestWhatWasLostOnce:
    def test_a_report_is_never_written_over_another_file(self) -> None:
        line = json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1.report", "content_text": DAMAGED}]}
        )
        Path("f.json").write_text(line, encoding="utf-8")
        Path("f.xml").write_text(feed(item(1, DAMAGED)).replace("id-1", "1"), encoding="utf-8")
        Path("g.json").write_text(line.replace("1.report", "1"), encoding="utf-8")
        for name in ("f.json", "f.xml", "g.json"):
            assert through(name).exit_code == 1
        assert json.loads(Path("held/000001-1.report.json").read_text(encoding="utf-8"))["items"][0]["id"] == "1.report"
        assert len(names("held")) == 6

    def test_what_a_killed_run_had_begun_is_not_written_over_by_another_item(self) -> None:
        Path("p.xml").write_text(feed(item(1, SOUND)), encoding="utf-8")
        through("p.xml")
        Path("in/000001-id-1.xml").unlink()
        sqlite3.connect("in/gate.sqlite", isolation_level=None).execute("UPDATE written SET done = 0")
        Path("q.xml").write_text(feed(item(1, f"{SOUND} It was late.")), encoding="utf-8")
        through("q.xml")
        through("p.xml")
        assert names("in") == ["000001-id-1.2.xml", "000001-id-1.xml"]

    def test_the_policy_of_a_path_is_its_own(self) -> None:
        Path("copylint.toml").write_text('[[source]]\nmatch = ["lax*"]\nseverity = {apostrophes = "off"}\n', "utf-8")
        for name in ("lax.xml", "strict.xml"):
            Path(name).write_text(feed(item(1, DAMAGED)), encoding="utf-8")
        decisions = [
            d["gate"]
            for file in report(through("lax.xml", "strict.xml", "--format", "json"))["files"]
            for d in file["documents"]
        ]
        assert decisions == ["pass", "hold"]

    def test_items_without_ids_are_called_by_todays_position(self) -> None:
        plain = [item("", f"{SOUND} It was vote {n}.").replace("<guid>id-</guid>", "") for n in range(3)]
        Path("feed.xml").write_text(feed(*plain[1:]), encoding="utf-8")
        through("feed.xml")
        Path("feed.xml").write_text(feed(*plain), encoding="utf-8")
        documents = report(through("feed.xml", "--format", "json"))["files"][0]["documents"]
        assert [d["item"] for d in documents] == ["#1", "#2", "#3"]

    def test_a_last_line_without_an_end_is_the_same_item_when_another_follows(self) -> None:
        Path("a.jsonl").write_text(json.dumps({"id": 1, "text": SOUND}), encoding="utf-8")
        through("a.jsonl")
        Path("a.jsonl").write_text(f'{json.dumps({"id": 1, "text": SOUND})}\n{{"id": 2, "text": "{SOUND}"}}\n', "utf-8")
        through("a.jsonl")
        assert names("in") == ["000001-1.jsonl", "000002-2.jsonl"]
