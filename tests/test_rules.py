"""Every example of every rule: found exactly, mended, silent afterwards; sound copy is silent under all rules."""

from __future__ import annotations

import pytest

from copylint.model.rule import Example, Rule
from copylint.pipeline import Pipeline
from examples import examples, found, run_bad, run_good

RULES = Pipeline().rules


@pytest.mark.parametrize(("rule", "example"), examples(RULES, good=False))
def test_bad_copy_is_found_and_mended(pipeline: Pipeline, everything: Pipeline, rule: Rule, example: Example) -> None:
    run_bad(everything if example.show in ("info", "possible") else pipeline, rule, example)


@pytest.mark.parametrize(("rule", "example"), examples(RULES, good=True))
def test_sound_copy_is_silent_under_all_rules(pipeline: Pipeline, rule: Rule, example: Example) -> None:
    run_good(pipeline, rule, example)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: str(r.name))
def test_a_finding_says_what_to_do(pipeline: Pipeline, rule: Rule) -> None:
    for example in rule.examples:
        if not example.good and example.show == "default":
            for finding in found(pipeline, example.text, rule, example):
                assert finding.suggestions or finding.why
