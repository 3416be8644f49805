"""Runs the examples of rules: what a bad one must give, and that a good one gives nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from copylint.comparing import Comparing
from copylint.documents.build import build
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.report import ComparedReport, DocumentReport
from copylint.model.rule import Example, Rule
from copylint.model.source import Source
from copylint.pipeline import Pipeline
from copylint.sources.decoding import decode
from mending import apply_edits, edits_of


def examples(rules: Iterable[Rule], *, good: bool) -> list[Any]:
    """Return the parameters of a test for each example; a known failure is expected to fail."""
    return list(_examples(rules, good=good))


def _examples(rules: Iterable[Rule], *, good: bool) -> Iterator[Any]:
    for rule in rules:
        for number, example in enumerate(rule.examples, 1):
            if example.good is good:
                reason = example.known_failure
                marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
                yield pytest.param(rule, example, id=f"{rule.name}-{number}", marks=marks)


def found(pipeline: Pipeline, text: str, rule: Rule, example: Example) -> list[Finding]:
    """Return what the rule finds in the text, which stands before the example's context."""
    whole = f"{text}\n\n{example.context}" if example.context else text
    source = decode("-", whole.encode(example.encoding or "utf-8"))
    if example.original:
        report = Comparing(pipeline).compare(build(Source("original", example.original)), build(source))
        assert isinstance(report, ComparedReport), report
        return [f for f in report.findings if f.rule == rule.name]
    if example.copies:
        return [f for f in _among(pipeline, example, build(source)).findings if f.rule == rule.name]
    evidence = example.show == "evidence"
    findings = _evidence(pipeline, build(source), rule) if evidence else pipeline.check(source).findings()
    return [f for f in findings if f.rule == rule.name and f.span.start <= len(text)]


def _evidence(pipeline: Pipeline, doc: Document, rule: Rule) -> list[Finding]:
    """Return what is found in a document before it is weighed, and what counts against the rule's cause."""
    assert rule.evidence is not None
    found, _ = pipeline.engine.run(doc)
    sound, _ = pipeline.engine.sound_uses(doc, {rule.evidence.cause})
    return [f for f in found if f.role != "counter"] + sound


def _among(pipeline: Pipeline, example: Example, copy: Document) -> DocumentReport:
    """Return the report on the last of several copies."""
    others = [build(Source(f"copy {number}", text)) for number, text in enumerate(example.copies, 1)]
    return Comparing(pipeline).agreed([*others, copy])[-1]


def run_bad(pipeline: Pipeline, rule: Rule, example: Example) -> None:
    """Assert that the damage is found exactly, mended as said, and gone afterwards."""
    findings = found(pipeline, example.text, rule, example)
    assert [f.text for f in findings] == list(example.find)
    if example.fixed is not None:
        mended = apply_edits(example.text, edits_of(findings))
        assert mended == example.fixed
        again = found(pipeline, mended, rule, example)
        assert again == []
        assert apply_edits(mended, edits_of(again)) == mended


def run_good(pipeline: Pipeline, rule: Rule, example: Example) -> None:
    """Assert that no rule whatever finds anything in sound copy, nor anything drifted from its original."""
    if example.original:
        compared = Comparing(pipeline).compare(
            build(Source("original", example.original)), build(Source("-", example.text))
        )
        assert isinstance(compared, ComparedReport), compared
        assert [(f.rule, f.text) for f in compared.findings] == [], f"a good example of {rule.name}"
    if example.copies:
        among = _among(pipeline, example, build(Source("-", example.text)))
        assert [(f.rule, f.text) for f in among.findings if f.family == rule.family] == [], rule.name
    report = pipeline.check(decode("-", example.text.encode(example.encoding or "utf-8")))
    shown = [(f.rule, f.text) for f in report.findings()]
    assert shown == [], f"a good example of {rule.name}"
