"""Scores findings against gold: what was asked for and found, what was said in vain.

A finding hits a gold span when it overlaps it on its line, isn't much wider, and says the same family or one an editor
could as well have said. Recall asks for `must` spans only; what is `may` in the gold counts neither for nor against.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

NEIGHBOURS = {
    "apostrophes": {"encoding", "quotes", "residue", "spelling"},
    "casing": {"names", "spacing", "wording"},
    "duplication": {"boilerplate"},
    "encoding": {"quotes", "residue", "spacing"},
    "names": {"spelling", "wording"},
    "residue": {"boilerplate", "spacing", "truncation"},
    "truncation": {"boilerplate", "wording"},
    "wording": {"spacing", "spelling"},
}
MUCH_WIDER, SLACK = 3, 20
SENTENCE = 300  # a lost quotation mark is found anywhere in its sentence


@dataclass(frozen=True)
class Gold:
    """One damage an editor marked; the span is in code points of the whole text."""

    span: Span
    line: int
    text: str
    family: str
    tier: str


@dataclass
class Score:
    """Totals over any number of documents, and what explains them."""

    asked: int = 0
    found: int = 0
    true: int = 0
    misses: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.asked if self.asked else 1.0

    @property
    def precision(self) -> float:
        said = self.true + len(self.false_alarms)
        return self.true / said if said else 1.0

    def add(self, name: str, doc: Document, findings: Iterable[Finding], gold: list[Gold], without: str) -> None:
        """Count one document; nothing is asked of the family `without`, its findings still count."""
        hit: set[Gold] = set()
        for finding in findings:
            near = [g for g in gold if any(touches(finding, span, g, doc) for span in places(finding))]
            right = {g for g in near if akin(finding.family, g.family) and g.tier != "may"}
            self.true += bool(right - hit)
            if not near:
                self.false_alarms.append(
                    f"{name}:{doc.position(finding.span.start).line} {finding.rule} {finding.text!r}"
                )
            hit |= right
        for g in gold:
            if g.tier == "must" and g.family != without:
                self.asked += 1
                self.found += g in hit
                self.misses += [f"{name}:{g.line} {g.family} {g.text!r}"] * (g not in hit)


def read_gold(file: Path, doc: Document) -> list[Gold]:
    """Return the gold of a document; a span that doesn't hold its text is an error of the gold."""
    gold = []
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        start = doc.lines[row["line"] - 1].start
        span = Span(start + row["start"], start + row["end"])
        assert doc.text[span.start : span.end] == row["text"], f"{file.name}: {row}"
        gold.append(Gold(span, row["line"], row["text"], row["family"], row["tier"]))
    return gold


def akin(one: str, other: str) -> bool:
    """Return whether two families are the same or neighbours."""
    return one == other or other in NEIGHBOURS.get(one, ()) or one in NEIGHBOURS.get(other, ())


def places(finding: Finding) -> list[Span]:
    """Return where a finding counts: a repetition at either of its places."""
    related = [r.span for r in finding.related] if finding.family == "duplication" else []
    return [finding.span, *related]


def touches(finding: Finding, span: Span, gold: Gold, doc: Document) -> bool:
    """Return whether a place of the finding is that of the gold span."""
    line = doc.lines[gold.line - 1]
    here = Span(max(span.start, line.start), min(span.end, line.end))
    width, wanted = here.end - here.start, gold.span.end - gold.span.start
    if width < 0:
        return False
    if finding.family == gold.family == "quotes" and width <= SENTENCE:
        return True
    overlap = min(here.end, gold.span.end) - max(here.start, gold.span.start)
    if overlap < 0 or (overlap == 0 and width and wanted):
        return False
    if 10 * wanted >= 8 * len(doc.text[line.start : line.end].strip()):
        return 2 * overlap >= wanted
    return width <= MUCH_WIDER * wanted + SLACK
