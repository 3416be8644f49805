"""Whatever the text: spans lie in it, positions go there and back, fixes touch what they name and then rest."""

from __future__ import annotations

import json
import os
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copylint.documents.build import build
from copylint.model.document import Document
from copylint.model.finding import Confidence, Edit, Finding, Fix, Severity
from copylint.model.source import Source
from copylint.model.span import Span
from copylint.pipeline import Pipeline
from copylint.reports.json_report import JsonReport
from copylint.settings import Settings
from mending import apply_edits, edits_of

ROAD = Pipeline(Settings.of(show=["info", "possible"], input_format="text"))
DAMAGE = (
    *("doesnt", "Its very hard to see", "the the", "1,00,000", "Vladmir Putin", "President Joe Biden"),
    *("Antony Blnken", "Mondays meeting", "Putin‘s", "he said .", "rebuild.In", "resignedlast", "Read more:"),
    *("Sign up for our newsletter", "Advertisement", "&amp;nbsp;", "&lt;b&gt;", "quot;early, quot;", "â€™"),
    *("RenÃ©", "zero\u200bwidth", "no\u00a0break", "“", "”", '"', "'", "’", "said,", "On Monday", "[+1234 chars]"),
    *("%d bloggers like this:", "U.S.", "Rs 2,23,000", "7 of voters", "\\$40 million", "third\\round", "pаypal"),
    *("Café 😀", "e\u0301\u0323", "\ufeff", "\U0001f468\u200d\U0001f469", "عربي", "हिन्दी", ".", ",", "?", "…"),
)
GAPS = (" ", " ", " ", " ", "", "\n", "\n\n", "\r\n", "\r", "\t", "\u2028")
WORDS = (
    *("the", "of", "and", "minister", "said", "talks", "ferries", "harbour", "on", "Monday", "with", "a", "deal"),
    *("that", "was", "not", "in", "Geneva", "he", "expects"),
)

copy = st.lists(
    st.one_of(st.sampled_from(DAMAGE), st.sampled_from(WORDS), st.text(max_size=8)).flatmap(
        lambda piece: st.sampled_from(GAPS).map(lambda gap: piece + gap)
    ),
    max_size=60,
).map("".join)
texts = st.one_of(copy, st.text(max_size=200))
often = settings(
    derandomize="CI" in os.environ,  # where a run decides whether a change lands, it tries the same texts each time
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def offset_of(doc: Document, line: int, column: int) -> int:
    return doc.lines[line - 1].start + column - 1


@often
@given(texts)
def test_the_road_holds_whatever_the_text(text: str) -> None:
    report = ROAD.check(Source("-", text))
    assert report.failures == []
    doc = report.documents[0].document
    assert doc.text == text
    whole = Span(0, len(text))
    for finding in report.findings():
        assert whole.contains(finding.span)
        assert finding.span.start <= finding.span.end
        assert text[finding.span.start : finding.span.end] == finding.text
        for related in finding.related:
            assert whole.contains(related.span)
        for edit in finding.fix.edits if finding.fix else ():
            assert whole.contains(edit.span)
            assert edit.span.start <= edit.span.end
            assert text[edit.span.start : edit.span.end] != edit.replacement
    assert [f.span for f in report.findings()] == sorted(f.span for f in report.findings())


@often
@given(texts)
def test_positions_go_there_and_back(text: str) -> None:
    doc = build(Source("-", text))
    for line in doc.lines:
        for offset in range(line.start, line.end + 1):
            assert offset_of(doc, *doc.position(offset)) == offset
            assert doc.line_at(offset) == line or offset == line.end
    covered = sum(line.end - line.start for line in doc.lines)
    assert covered + text.count("\n") + text.count("\r") >= len(text)


@often
@given(texts)
def test_parts_are_in_order_and_apart(text: str) -> None:
    doc = build(Source("-", text))
    for parts in (doc.lines, doc.paragraphs, doc.sentences, doc.quotations):
        assert list(parts) == sorted(parts)
        assert all(a.end <= b.start for a, b in pairwise(parts))
        assert all(0 <= p.start <= p.end <= len(text) for p in parts)
    for sentence in doc.sentences:
        paragraph = doc.paragraph_at(sentence.start)
        assert paragraph is not None
        assert paragraph.contains(sentence)


@often
@given(texts)
def test_safe_fixes_once_put_in_change_nothing_more(text: str) -> None:
    mended = ROAD.fix(text)
    assert ROAD.fix(mended) == mended


@often
@given(texts)
def test_fixes_touch_nothing_but_their_spans(text: str) -> None:
    edits = edits_of(ROAD.check(Source("-", text)).findings())
    mended = apply_edits(text, edits)
    last = at = 0
    for edit in edits:
        assert edit.span.start >= last
        kept = text[last : edit.span.start]
        assert mended[at : at + len(kept) + len(edit.replacement)] == kept + edit.replacement
        at += len(kept) + len(edit.replacement)
        last = edit.span.end
    assert mended[at:] == text[last:]


@often
@given(texts)
def test_what_was_read_before_changes_no_finding(text: str) -> None:
    alone = ROAD.check(Source("-", text)).findings()
    ROAD.check(Source("-", text[len(text) // 2 :] + " doesnt " + text))
    assert ROAD.check(Source("-", text)).findings() == alone


@often
@given(texts)
def test_the_report_is_json_and_its_places_hold_the_text(text: str) -> None:
    report = ROAD.check(Source("a.txt", text))
    doc = report.documents[0].document
    for finding in json.loads("".join(JsonReport("0").file(report)))["findings"]:
        start = offset_of(doc, finding["line"], finding["column"])
        end = offset_of(doc, finding["end_line"], finding["end_column"])
        assert text[start:end] == finding["text"]
        assert finding["suggestions"] or finding["why"]


def test_a_fix_is_put_in_whole_or_not_at_all() -> None:
    pair = Fix("safe", (Edit(Span(0, 1), "“"), Edit(Span(4, 5), "”")))
    other = Fix("safe", (Edit(Span(3, 5), "k"),))
    assert apply_edits('"one" ', edits_of([finding(Span(0, 5), pair), finding(Span(3, 5), other)])) == "“one” "
    assert apply_edits('"one" ', edits_of([finding(Span(0, 5), other), finding(Span(3, 5), pair)])) == "“one” "


def finding(span: Span, fix: Fix) -> Finding:
    text = '"one" '[span.start : span.end]
    return Finding("r", "quotes", Severity.ERROR, Confidence.CERTAIN, "m", span, text, fix=fix)


@pytest.mark.parametrize("pause", ["", " ", "\n", "\u00a0", "\ufeff"])
def test_text_without_words_is_held(pause: str) -> None:
    report = ROAD.check(Source("-", pause * 3))
    assert report.verdict == "fail"
