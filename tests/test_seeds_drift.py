"""The copies of one story the project started from: what they changed of one another is found, and little else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copylint.comparing import Comparing
from copylint.model.report import ComparedReport
from copylint.pipeline import Pipeline

SEEDS = Path(__file__).parents[1] / "seeds"
ROWS = [json.loads(line) for line in (SEEDS / "drift.jsonl").read_text(encoding="utf-8").splitlines()]
KINDS = {
    "name": ("name-changed", "name-spelled-otherwise", "name-not-in-original"),
    "title": ("title-changed",),
    "number": ("number-changed", "number-made-vague"),
    "quotation": ("quotation-altered", "quotation-marks-lost", "quotation-marks-added"),
}
JUDGED = {rule for rules in KINDS.values() for rule in rules}


def report(everything: Pipeline, original: str, copy: str) -> ComparedReport:
    comparing = Comparing(everything)
    first, second = (comparing.original(str(SEEDS / "texts" / f"{name}.txt")) for name in (original, copy))
    found = comparing.compare(first, second)
    assert isinstance(found, ComparedReport), found
    return found


def hits(found: ComparedReport, row: dict[str, Any]) -> list[int]:
    start = found.document.lines[row["line"] - 1].start
    return [
        at
        for at, finding in enumerate(found.findings)
        if finding.rule in KINDS[row["kind"]]
        and finding.span.start <= start + row["end"]
        and start + row["start"] <= finding.span.end
    ]


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['original']}-{row['copy']}:{row['line']}-{row['text'][:16]}"
)
def test_every_change_is_found_at_its_place(everything: Pipeline, row: dict[str, Any]) -> None:
    found = report(everything, row["original"], row["copy"])
    at = hits(found, row)
    assert at
    (related,) = found.findings[at[0]].related
    assert related.elsewhere is not None
    assert related.elsewhere.path.endswith(f"{row['original']}.txt")


def test_little_else_is_said(everything: Pipeline) -> None:
    others = []
    for original, copy in (("000", "001"), ("000", "002"), ("001", "000")):
        found = report(everything, original, copy)
        rows = [row for row in ROWS if (row["original"], row["copy"]) in ((original, copy), (copy, original))]
        own = [row for row in rows if row["copy"] == copy]
        back = {row["original_text"] for row in rows if row["copy"] == original}
        true = {at for row in own for at in hits(found, row)}
        others += [
            (copy, finding.rule, finding.text)
            for at, finding in enumerate(found.findings)
            if finding.rule in JUDGED and at not in true and not any(text in finding.text for text in back)
        ]
    shown = [other for other in others if other[1:] != ("title-changed", "Deputy Secretary of State")]
    assert len(shown) <= 2, others


@pytest.mark.parametrize("copy", ["003", "004"])
def test_other_stories_of_the_same_affair_are_no_copies(everything: Pipeline, copy: str) -> None:
    comparing = Comparing(everything)
    first, second = (comparing.original(str(SEEDS / "texts" / f"{name}.txt")) for name in ("000", copy))
    reason = comparing.compare(first, second)
    assert not isinstance(reason, ComparedReport)
    assert "is no copy of" in reason.message
