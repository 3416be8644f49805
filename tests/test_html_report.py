"""The page: well formed, with every finding as a note and every document in its contents, and nothing let in or out."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import chain

import pytest

from copylint.model.document import Document
from copylint.model.finding import Confidence, Finding, Severity
from copylint.model.report import DocumentReport, FileReport, Tally, WholeReport
from copylint.model.source import Source, Unread
from copylint.model.span import Span
from copylint.pipeline import Pipeline
from copylint.reports.html_report import HtmlReport

VOID = {"meta", "link", "input", "br"}
HOSTILE = (
    "Ferries late on Monday\n\n"
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> it doesnt help.\n\n"
    "\x1b[31mRed\x07 \x9b31m \u202eevil\u2066 \ufeff\x00 & <b>bold</b> it doesnt help\xa0either.\n"
)
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Element:
    """A tag with its attributes, what encloses it and the text in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.texts: list[str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def above(self) -> Iterator[Element]:
        parent = self.parent
        while parent:
            yield parent
            parent = parent.parent


class Page(HTMLParser):
    """The elements of a page, in order; what is not closed in order is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), tag
        element = Element(tag, {n: v or "" for n, v in attrs}, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)

    def of(self, tag: str, kind: str = "") -> list[Element]:
        return [e for e in self.elements if e.tag == tag and (not kind or kind in e.classes)]

    def by_id(self) -> dict[str, Element]:
        return {e["id"]: e for e in self.elements if "id" in e.attributes}


def written(*reports: WholeReport, unread: list[Unread] | None = None) -> str:
    form, tally = HtmlReport("1.2.3"), Tally(unread=unread or [])
    text = [*form.begin()]
    for report in reports:
        tally.files += 1
        documents = list(tally.count(report.documents))
        text += form.file(FileReport(report.path, report.encoding, iter(documents), report.failures, report.failed))
    return "".join([*text, *form.end(tally)])


def page_of(pipeline: Pipeline, text: str, path: str = "story.txt") -> tuple[Page, WholeReport]:
    report = pipeline.check(Source(path, text))
    return Page(written(report)), report


def feed(count: int, *, damaged: int) -> str:
    items = "".join(
        f"<item><guid>q-{n}</guid><title>Ferry number {n} is late</title><description>"
        f"{'The crew doesnt know why it was so late.' if n < damaged else 'The crew know why it was so late.'}"
        "</description></item>"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>{items}</channel></rss>'


def test_every_finding_is_a_note_with_all_that_is_known_of_it(everything: Pipeline) -> None:
    text = "The ferry came to the to the quay on Monday, and it doesnt leave. Mr Starmr met Keir Starmer.\n" * 3
    page, report = page_of(everything, text)
    findings = sorted(report.findings(), key=lambda f: f.span)
    notes = page.of("details", "note")
    assert len(findings) == len(notes) > 4
    assert [n["data-rule"] for n in notes] == [f.rule for f in findings]
    (doc,) = (part.document for part in report.documents)
    for note, finding in zip(notes, findings, strict=True):
        line, column = doc.position(finding.span.start)
        assert (note["data-line"], note["data-column"]) == (str(line), str(column))
        assert (note["data-family"], note["data-severity"]) == (finding.family, finding.severity.word)
        for said in (finding.message, finding.why, f"line {line}:{column}", finding.confidence.word, finding.rule):
            assert said in note.text
        assert all(s in note.text for s in finding.suggestions)


def test_marks_and_notes_lead_to_each_other(everything: Pipeline) -> None:
    page, _ = page_of(everything, "It doesnt help.\n\nIt doesnt help to the to the quay.\n\nIt doesnt help.\n")
    known = page.by_id()
    links = [e for e in page.of("a") if e["href"].startswith("#")]
    assert all(link["href"][1:] in known for link in links)
    assert all(name in known for e in page.elements for name in e.attributes.get("aria-describedby", "").split())
    notes = {n["id"] for n in page.of("details", "note")}
    assert notes == {e["href"][1:] for e in page.of("a", "ref")}
    reached = [e["href"][1:] for e in page.elements if "data-notes" in e.attributes and "tabindex" not in e.attributes]
    assert sorted(reached) == sorted(notes), "by keyboard, each finding is reached once"


def test_ids_are_unique(everything: Pipeline) -> None:
    reports = [everything.check(Source(name, feed(4, damaged=2))) for name in ("a.xml", "b.xml")]
    page = Page(written(*reports))
    ids = [e["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))


def finding(start: int, end: int, text: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("rule", "spacing", severity, Confidence.CERTAIN, "Wrong.", Span(start, end), text[start:end])


def replaced(pipeline: Pipeline, text: str, *findings: Finding) -> tuple[Page, Document]:
    report = pipeline.check(Source("a.txt", text))
    part = DocumentReport(report.documents[0].document, findings, (), ())
    return Page(written(replace(report, documents=(part,)))), part.document


def test_overlapping_findings_are_cut_and_named(pipeline: Pipeline) -> None:
    text = "One two three four five.\n"
    found = (finding(4, 13, text, Severity.WARNING), finding(8, 18, text), finding(24, 24, text, Severity.INFO))
    page, _ = replaced(pipeline, text, *found)
    marks = page.of("a", "mark")
    assert [(m.text, m["data-notes"], m["data-severity"]) for m in marks] == [
        ("two ", "d1n1", "warning"),
        ("three", "d1n1 d1n2", "error"),
        (" four", "d1n2", "error"),
        ("here", "d1n3", "info"),
    ]
    assert "".join(p.text for p in page.of("p") if "dir" in p.attributes) == "One two three1 four2 five.here3"


def test_two_findings_of_the_same_words_are_both_reached(pipeline: Pipeline) -> None:
    text = "One two three.\n"
    page, _ = replaced(pipeline, text, finding(4, 7, text), finding(4, 7, text))
    (mark,) = page.of("a", "mark")
    first, second = page.of("a", "ref")
    assert mark["href"] == first["href"] == "#d1n1"
    assert ("tabindex" in first.attributes, "tabindex" in second.attributes) == (True, False)


def test_a_note_stands_beside_the_paragraph_its_finding_begins_in(pipeline: Pipeline) -> None:
    text = "A headline\n\nThe first one goes on.\n\nThe second one does.\n\nThe third.\n"
    page, _ = replaced(pipeline, text, finding(16, 44, text), finding(34, 36, text))
    parts = page.of("div", "part")
    notes = page.of("details", "note")
    assert [next(e for e in note.above() if "part" in e.classes) for note in notes] == [parts[1], parts[1]]
    assert [m.text for m in page.of("a", "mark")] == ["first one goes on.", "↵↵", "The seco"]


def test_everything_from_the_copy_is_escaped(everything: Pipeline) -> None:
    report = everything.check(Source("<i>\x1b\u202e&.txt", HOSTILE))
    nasty = tuple(
        f._replace(message=HOSTILE, why=HOSTILE, suggestions=(HOSTILE, HOSTILE), rule='"><b>', family="'\"<b>")
        for f in report.findings()
    )
    (part,) = report.documents
    part = replace(part, findings=nasty, reasons=(HOSTILE,), unchecked=("<b>",))
    text = written(replace(report, documents=(part,)), unread=[Unread("<b>\x07", HOSTILE)])
    assert UNSEEN.search(text) is None
    page = Page(text)
    assert len(page.of("script")) == len(page.of("style")) == 1
    assert not page.of("img")
    assert not any(name.startswith("on") or name == "style" for e in page.elements for name in e.attributes)
    copy = next(iter(page.of("div", "copy"))).text
    for seen in ("</script><script>alert(1)</script><img src=x onerror=alert(1)>", r"\x1b", r"\x9b", r"\u202e", "␣"):
        assert seen in copy


def test_the_policy_names_style_and_script_and_nothing_else(pipeline: Pipeline) -> None:
    page, _ = page_of(pipeline, "It doesnt help.\n")
    (policy,) = [e["content"] for e in page.of("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    for tag in ("style", "script"):
        (element,) = page.of(tag)
        assert directives[f"{tag}-src"] == f"'sha256-{b64encode(sha256(element.text.encode()).digest()).decode()}'"
        assert re.search(r"https?:|//[a-z]|@import|url\(", element.text) is None
    assert {e["href"] for e in page.of("link")} == {"data:,"}
    assert not any("src" in e.attributes for e in page.elements)


def test_items_are_sections_in_the_contents_and_sound_ones_one_line(everything: Pipeline) -> None:
    report = everything.check(Source("feed.xml", feed(6, damaged=2)))
    page = Page(written(report))
    assert [e["id"] for e in page.of("article")] == ["d1", "d2"]
    assert [h.text.split(":")[0] for h in page.of("h3")] == ["q-0", "q-1"]
    sound = page.of("p", "sound")
    assert [e["id"] for e in sound] == ["d3", "d4", "d5", "d6"]
    assert sound[0].text == "sound Ferry number 2 is late q-2 nothing found"
    assert "know why it was so late" not in "".join(e.text for e in sound)
    (contents,) = page.of("nav")
    rows = [e for e in page.of("li") if contents in e.above()]
    assert [row.text.split()[0] for row in rows] == ["fail", "fail", "fail", "sound", "sound", "sound", "sound"]
    assert "6 documents, 4 of them sound" in next(iter(page.of("p", "counts"))).text


def test_diagnosis_reasons_and_language_are_told(pipeline: Pipeline) -> None:
    text = "He doesnt know it and she doesnt say it, but the ferry wont come before Mondays meeting in London.\n"
    page, report = page_of(pipeline, text)
    (diagnosis,) = report.documents[0].diagnosis
    (told,) = page.of("ul", "diagnosis")
    assert diagnosis.message in told.text
    assert f"{diagnosis.findings} places" in told.text
    assert diagnosis.why in told.text
    (standing,) = page.of("p", "standing")
    assert report.documents[0].reasons[0] in standing.text
    assert next(iter(page.of("div", "copy")))["lang"].startswith("en")
    assert page.of("html")[0]["lang"] == "en"


def test_a_language_that_is_not_checked_is_named(pipeline: Pipeline) -> None:
    text = (
        "Der Minister sagte am Montag, dass die Fähre nicht vor dem Donnerstag kommt, weil die Mannschaft streikt.\n"
        * 5
    )
    page, report = page_of(pipeline, text)
    assert report.documents[0].unchecked
    (line,) = [*page.of("p", "sound"), *page.of("p", "standing")]
    assert "not English (de): not checked for" in line.text


def test_what_was_not_read_stands_on_top(pipeline: Pipeline) -> None:
    page = Page(written(pipeline.check(Source("a.txt", "")), unread=[Unread("b.pdf", "is no text")]))
    (unread,) = page.of("section", "unread")
    assert "b.pdf is no text" in unread.text
    assert "Hold: not everything was read" in page.of("h1")[0].text
    assert page.elements.index(unread) < page.elements.index(page.of("main")[0])


def test_copy_without_text_or_files_has_a_page_too(pipeline: Pipeline) -> None:
    page, report = page_of(pipeline, "")
    assert len(page.of("details", "note")) == len(report.findings()) == 1
    assert len(page.of("a", "gap")) == 1
    empty = Page(written())
    assert "0 findings in 0 files" in empty.of("p", "counts")[0].text
    assert not empty.of("nav")
    assert not empty.of("form")


def test_headlines_captions_and_wrapped_lines_are_set_as_such(pipeline: Pipeline) -> None:
    wrapped = "and the company expects to sail on Thursday, as its crew told the owners\n" * 5
    page, _ = page_of(pipeline, f"Ferries stay in port\n\n{wrapped}of the ship, and it doesnt help.\n")
    (headline,) = page.of("p", "headline")
    assert headline.text == "Ferries stay in port"
    paragraphs = [p for p in page.of("p") if "dir" in p.attributes]
    assert len(paragraphs) == 2
    assert "told the owners and the company" in paragraphs[1].text


def test_nothing_is_said_before_the_last_document_was_checked(pipeline: Pipeline) -> None:
    asked: list[int] = []

    def documents() -> Iterator[DocumentReport]:
        for number, part in enumerate(pipeline.check(Source("feed.xml", feed(3, damaged=1))).documents):
            asked.append(number)
            yield part

    form = HtmlReport("1")
    assert not list(chain(form.begin(), form.file(FileReport("feed.xml", "utf-8", documents()))))
    assert asked == [0, 1, 2]
    assert Page("".join(form.end(Tally(files=1)))).of("article")


@pytest.mark.parametrize(
    ("tally", "wanted"),
    [
        (Tally(files=1), "sound Nothing found"),
        (Tally(files=1, findings=1, warnings=1), "pass Nothing that holds the copy"),
        (Tally(files=1, findings=1, errors=1, failed=True), "fail Hold the copy"),
    ],
)
def test_the_outcome_stands_on_top(tally: Tally, wanted: str) -> None:
    assert Page("".join(HtmlReport("1").end(tally))).of("h1")[0].text == wanted
