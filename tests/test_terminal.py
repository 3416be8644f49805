"""The reports for people: what they show, what they never let through, and where the carets stand."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from copylint.documents.build import Reading
from copylint.model.diagnosis import Diagnosis
from copylint.model.document import Document
from copylint.model.finding import Confidence, Finding, Related, Severity
from copylint.model.report import DocumentReport, FileReport, Tally
from copylint.model.source import Source, Unread
from copylint.model.span import Span
from copylint.reports.concise import ConciseReport
from copylint.reports.escapes import readable, shown, unseen, visible
from copylint.reports.excerpt import NARROWEST, excerpt
from copylint.reports.paint import Painter
from copylint.reports.terminal import TerminalReport


def document(text: str, *, path: str = "a.txt", language: str = "en") -> Document:
    return Document(Source(path, text), text, Reading(text, language))


def finding(doc: Document, text: str, *, nth: int = 0, **changes: object) -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = doc.text.index(text, start + 1)
    parts: dict[str, object] = {
        "rule": "possessive-without-apostrophe",
        "family": "apostrophes",
        "severity": Severity.ERROR,
        "confidence": Confidence.CERTAIN,
        "message": "Possessive without its apostrophe.",
        "span": Span(start, start + len(text)),
        "text": text,
    }
    return Finding(**(parts | changes))  # type: ignore[arg-type]


def file_report(
    doc: Document, *findings: Finding, diagnosis: tuple[Diagnosis, ...] = (), unchecked: tuple[str, ...] = ()
) -> FileReport:
    part = DocumentReport(doc, findings, diagnosis, unchecked, ("1 error",) if findings else ())
    return FileReport(doc.source.path, "utf-8", (part,))


def printed(report: FileReport, *, width: int = 100, color: bool = False) -> str:
    return "".join(TerminalReport(Painter(width, color=color)).file(report))


def ending(tally: Tally) -> str:
    return "".join(TerminalReport(Painter(100, color=False)).end(tally))


def under_carets(text: str) -> list[str]:
    """Return, for each line of carets, what stands above it, cell by cell."""
    lines = text.splitlines()
    found = []
    for above, line in pairwise(lines):
        if "^" in line and not line.split("(")[0].strip().strip("^"):
            first, last = line.index("^"), line.rindex("^") + 1
            found.append("".join(c for i, c in enumerate(above) if first <= wcswidth(above[:i]) < last))
    return found


def test_a_finding_is_shown_with_its_place_its_copy_and_its_cure() -> None:
    doc = document("Before Russias army moved.")
    one = finding(
        doc,
        "Russias",
        confidence=Confidence.LIKELY,
        suggestions=("Russia’s", "Russians"),
        why="no apostrophe in 920 words",
        related=(Related(Span(0, 6), "first copy"), Related(Span(15, 19), "first copy")),
    )
    assert printed(file_report(doc, one)) == (
        "a.txt\n"
        "\n"
        "  1:8  error, likely  Possessive without its apostrophe.  possessive-without-apostrophe\n"
        "      Before Russias army moved.\n"
        "             ^^^^^^^\n"
        "      → Russia’s\n"
        "      → Russians\n"
        "      no apostrophe in 920 words\n"
        "      also at 1:1, 1:16 first copy\n"
        "\n"
    )


def test_certainty_goes_without_saying() -> None:
    doc = document("Russias army")
    assert "certain" not in printed(file_report(doc, finding(doc, "Russias")))


def test_the_diagnosis_stands_on_top() -> None:
    doc = document("Russias army")
    diagnosis = (Diagnosis("apostrophes-lost", "apostrophes lost by the feed.", 13, "5 certain cases in this text"),)
    second = printed(file_report(doc, finding(doc, "Russias"), diagnosis=diagnosis)).splitlines()[1]
    assert second == "  apostrophes lost by the feed: 13 places (5 certain cases in this text)"


def test_findings_of_one_line_share_a_heading() -> None:
    doc = document("Sound.\nRussias army, Chinas army\nKenyas army")
    found = [finding(doc, name) for name in ("Russias", "Chinas", "Kenyas")]
    text = printed(file_report(doc, *found))
    assert text.count("line 2, 2 findings") == 1
    assert "line 3" not in text
    assert under_carets(text) == ["Russias", "Chinas", "Kenyas"]


def test_what_was_not_checked_is_said_even_of_a_clean_file() -> None:
    doc = document("Le ministre", language="fr")
    text = printed(file_report(doc, unchecked=("apostrophes", "names")))
    assert "not English (fr): not checked for apostrophes, names" in text


def test_a_clean_file_is_not_mentioned() -> None:
    assert not printed(file_report(document("Sound copy.")))


@pytest.mark.parametrize(
    "before",
    [
        "",
        "日本語のニュース ",
        "Cafe\u0301 😀 ",
        "\tin ",
        "a\xa0b\u200bc\xadd ",
        "\x1b[31m ",
        "\u202e ",
        "🇺🇦 👍🏽 ",
        "[bold]x[/bold] ",
    ],
)
def test_carets_stand_under_the_span(before: str) -> None:
    doc = document(f"{before}Russias army")
    assert under_carets(printed(file_report(doc, finding(doc, "Russias")))) == ["Russias"]


@pytest.mark.parametrize(
    ("text", "above"),
    [("日本", "日本"), ("\x1b", "\\x1b"), ("\u200b", "\\u200b"), ("\u0301", "e"), ("\xa0", "␣"), ("😀", "😀")],
)
def test_carets_are_as_wide_as_what_is_shown(text: str, above: str) -> None:
    doc = document(f"one e{text} two")
    assert under_carets(printed(file_report(doc, finding(doc, text)))) == [above]


def test_a_place_between_two_characters_has_one_caret() -> None:
    cut = excerpt("one two", Span(0, 7), Span(4, 4), 80)
    assert (cut.before, cut.carets) == (4, 1)


def test_the_end_of_a_line_has_a_caret() -> None:
    cut = excerpt("one\ntwo", Span(0, 3), Span(3, 3), 80)
    assert (cut.text, cut.before, cut.carets) == ("one", 3, 1)


def test_a_long_line_is_cut_around_the_span() -> None:
    text = "word " * 2_000 + "Russias army" + " word" * 2_000
    doc = document(text)
    lines = printed(file_report(doc, finding(doc, "Russias"))).splitlines()
    assert lines[3].startswith("      …")
    assert lines[3].endswith("…")
    assert 90 < wcswidth(lines[3]) <= 100
    assert under_carets("\n".join(lines)) == ["Russias"]


@pytest.mark.parametrize("width", [NARROWEST, 40, 80, 200])
@pytest.mark.parametrize("at", [0, 500, 1_000])
def test_a_cut_is_as_wide_as_there_is_room_for(width: int, at: int) -> None:
    text = "日本" * 500 + "x"
    cut = excerpt(text, Span(0, len(text)), Span(at, at + 1), width)
    assert width - 4 <= wcswidth(cut.text) <= width


def test_a_span_wider_than_the_terminal_has_carets_to_the_edge() -> None:
    text = "A" * 300
    cut = excerpt(text, Span(0, 300), Span(0, 300), 50)
    assert (cut.before, cut.carets) == (0, 48)
    assert cut.text.endswith("…")


def test_a_span_over_several_lines_shows_the_first_and_counts_them() -> None:
    doc = document("Keep.\nDrop this\nand this\nand that\nKeep.")
    text = printed(file_report(doc, finding(doc, "this\nand this\nand that\n")))
    assert "      Drop this\n           ^^^^ (goes on: 3 lines)\n" in text


@given(st.text(max_size=400), st.data())
def test_an_excerpt_is_never_wider_than_asked_and_lets_nothing_unseen_through(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    width = data.draw(st.integers(NARROWEST, 120))
    cut = excerpt(text, Span(0, len(text)), Span(start, end), width)
    assert not any(unseen(c) for c in cut.text)
    assert cut.carets >= 1
    assert 0 <= cut.before <= width
    assert all(unicodedata.category(c) != "Cc" for c in cut.text)


def test_copy_is_never_markup_and_controls_never_reach_a_terminal() -> None:
    nasty = "\x1b]0;x\x07\x9b31m\u202e[bold red]no[/bold red]\x7f\u2066\u200f\u061c"
    doc = document(f"a {nasty} b", path=f"p{nasty}.txt")
    one = finding(
        doc,
        nasty,
        message=f"m {nasty}",
        why=f"w {nasty}",
        suggestions=(f"s {nasty}",),
        related=(Related(Span(0, 1), f"r {nasty}"),),
    )
    text = printed(file_report(doc, one))
    assert not any(unseen(c) for c in text if c != "\n")
    assert text.count("[bold red]no[/bold red]") == 6
    assert "\\x1b]0;x\\x07\\x9b31m\\u202e" in text
    concise = "".join(ConciseReport().file(file_report(doc, one)))
    assert concise.count("\n") == 1
    assert not any(unseen(c) for c in concise if c != "\n")


def test_without_colour_there_is_no_escape_sequence_and_with_it_there_is() -> None:
    doc = document("Russias army")
    report = file_report(doc, finding(doc, "Russias"))
    assert "\x1b[" not in printed(report)
    assert "\x1b[" in printed(report, color=True)


def test_a_suggestion_to_delete_says_so() -> None:
    doc = document("said said")
    assert "→ (take it out)" in printed(file_report(doc, finding(doc, " said", suggestions=("",))))


def test_a_long_why_is_broken_at_spaces() -> None:
    doc = document("Russias army")
    text = printed(file_report(doc, finding(doc, "Russias", why="word " * 60)), width=50)
    whys = [line for line in text.splitlines() if "word" in line]
    assert sum(line.count("word") for line in whys) == 60
    assert all(len(line) <= 50 and line.startswith("      word") for line in whys)


@pytest.mark.parametrize(
    ("tally", "summary", "verdict"),
    [
        (Tally(files=1), "1 file, nothing found", ""),
        (
            Tally(files=5, findings=41, errors=30, warnings=11, failed=True),
            "5 files, 41 findings: 30 errors, 11 warnings",
            "verdict: fail",
        ),
        (Tally(files=2, findings=1, warnings=1), "2 files, 1 finding: 1 warning", "verdict: pass"),
        (Tally(files=1, findings=2, errors=1, failed=True), "1 file, 2 findings: 1 error, 1 info", "verdict: fail"),
        (
            Tally(unread=[Unread("a", "gone")]),
            "0 files, nothing found",
            "verdict: fail, 1 input not read or not fully checked",
        ),
    ],
)
def test_the_summary_counts(tally: Tally, summary: str, verdict: str) -> None:
    assert ending(tally).splitlines() == [summary, *([verdict] if verdict else [])]


UNSEEN = "\x00\x1b\x7f\x85\x9b\u200b\xad\u202a\u2069\u200e\u061c\u2028\ufeff\ufe0f\U000e0041\udcff\ue000"


@pytest.mark.parametrize("char", UNSEEN)
def test_what_cannot_be_seen_is_escaped(char: str) -> None:
    assert unseen(char)
    assert visible(char).startswith("\\")
    assert shown(char).startswith("\\")


@pytest.mark.parametrize("char", ["a", "é", "’", "—", "日", "😀", "\u0301", " ", "\u3000"])
def test_what_can_be_seen_is_left_alone(char: str) -> None:
    assert visible(char) == char == readable(char)
