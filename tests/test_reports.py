"""Every format of the report: valid by its schema, with the same findings, read once from first to last."""

from __future__ import annotations

import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema

from copylint.batch.cache import Cache
from copylint.batch.local import check_files
from copylint.model.finding import Edit, Fix
from copylint.model.fingerprints import fingerprint
from copylint.model.report import DocumentReport, FileReport, Tally
from copylint.model.source import Source, Unread
from copylint.model.span import Span
from copylint.pipeline import Pipeline
from copylint.reports import spool
from copylint.reports.described import described
from copylint.reports.formats import FORMATS, report
from copylint.reports.ordinals import Ordinals
from copylint.reports.paint import Painter
from copylint.reports.paths import uri
from copylint.reports.rdjson import RdjsonReport
from copylint.settings import Settings

SCHEMAS = Path(__file__).parent / "schemas"
MACHINE = [name for name, form in FORMATS.items() if not form.for_people]
PLAIN = "Café 50%, nö: “a”.txt"
FEED = "feed.xml"
BINARY = "photo.txt"

STORY = """The ferry came in late 🛥️ on Monday, and 𐐀lem's crew doesnt know why. The mate said it cant be the engine.

The harbour master looked into it on Tuesday morning and found nothing that was out of order in the engine room.

Another boat was sent out, and it came back to the to the quay \N{ZERO WIDTH SPACE}before noon; doesnt that help?
It doesnt, and the crew doesnt say.

The harbour master looked into it on Tuesday morning and found nothing that was out of order in the engine room.
"""
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Quay</title>
<item><guid>q-1</guid><title>Ferry late again</title>
<description>The ferry was late on Monday &amp; Tuesday, and the crew doesnt know why it was so.</description></item>
<item><guid>q-2</guid><title>Ferry on time</title>
<description>The ferry was on time on Friday, and nobody in the town could say why it was so late before.</description>
</item></channel></rss>
"""

Found = tuple[str, str, int]  # path, rule, line


@pytest.fixture(scope="module")
def checking() -> Pipeline:
    return Pipeline(Settings.of(show=["info", "possible"]))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A folder to stand in, with damaged copy, a feed and a file that is no text."""
    (tmp_path / PLAIN).write_text(STORY, encoding="utf-8", newline="\n")
    (tmp_path / FEED).write_text(RSS, encoding="utf-8", newline="\n")
    (tmp_path / BINARY).write_bytes(b"\x00\x01\x02")
    monkeypatch.chdir(tmp_path)
    return [PLAIN, FEED, BINARY]


def printed(name: str, outcomes: Iterator[FileReport | Unread], pipeline: Pipeline) -> str:
    form = report(name, version="1.2.3", rules=lambda: pipeline.rules, painter=lambda: Painter(100, color=False))
    tally = Tally()
    text = [*form.begin()]
    for outcome in outcomes:
        if isinstance(outcome, Unread):
            tally.unread.append(outcome)
            continue
        tally.files += 1
        outcome.documents = tally.count(outcome.documents)
        text += form.file(outcome)
        tally.unread.extend(outcome.failures)
    return "".join([*text, *form.end(tally)])


@pytest.fixture
def show(desk: list[str], checking: Pipeline) -> Callable[[str], str]:
    return lambda name: printed(name, check_files(checking, desk, None, jobs=1, cache=Cache(None)), checking)


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  our own


# What each format holds


def of_json(text: str) -> list[Found]:
    return [(f["path"], x["rule"], x["line"]) for f in json.loads(text)["files"] for x in f["findings"]]


def of_jsonl(text: str) -> list[Found]:
    lines = [json.loads(line) for line in text.splitlines()]
    return [(x["path"], x["rule"], x["line"]) for x in lines if x["type"] == "finding"]


def of_sarif(text: str) -> list[Found]:
    results = json.loads(text)["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    return [
        (unquote(p["artifactLocation"]["uri"]), r["ruleId"], p["region"]["startLine"])
        for r, p in zip(results, places, strict=True)
    ]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"::(error|warning|notice) ([^\r]*?)::(.*)", line)
        assert match, line
        properties = dict(cast("tuple[str, str]", tuple(p.split("=", 1))) for p in match[2].split(","))
        found.append((match[1], {key: unquote(value) for key, value in properties.items()}, unquote(match[3])))
    return found


def of_github(text: str) -> list[Found]:
    return [(p["file"], p["title"], int(p["line"])) for _, p, _ in commands(text) if "line" in p]


def of_gitlab(text: str) -> list[Found]:
    issues = [issue for issue in json.loads(text) if issue["severity"] != "blocker"]
    return [(i["location"]["path"], i["check_name"], i["location"]["lines"]["begin"]) for i in issues]


