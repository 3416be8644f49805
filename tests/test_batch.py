"""Many files: side by side and kept, the reports are those of one file after the other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from copylint.app import app
from copylint.batch import cache as cache_module
from copylint.batch.cache import Cache, cache_file, key_of
from copylint.batch.local import FEWEST
from copylint.reports.formats import FORMATS

SOUND = "The council met on Monday to vote on the bridge.\n"
DAMAGED = "“It’s late,” the mayor said. 🎭 He doesnt expect a deal.\n"
FEED = "<rss><channel><item><title>Talks</title><description>He doesnt know.</description></item></channel></rss>"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "copy").mkdir()
    for number in range(3 * FEWEST):
        text = DAMAGED if number % 7 == 3 else f"{SOUND}It was vote {number}.\n"
        (tmp_path / "copy" / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "copy" / "feed.xml").write_text(FEED, encoding="utf-8")
    (tmp_path / "copy" / "package.json").write_text('{"name": "no copy"}', encoding="utf-8")
    (tmp_path / "copy" / "zz-binary.txt").write_bytes(b"\0\0\0\1\2")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    return tmp_path  # type: ignore[return-value]


def check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments], catch_exceptions=False)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("form", FORMATS)
def test_processes_and_the_cache_change_nothing(form: str) -> None:
    alone = check("copy", "--format", form, "--jobs", "1", "--no-cache")
    assert alone.exit_code == 2
    for arguments in (("--jobs", "3", "--no-cache"), ("--jobs", "2"), ("--jobs", "1"), ("--jobs", "2")):
        again = check("copy", "--format", form, *arguments)
        assert (again.exit_code, again.stdout, again.stderr) == (2, alone.stdout, alone.stderr)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("form", FORMATS)
def test_files_said_again_and_files_said_anew_make_one_report(form: str) -> None:
    check("copy", "--format", form)
    for number in (0, 3, 11, 12):
        Path(f"copy/{number:03}.txt").write_text(f"{DAMAGED}{number}\n", encoding="utf-8")
    Path("copy/001.txt").unlink()
    mixed = check("copy", "--format", form)
    assert mixed.stdout == check("copy", "--format", form, "--no-cache").stdout
    assert check("copy", "--format", form).stdout == mixed.stdout


@pytest.mark.usefixtures("desk")
def test_words_are_kept_by_the_format_and_its_looks() -> None:
    plain, coloured = (check("copy", "--color", when).stdout for when in ("never", "always"))
    assert plain != coloured
    assert [check("copy", "--color", when).stdout for when in ("never", "always")] == [plain, coloured]


@pytest.mark.usefixtures("desk")
def test_waivers_are_told_of_whatever_is_kept() -> None:
    before = check("copy", "--format", "json")
    assert CliRunner().invoke(app, ["waive", "copy/003.txt:2:1", "--reason", "x"]).exit_code == 2
    assert CliRunner().invoke(app, ["waive", "copy/003.txt:1:35", "--reason", "dialect"]).exit_code == 0
    waived = check("copy", "--format", "json")
    assert len(waived.stdout) < len(before.stdout)
    Path("copy/003.txt").write_text(SOUND, encoding="utf-8")
    for _ in range(2):
        assert "is unused" in check("copy", "--format", "json").stderr


@pytest.mark.usefixtures("desk")
def test_what_was_checked_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = check("copy", "--format", "json")
    monkeypatch.setattr("copylint.engine.run.Engine.run", None)  # whoever checks again fails
    assert check("copy", "--format", "json").stdout == first.stdout
    Path("copy/000.txt").write_text(DAMAGED, encoding="utf-8")
    changed = check("copy", "--format", "json")
    assert "000.txt not checked" in changed.stderr or "copy/000.txt: not checked" in changed.stderr
    assert check("copy", "--format", "json", "--ignore", "wording").stdout != first.stdout


@pytest.mark.usefixtures("desk")
def test_what_could_not_be_checked_whole_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("copylint.engine.run.Engine.run", None)
        assert check("copy/003.txt").exit_code == 2
    assert check("copy/003.txt").exit_code == 1


@pytest.mark.usefixtures("desk")
def test_a_cache_that_is_broken_is_not_in_the_way() -> None:
    expected = check("copy", "--format", "json", "--no-cache").stdout
    cache_file().parent.mkdir(parents=True, exist_ok=True)
    cache_file().write_bytes(b"no database " * 1000)
    assert check("copy", "--format", "json").stdout == expected
    cache_file().unlink()
    cache_file().mkdir()
    assert check("copy", "--format", "json").stdout == expected


def test_the_longest_unused_reports_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MOST_BYTES", 100_000)
    path = tmp_path / "checked.sqlite"
    for day in range(5):
        monkeypatch.setattr(cache_module, "_today", lambda day=day: day)
        kept = Cache(path)
        for number in range(10):
            kept.put(key_of("", f"{day}", b"%d" % number), b"x" * 4_000)
        kept.close()
    days = [day for (day,) in sqlite3.connect(path).execute("SELECT DISTINCT used FROM kept ORDER BY used")]
    assert days == [3, 4]


@pytest.mark.usefixtures("desk")
def test_a_process_that_dies_leaves_errors_and_a_whole_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copylint.batch.processes._check", _die)
    result = check("copy", "--format", "json", "--jobs", "2", "--no-cache")
    assert result.exit_code == 2
    assert any("ended before its time" in e["message"] for e in json.loads(result.stdout)["errors"])


def _die(*_: object) -> bytes:
    import os  # noqa: PLC0415

    os._exit(3)
