"""Measures what `copylint compare` finds of drift put into copies, by kind, beside lawful rewriting.

drift.py [--seeds N] [--misses FILE]     tables for copies as they are, and with their narrative put in other words

A drift is found where a finding lies on its line and touches it. A finding is a false alarm where it touches no drift
at all; those on paragraphs and headlines are counted apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.drifting import Drifted, Gold, drift
from copylint.comparing import Comparing
from copylint.documents.build import build
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.report import ComparedReport
from copylint.model.source import Source
from copylint.pipeline import Pipeline

STORIES = Path(__file__).parent / "copy"
LEVELS = {"as they are": (1, 0.0), "narrative reworded": (1, 0.3), "reworded throughout": (2, 0.5)}
CLASSES = {
    "quotation": ("quotation-altered", "quotation-marks-lost", "quotation-marks-added", "attribution-changed"),
    "number": ("number-changed", "number-made-vague", "number-regrouped", "date-changed", "unit-changed"),
    "name": ("name-changed", "name-not-in-original", "title-changed", "name-spelled-otherwise"),
    "negation": ("negation-lost", "negation-added", "opposite-said"),
    "paragraph": ("paragraph-missing", "paragraph-added", "headline-changed"),
}
OF = {rule: kind for kind, rules in CLASSES.items() for rule in rules}


@dataclass
class Count:
    """What was asked and found of a kind, and what was said of it falsely."""

    asked: int = 0
    found: int = 0
    said: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        """Share of the drift that was found."""
        return self.found / self.asked if self.asked else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings that were drift."""
        return 1 - self.false / self.said if self.said else 1.0


@dataclass
class Score:
    """Counts by class and by kind, and what went wrong."""

    classes: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    kinds: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, doc: Document, findings: Iterable[Finding], gold: Sequence[Gold]) -> None:
        """Count one copy."""
        placed = [(finding, _place(finding, doc)) for finding in findings]
        for row in gold:
            kind = row.kind.partition("/")[0]
            found = any(_touches(place, row) and _akin(f, kind) for f, place in placed)
            for count in (self.classes[kind], self.kinds[row.kind]):
                count.asked += 1
                count.found += found
            if not found:
                self.wrong.append(f"MISS {name}:{row.line} {row.kind} {row.was!r} in: {_line(doc, row.line)[:300]}")
        for finding, place in placed:
            kind = OF[finding.rule]
            true = any(_touches(place, row) for row in gold)
            self.classes[kind].said += 1
            self.classes[kind].false += not true
            if not true:
                told = f"{finding.text!r} for {[r.message for r in finding.related][:1]}"
                self.wrong.append(f"FALSE {name}:{place.line} {finding.rule} {told} in: {_line(doc, place.line)[:300]}")


class Place(NamedTuple):
    """Where a finding lies: a line from 1 on, and offsets in it."""

    line: int
    start: int
    end: int


def _place(finding: Finding, doc: Document) -> Place:
    start, end = doc.position(finding.span.start), doc.end_position(finding.span.end)
    return Place(start.line, start.column - 1, end.column - 1 if end.line == start.line else sys.maxsize)


def _touches(place: Place, row: Gold) -> bool:
    return place.line == row.line and place.start <= row.end and row.start <= place.end


def _akin(finding: Finding, kind: str) -> bool:
    """Return whether a finding says what kind of drift it is; one inside of a quotation may say either."""
    return OF[finding.rule] == kind or (OF[finding.rule] == "quotation" and kind in ("name", "number", "negation"))


def _line(doc: Document, number: int) -> str:
    span = doc.lines[number - 1]
    return doc.text[span.start : span.end]


def measured(level: str, seeds: Iterable[int]) -> Score:
    """Return the score of a level over all stories."""
    comparing = Comparing(Pipeline())
    each, share = LEVELS[level]
    score = Score()
    for path in sorted(STORIES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        original = build(Source(path.name, text))
        for seed in seeds:
            made = drift(text, each=each, share=share, rng=Random(f"{seed}/{level}/{path.stem}"))  # noqa: S311
            _compare(score, comparing, original, made, f"{path.stem}/{seed}")
    return score


def _compare(score: Score, comparing: Comparing, original: Document, made: Drifted, name: str) -> None:
    copy = build(Source("copy", made.text))
    report = comparing.compare(original, copy)
    findings = report.findings if isinstance(report, ComparedReport) else ()
    score.add(name, copy, [f for f in findings if f.family == "drift"], made.gold)


def table(score: Score) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"{'kind':24}{'asked':>7}{'recall':>8}{'said':>7}{'precision':>11}\n"
    for name in CLASSES:
        count = score.classes[name]
        yield f"{name:24}{count.asked:>7}{count.recall:>8.3f}{count.said:>7}{count.precision:>11.3f}\n"
        for kind, own in sorted(score.kinds.items()):
            if kind.startswith(f"{name}/"):
                yield f"  {kind.partition('/')[2]:22}{own.asked:>7}{own.recall:>8.3f}\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=4, help="copies made of each story")
    parser.add_argument("--misses", type=Path, help="file for what was missed and what was false")
    args = parser.parse_args(argv)
    wrong: list[str] = []
    for level in LEVELS:
        score = measured(level, range(args.seeds))
        sys.stdout.write(f"\n{level}\n")
        sys.stdout.writelines(table(score))
        wrong += [f"[{level}] {line}" for line in score.wrong]
    if args.misses:
        args.misses.write_text("".join(f"{line}\n" for line in wrong), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