def of_junit(text: str) -> list[Found]:
    return [
        (suite.attrib["name"], match[2], int(match[1]))
        for suite in parsed(text)
        for said in [*suite.iter("failure"), *suite.iter("system-out")]
        for line in (said.text or "").split("\n")
        if (match := re.match(r"(\d+):\d+: (?:error|warning|info): ([a-z0-9-]+) ", line))
    ]


def of_checkstyle(text: str) -> list[Found]:
    return [
        (file.attrib["name"], error.attrib["source"].split(".")[2], int(error.attrib["line"]))
        for file in parsed(text)
        for error in file
        if error.attrib["source"] != "copylint.unread"
    ]


def of_rdjson(text: str) -> list[Found]:
    diagnostics = [d for d in json.loads(text)["diagnostics"] if "code" in d]
    return [(d["location"]["path"], d["code"]["value"], d["location"]["range"]["start"]["line"]) for d in diagnostics]


class Notes(HTMLParser):
    """Reads the notes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.path, self.found = "", list[Found]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "section" and "data-path" in values:
            self.path = values["data-path"]
        if tag == "details" and "data-rule" in values:
            self.found.append((self.path, values["data-rule"], int(values["data-line"])))


def of_html(text: str) -> list[Found]:
    notes = Notes()
    notes.feed(text)
    notes.close()
    return notes.found


HELD = {
    "json": of_json,
    "jsonl": of_jsonl,
    "sarif": of_sarif,
    "github": of_github,
    "gitlab": of_gitlab,
    "junit": of_junit,
    "checkstyle": of_checkstyle,
    "rdjson": of_rdjson,
    "html": of_html,
}


@pytest.mark.parametrize("name", MACHINE)
def test_every_machine_format_holds_the_findings_of_json(name: str, show: Callable[[str], str]) -> None:
    wanted = of_json(show("json"))
    assert len(wanted) > 5
    assert {path for path, _, _ in wanted} == {PLAIN, FEED}
    assert HELD[name](show(name)) == wanted


@pytest.mark.parametrize("name", MACHINE)
def test_every_machine_format_says_what_was_not_read(name: str, show: Callable[[str], str]) -> None:
    assert BINARY in show(name)


class Once(FileReport):
    """A report whose documents may be had once, and whose verdict and failures only after that."""

    def __init__(self, path: str, documents: list[DocumentReport]) -> None:
        self.path, self.encoding = path, "utf-8"
        self._left, self._done = documents, False

    def _each(self) -> Iterator[DocumentReport]:
        left, self._left = self._left, []
        assert left, "the documents were read twice"
        yield from left
        self._done = True

    @property
    def documents(self) -> Iterator[DocumentReport]:  # type: ignore[override]
        return self._each()

    @property
    def failures(self) -> list[Unread]:  # type: ignore[override]
        assert self._done
        return [Unread(self.path, "broke off")]

    @property
    def failed(self) -> bool:  # type: ignore[override]
        assert self._done
        return True


@pytest.mark.parametrize("name", FORMATS)
def test_documents_are_read_once_and_the_verdict_after_them(name: str, checking: Pipeline) -> None:
    documents = checking.check(Source("a.txt", STORY)).documents
    form = report(name, version="1", rules=lambda: checking.rules, painter=lambda: Painter(100, color=False))
    once = Once("a.txt", list(documents))
    said = "".join([*form.begin(), *form.file(once), *form.end(Tally(files=1, unread=[*once.failures]))])
    assert "broke off" in said or FORMATS[name].for_people


@pytest.mark.parametrize("name", MACHINE)
def test_memory_does_not_grow_with_the_documents(
    name: str, checking: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 1 << 14)
    documents = checking.check(Source("a.txt", STORY)).documents
    peaks, sizes = [], []
    for count in (50, 50, 1200):  # the first run warms caches up
        form = report(name, version="1", rules=lambda: checking.rules, painter=lambda: Painter(100, color=False))
        file = FileReport("a.txt", "utf-8", documents * count)
        tracemalloc.start()
        sizes.append(sum(len(chunk) for chunk in chain(form.begin(), form.file(file), form.end(Tally(files=1)))))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < sizes[2] / 4
    assert peaks[2] - peaks[1] < (sizes[2] - sizes[1]) / 20  # what keeps its text grows by all of it


# What each schema asks for


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def test_sarif_is_valid(show: Callable[[str], str], checking: Pipeline) -> None:
    log = json.loads(show("sarif"))
    jsonschema.Draft4Validator(schema("sarif-schema-2.1.0.json")).validate(log)
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.name for rule in checking.rules]
    assert all(checking.rules[r["ruleIndex"]].name == r["ruleId"] for r in run["results"])
    assert run["invocations"][0]["executionSuccessful"] is False
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == BINARY
    assert any("fixes" in r for r in run["results"])
    assert any("relatedLocations" in r for r in run["results"])
    assert {r["properties"].get("item") for r in run["results"]} == {None, "q-1"}


def test_sarif_of_sound_copy_is_valid(checking: Pipeline) -> None:
    log = json.loads(printed("sarif", iter([FileReport("a.txt", "utf-8", ())]), checking))
    jsonschema.Draft4Validator(schema("sarif-schema-2.1.0.json")).validate(log)
    assert log["runs"][0]["invocations"][0] == {
        "executionSuccessful": True,
        "exitCode": 0,
        "toolExecutionNotifications": [],
    }


def test_sarif_regions_and_fixes_count_code_points(show: Callable[[str], str]) -> None:
    lines = STORY.split("\n")
    seen = 0
    for result in json.loads(show("sarif"))["runs"][0]["results"]:
        if result["ruleId"] == "contraction-without-apostrophe" and "item" not in result["properties"]:
            (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
            place = replacement["deletedRegion"]
            assert place["startLine"] == place["endLine"]
            was = lines[place["startLine"] - 1][place["startColumn"] - 1 : place["endColumn"] - 1]
            assert (was, replacement["insertedContent"]["text"]) == ("doesnt", "doesn't")
            seen += 1
    assert seen == 4


def test_junit_is_valid(show: Callable[[str], str]) -> None:
    text = show("junit")
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(text)
    plain, feed, unread = parsed(text)
    counts = ("tests", "failures", "errors")
    assert [plain.attrib[c] for c in counts] == ["1", "1", "0"]
    assert [feed.attrib[c] for c in counts] == ["2", "1", "0"]
    assert [unread.attrib[c] for c in counts] == ["1", "0", "1"]
    assert [case.attrib["name"] for case in feed] == ["feed.xml q-1", "feed.xml q-2"]
    assert [len(list(case)) for case in feed] == [1, 0]
    assert unread.find("testcase/error") is not None


def test_rdjson_is_valid(show: Callable[[str], str]) -> None:
    result = json.loads(show("rdjson"))
    jsonschema.Draft7Validator(schema("rdformat-1.0.1.json")).validate(result)
    ranges = [d["location"]["range"] for d in result["diagnostics"] if d["location"]["path"] == FEED]
    assert ranges
    assert all(set(r["start"]) == set(r["end"]) == {"line"} for r in ranges)


def test_rdjson_columns_count_bytes(show: Callable[[str], str]) -> None:
    lines = STORY.encode().split(b"\n")
    diagnostics = json.loads(show("rdjson"))["diagnostics"]
    suggested = [s for d in diagnostics for s in d.get("suggestions", ()) if s["text"] == "doesn't"]
    assert len(suggested) == 4
    for suggestion in suggested:
        start, end = suggestion["range"]["start"], suggestion["range"]["end"]
        assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == b"doesnt"


def test_rdjson_puts_the_edits_of_a_fix_into_one_suggestion(checking: Pipeline) -> None:
    (part,) = checking.check(Source("a.txt", "é“It’s late', she said. Nobody doesnt agree.\n")).documents
    finding = next(f for f in part.findings if f.text == "doesnt")
    edits = (Edit(finding.span, "B"), Edit(Span(0, 1), "A"))
    double = replace(part, findings=(finding._replace(fix=Fix("safe", edits)),))
    text = "".join([*RdjsonReport().file(FileReport("a.txt", "utf-8", (double,)))])
    (suggestion,) = json.loads(text)["suggestions"]
    assert suggestion["text"] == "A" + part.document.text[1 : finding.span.start] + "B"
    assert suggestion["range"]["start"] == {"line": 1, "column": 1}


def test_gitlab_holds_what_its_documentation_asks_for(show: Callable[[str], str]) -> None:
    issues = json.loads(show("gitlab"))
    for issue in issues:
        assert all(isinstance(issue[key], str) for key in ("description", "check_name", "fingerprint"))
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert isinstance(issue["location"]["path"], str)
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert [i["location"]["path"] for i in issues if i["severity"] == "blocker"] == [BINARY]


def test_gitlab_fingerprints_stay_when_lines_are_put_in(checking: Pipeline) -> None:
    def known(text: str) -> list[str]:
        outcome = checking.check(Source("a.txt", text))
        issues = json.loads(printed("gitlab", iter([outcome]), checking))
        return [issue["fingerprint"] for issue in issues]

    copy = "It doesnt help.\n\nNobody at the quay doesnt know it.\n\nIt doesnt help.\n"
    assert len(set(known(copy))) == len(known(copy)) >= 3
    assert set(known(copy)) <= set(known("A boat came in from the sea before noon.\n\n" + copy))


def test_github_commands_escape_what_their_syntax_needs(show: Callable[[str], str]) -> None:
    text = show("github")
    told = commands(text)
    assert "file=Café 50%25%2C nö%3A “a”.txt,line=1,endLine=1,col=" in text
    assert {p["file"] for _, p, _ in told} == {PLAIN, FEED, BINARY}
    assert all(("col" in p) == (p["line"] == p["endLine"]) for _, p, _ in told if "line" in p)
    assert [name for name, p, _ in told if p["file"] == BINARY] == ["error"]


def test_checkstyle_holds_every_file(show: Callable[[str], str]) -> None:
    root = parsed(show("checkstyle"))
    assert root.tag == "checkstyle"
    assert [file.attrib["name"] for file in root] == [PLAIN, FEED, BINARY]
    errors = list(root.iter("error"))
    assert {e.attrib["severity"] for e in errors} <= {"error", "warning", "info"}
    assert all(e.attrib["source"].startswith("copylint.") for e in errors)


def test_jsonl_tells_each_line_by_its_type(show: Callable[[str], str]) -> None:
    lines = [json.loads(line) for line in show("jsonl").splitlines()]
    whole = json.loads(show("json"))
    assert lines[0] == {"type": "run", "schema_version": 1, "tool": whole["tool"]}
    assert lines[-1] == {"type": "summary", **whole["summary"]}
    assert [{k: v for k, v in x.items() if k not in {"type", "path"}} for x in lines if x["type"] == "finding"] == [
        finding for file in whole["files"] for finding in file["findings"]
    ]
    assert [x["item"] for x in lines if x["type"] == "document"] == [None, "q-1", "q-2"]
    assert [(x["path"], x["verdict"]) for x in lines if x["type"] == "file"] == [(PLAIN, "fail"), (FEED, "fail")]
    assert [x["path"] for x in lines if x["type"] == "error"] == [BINARY]


# Copy that would do something to who reads the report


@pytest.mark.parametrize("name", ["github", "junit", "checkstyle", "concise"])
def test_nothing_unseen_goes_into_text(name: str, checking: Pipeline) -> None:
    (part,) = checking.check(Source("x", "It doesnt help.\n")).documents
    nasty = part.findings[0]._replace(
        message="a\x1b[31m\n::error::b\ufffe]]>\u202e\x00<c>&amp;", text="\x07", item="\x02"
    )
    outcome = FileReport("e\x1b\n.txt", "utf-8", (replace(part, findings=(nasty,)),))
    text = printed(name, iter([outcome]), checking)
    assert not re.search("[\x00-\x09\x0b-\x1f\ufffe\u202e]", text)
    if name in {"junit", "checkstyle"}:
        said = [words for e in parsed(text).iter() for words in (e.text, e.get("message")) if words]
        assert any(r"a\x1b[31m\n::error::b\ufffe]]>\u202e\x00<c>&amp;" in words for words in said)
    else:
        assert text.count("\n") == 1


@pytest.mark.parametrize(
    ("path", "wanted"),
    [("-", "stdin"), ("./a b/é.txt", "a%20b/%C3%A9.txt"), ("/x/a#b", "file:///x/a%23b"), ("a:b", "a%3Ab")],
)
def test_paths_are_uri_references(path: str, wanted: str) -> None:
    assert uri(path) == wanted


def test_fingerprints_are_kept_by_rule_and_copy(checking: Pipeline) -> None:
    (part,) = checking.check(
        Source("a.txt", "It doesnt help.\n\nIt doesnt help.\nIt  doesnt help. They came.\n")
    ).documents
    doesnt = [f for f in part.findings if f.text == "doesnt"]
    first, second, third = (fingerprint(f, part.document) for f in doesnt)
    assert first == second != third
    assert fingerprint(doesnt[0]._replace(rule="other"), part.document) != first


def test_ordinals_count_each_key() -> None:
    ordinals = Ordinals()
    assert [ordinals.next(key) for key in "abaab"] == [1, 1, 2, 3, 2]
    ordinals.close()


def test_a_finding_is_described_with_its_text_and_what_to_put(checking: Pipeline) -> None:
    (finding, *_) = checking.check(Source("a.txt", "It doesnt help.\n")).documents[0].findings
    plain = finding._replace(message="No apostrophe.", text="doesnt", suggestions=("doesn’t",))
    assert described(plain) == "No apostrophe: doesnt → doesn’t"
    assert described(plain._replace(message="No apostrophe: doesnt.")) == "No apostrophe: doesnt → doesn’t"
    assert described(plain._replace(message="Write doesn’t.")) == "Write doesn’t."
    assert described(plain._replace(suggestions=("",))) == "No apostrophe."
