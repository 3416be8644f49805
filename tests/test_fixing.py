"""Files mended: what is put in, what stays as it is, and that nothing is lost whatever happens."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from copylint.app import app
from copylint.fixes.mend import mend
from copylint.model.errors import UnwritableError
from copylint.model.mending import Change
from copylint.model.source import Source
from copylint.model.traced import Position
from copylint.pipeline import Pipeline
from copylint.sources.rewriting import rewrite

DAMAGED = "The mayor said he doesnt expect a deal.\nIt wont rain , he said.\n"
MENDED = "The mayor said he doesn’t expect a deal.\nIt won’t rain, he said.\n"
UNSAFE = "Vladmir Putin, the president of Russia, said on Monday that Vladimir Putin would go.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["check", *arguments], input=stdin, catch_exceptions=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_bom_line_ends_and_mode_stay(desk: Path, encoding: str, end: str) -> None:
    path = desk / "a.txt"
    path.write_bytes(DAMAGED.replace("\n", end).encode(encoding))
    path.chmod(0o640)
    result = check("a.txt", "--fix")
    assert (result.exit_code, result.stdout) == (0, "1 file, nothing found\n")
    assert path.read_bytes() == MENDED.replace("\n", end).encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "a.txt: mended 1 contraction-without-apostrophe" in result.stderr
    assert os.listdir(desk) == ["a.txt"]  # noqa: PTH208


@pytest.mark.usefixtures("desk")
def test_a_diff_shows_what_would_change_and_changes_nothing() -> None:
    Path("a.txt").write_text(DAMAGED, encoding="utf-8")
    Path("b.txt").write_text(MENDED, encoding="utf-8")
    result = check("a.txt", "b.txt", "--diff")
    assert result.exit_code == 1
    before, after = DAMAGED.splitlines(), MENDED.splitlines()
    assert result.stdout.splitlines() == [
        "--- a.txt",
        "+++ a.txt",
        "@@ -1,2 +1,2 @@",
        *(f"-{line}" for line in before),
        *(f"+{line}" for line in after),
    ]
    assert Path("a.txt").read_text(encoding="utf-8") == DAMAGED
    assert check("b.txt", "--diff").exit_code == 0
    assert check("b.txt", "nowhere.txt", "--diff").exit_code == 2


def test_standard_input_comes_back_mended_and_the_rest_goes_to_stderr() -> None:
    result = check("-", "--fix", stdin=DAMAGED)
    assert (result.exit_code, result.stdout) == (0, MENDED)
    assert "nothing found" in result.stderr
    result = check("-", "--fix", "--stdin-filename", "a.txt", stdin=UNSAFE)
    assert (result.exit_code, result.stdout) == (1, UNSAFE)
    assert "a.txt" in result.stderr
    assert check("-", "a.txt", "--fix", stdin=DAMAGED).exit_code == 2


@pytest.mark.usefixtures("desk")
def test_unsafe_fixes_are_put_in_only_when_asked_for() -> None:
    Path("a.txt").write_text(UNSAFE, encoding="utf-8")
    result = check("a.txt", "--fix")
    assert result.exit_code == 1
    assert "1 more can be mended by --unsafe-fixes" in result.stderr
    assert Path("a.txt").read_text(encoding="utf-8") == UNSAFE
    result = check("a.txt", "--fix", "--unsafe-fixes", "--show-fixes")
    assert result.exit_code == 0
    assert "a.txt:1:1: " in result.stderr
    assert Path("a.txt").read_text(encoding="utf-8") == UNSAFE.replace("Vladmir", "Vladimir")


@pytest.mark.usefixtures("desk")
def test_only_what_is_selected_is_mended() -> None:
    Path("a.txt").write_text(DAMAGED, encoding="utf-8")
    check("a.txt", "--fix", "--select", "spacing")
    assert Path("a.txt").read_text(encoding="utf-8") == DAMAGED.replace("rain ,", "rain,")


@pytest.mark.usefixtures("desk")
def test_a_feed_is_mended_where_its_items_stand() -> None:
    feed = (
        "<rss><channel><item><title>Talks</title><description>&lt;p&gt;Bread &amp;amp; butter.&lt;/p&gt;"
        "\n&lt;p&gt;He doesnt know, and it wont rain , she said.&lt;/p&gt;</description></item></channel></rss>\n"
    )
    Path("feed.xml").write_text(feed, encoding="utf-8")
    assert check("feed.xml", "--fix").exit_code == 0
    mended = feed.replace("doesnt", "doesn’t").replace("wont", "won’t").replace("rain ,", "rain,")
    assert Path("feed.xml").read_text(encoding="utf-8") == mended


@pytest.mark.usefixtures("desk")
class TestNothingIsLost:
    def test_a_read_only_file_is_an_error(self) -> None:
        path = Path("a.txt")
        path.write_text(DAMAGED, encoding="utf-8")
        path.chmod(0o444)
        Path("b.txt").write_text(DAMAGED, encoding="utf-8")
        result = check("a.txt", "b.txt", "--fix")
        assert (result.exit_code, "a.txt: can't be written: read-only" in result.stderr) == (2, True)
        assert path.read_text(encoding="utf-8") == DAMAGED
        assert Path("b.txt").read_text(encoding="utf-8") == MENDED

    def test_a_file_that_changed_in_the_meantime_stays(self) -> None:
        path = Path("a.txt")
        path.write_bytes(b"somebody wrote this")
        with pytest.raises(UnwritableError, match="it has changed since it was read"):
            rewrite(path, b"what was mended", before=b"what was read")
        assert path.read_bytes() == b"somebody wrote this"
        assert os.listdir() == ["a.txt"]  # noqa: PTH208

    def test_a_full_disc_leaves_the_old_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: int) -> None:
            raise OSError(28, os.strerror(28))

        Path("a.txt").write_text(DAMAGED, encoding="utf-8")
        monkeypatch.setattr(os, "fsync", full)
        result = check("a.txt", "--fix")
        assert (result.exit_code, "No space left on device" in result.stderr) == (2, True)
        assert Path("a.txt").read_text(encoding="utf-8") == DAMAGED
        assert os.listdir() == ["a.txt"]  # noqa: PTH208

    def test_a_link_stays_a_link(self) -> None:
        Path("real.txt").write_text(DAMAGED, encoding="utf-8")
        Path("a.txt").symlink_to("real.txt")
        check("a.txt", "--fix")
        assert Path("a.txt").is_symlink()
        assert Path("real.txt").read_text(encoding="utf-8") == MENDED

    def test_a_file_that_is_broken_is_left_alone(self) -> None:
        feed = "<rss><channel><item><title>He doesnt know</title></item><item>"
        Path("feed.xml").write_text(feed, encoding="utf-8")
        result = check("feed.xml", "--fix")
        assert (result.exit_code, "broken XML" in result.stderr) == (2, True)
        assert Path("feed.xml").read_text(encoding="utf-8") == feed


def change(text: str, old: str, new: str, rule: str) -> list[Change]:
    at = text.find(old)
    return [Change(at, at + len(old), new, rule, Position(1, at + 1))] if at >= 0 else []


def test_fixes_that_undo_one_another_are_named_and_left_out() -> None:
    def changes(now: str) -> tuple[list[Change], list[object]]:
        first = change(now, "zero", "one", "counts")
        return first or change(now, "red", "blue", "paints") or change(now, "blue", "red", "scrubs"), []

    mending = mend("zero red", changes)  # type: ignore[arg-type]
    assert (mending.text, mending.cycle) == ("one red", ("paints", "scrubs"))
    assert [c.rule for c in mending.changes] == ["counts"]


def test_fixes_without_end_are_stopped_and_named() -> None:
    mending = mend("a", lambda _: ([Change(0, 0, "a", "grows", Position(1, 1))], []))
    assert (len(mending.text), mending.cycle) == (11, ("grows",))


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("ab doesnt,.“”'\n ")))
def test_what_is_mended_stays_as_it_is(pipeline: Pipeline, text: str) -> None:
    mending = pipeline.mend(Source("a.txt", text))
    assert pipeline.mend(Source("a.txt", mending.text)).text == mending.text or mending.cycle
