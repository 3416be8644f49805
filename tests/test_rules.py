"""Every example of every rule: found exactly, mended, silent afterwards; sound copy is silent under all rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from copylint.fixes.apply import apply_edits, edits_of
from copylint.model.finding import Finding
from copylint.model.rule import Example, Rule
from copylint.pipeline import Pipeline
from copylint.sources.decoding import decode

RULES = Pipeline().rules


def examples(*, good: bool) -> Iterator[Any]:
    for rule in RULES:
        for number, example in enumerate(rule.examples, 1):
            if example.good is good:
                reason = example.known_failure
                marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
                yield pytest.param(rule, example, id=f"{rule.name}-{number}", marks=marks)


def found(pipeline: Pipeline, text: str, rule: Rule, example: Example) -> list[Finding]:
    whole = f"{text}\n\n{example.context}" if example.context else text
    source = decode("-", whole.encode(example.encoding or "utf-8"))
    if example.show == "evidence":
        findings = pipeline.evidence(source.text)
    else:
        findings = pipeline.check(source).findings()
    return [f for f in findings if f.rule == rule.name and f.span.start <= len(text)]


@pytest.mark.parametrize(("rule", "example"), examples(good=False))
def test_bad_copy_is_found_and_mended(pipeline: Pipeline, everything: Pipeline, rule: Rule, example: Example) -> None:
    road = everything if example.show in ("info", "possible") else pipeline
    findings = found(road, example.text, rule, example)
    assert [f.text for f in findings] == list(example.find)
    if example.fixed is not None:
        mended = apply_edits(example.text, edits_of(findings, unsafe=True))
        assert mended == example.fixed
        again = found(road, mended, rule, example)
        assert again == []
        assert apply_edits(mended, edits_of(again, unsafe=True)) == mended


@pytest.mark.parametrize(("rule", "example"), examples(good=True))
def test_sound_copy_is_silent_under_all_rules(pipeline: Pipeline, rule: Rule, example: Example) -> None:
    report = pipeline.check(decode("-", example.text.encode(example.encoding or "utf-8")))
    shown = [(f.rule, f.text) for f in report.findings()]
    assert shown == [], f"a good example of {rule.name}"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: str(r.name))
def test_a_finding_says_what_to_do(pipeline: Pipeline, rule: Rule) -> None:
    for example in rule.examples:
        if not example.good and example.show == "default":
            for finding in found(pipeline, example.text, rule, example):
                assert finding.suggestions or finding.why
