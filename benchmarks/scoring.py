"""Scores findings against gold, by family, by rule and by kind of injected damage.

A finding hits an annotation as in the project's scorer: it touches its span on its line, isn't much wider, and says the
same family or a neighbouring one. A lost quotation mark is hit from anywhere on its line, a repeated passage also
through its first copy. `must` is asked for; `should` is counted apart; what is `may` counts neither for nor against.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.injectors.page import Gold
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

# As in the project's scorer, and casing beside truncation: a paragraph that opens in lower case may have lost
# either its capital or its beginning.
NEIGHBOURS = {
    "apostrophes": {"encoding", "quotes", "residue", "spelling"},
    "boilerplate": {"duplication", "residue", "truncation"},
    "casing": {"names", "spacing", "truncation", "wording"},
    "encoding": {"quotes", "residue", "spacing"},
    "names": {"spelling", "wording"},
    "spacing": {"encoding", "residue", "wording"},
    "truncation": {"residue", "wording"},
    "wording": {"spelling"},
}
QUOTATION_MARKS = frozenset("“”\"‘’'")
MUCH_WIDER, SLACK, SENTENCE, WHOLE_LINE = 3, 20, 300, 0.8
FEW_LINES, MOSTLY = 2, 0.7


class Place(NamedTuple):
    """A stretch of a line: the line is 1-based, the offsets are 0-based code points in it."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Miss:
    """An annotation nobody found, or a finding nobody asked for, with its sentence."""

    doc: str
    line: int
    family: str
    label: str
    text: str
    context: str

    def __str__(self) -> str:
        """Return the miss on one line."""
        return f"{self.doc}:{self.line} [{self.label}] {self.text!r} in: {self.context}"


@dataclass
class Tally:
    """What was asked of a family, rule or kind, and what it said."""

    asked: int = 0
    found: int = 0
    should: int = 0
    should_found: int = 0
    findings: int = 0
    true: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        """Share of what was asked that was found."""
        return self.found / self.asked if self.asked else 1.0

    @property
    def precision(self) -> float:
        """Share of what was said that was true; what was said twice or hit only `may` isn't counted."""
        said = self.true + self.false
        return self.true / said if said else 1.0


@dataclass
class Score:
    """Totals over any number of documents."""

    families: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    documents: int = 0
    words: int = 0
    misses: list[Miss] = field(default_factory=list)
    false_alarms: list[Miss] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        """The sum over all families."""
        sums: Counter[str] = Counter()
        for tally in self.families.values():
            sums.update(vars(tally))
        return Tally(**sums)

    def add(self, name: str, doc: Document, findings: Iterable[Finding], gold: Sequence[Gold]) -> None:
        """Count one document."""
        self.documents += 1
        self.words += len(doc.text.split())
        taken: set[int] = set()
        for finding in findings:
            self._judge(name, doc, finding, gold, taken)
        for number, row in enumerate(gold):
            self._ask(name, doc, row, found=number in taken)

    def _judge(self, name: str, doc: Document, finding: Finding, gold: Sequence[Gold], taken: set[int]) -> None:
        places = list(_places(finding, doc, gold))
        hit = [k for k, g in enumerate(gold) if any(touches(finding.family, place, g, doc) for place in places)]
        asking = {k for k in hit if gold[k].tier != "may" and akin(finding.family, gold[k].family)}
        near = hit or any(explained(finding.family, place, g) for g in gold for place in places)
        tallies = (self.families[finding.family], self.rules[finding.rule])
        for tally in tallies:
            tally.findings += 1
            tally.true += bool(asking - taken)
            tally.false += not near
        taken |= asking
        if not near:
            line = doc.position(finding.span.start).line
            self.false_alarms.append(
                Miss(name, line, finding.family, finding.rule, finding.text, _sentence(doc, finding.span.start))
            )

    def _ask(self, name: str, doc: Document, row: Gold, *, found: bool) -> None:
        for tally in (self.families[row.family], self.kinds[f"{row.family}/{row.kind}"]):
            tally.asked += row.tier == "must"
            tally.found += found and row.tier == "must"
            tally.should += row.tier == "should"
            tally.should_found += found and row.tier == "should"
        if not found and row.tier == "must":
            at = doc.lines[row.line - 1].start + row.start
            self.misses.append(Miss(name, row.line, row.family, row.kind, row.text, _sentence(doc, at)))


def akin(one: str, other: str) -> bool:
    """Return whether an editor could have called the same damage either name."""
    return one == other or other in NEIGHBOURS.get(one, ()) or one in NEIGHBOURS.get(other, ())


def explained(family: str, place: Place, gold: Gold) -> bool:
    """Return whether a finding that hits nothing follows from an annotation all the same.

    It lies inside one of its own sort, or it misses the partner of a quotation mark that is damaged on its line.
    """
    if place.line != gold.line:
        return False
    partner_damaged = family == "quotes" and bool(QUOTATION_MARKS & set(gold.restore or gold.fix or ""))
    inside = akin(family, gold.family) and gold.start <= place.start and place.end <= gold.end
    return partner_damaged or inside


def touches(family: str, place: Place, gold: Gold, doc: Document) -> bool:
    """Return whether a stretch of a line hits an annotation."""
    line, start, end = place
    if line != gold.line:
        return False
    width, asked = end - start, gold.end - gold.start
    if gold.family == family == "quotes" and width <= SENTENCE:
        return True
    overlap = min(end, gold.end) - max(start, gold.start)
    if overlap < 0 or (overlap == 0 and width and asked):
        return False
    span = doc.lines[line - 1]
    if asked >= WHOLE_LINE * len(doc.text[span.start : span.end].strip()):
        return overlap >= asked / 2
    return width <= MUCH_WIDER * asked + SLACK


def _places(finding: Finding, doc: Document, gold: Sequence[Gold]) -> Iterator[Place]:
    """Yield the stretches of lines through which a finding may hit."""
    stretches = list(_by_line(finding.span, doc))
    with_text = [s for s in stretches if s.start < s.end]
    marked = {g.line for g in gold if akin(finding.family, g.family)}
    if len(with_text) <= FEW_LINES or sum(s.line in marked for s in with_text) >= MOSTLY * len(with_text):
        yield from stretches
    if finding.family == "duplication":
        for related in finding.related:
            yield from _by_line(related.span, doc)


def _by_line(span: Span, doc: Document) -> Iterator[Place]:
    first = doc.position(span.start).line
    last = max(first, doc.position(span.end).line)
    for number in range(first, last + 1):
        line = doc.lines[number - 1]
        start, end = max(span.start, line.start), min(span.end, line.end)
        if number == first or start < end:
            yield Place(number, start - line.start, max(start, end) - line.start)


def _sentence(doc: Document, at: int) -> str:
    span = doc.sentence_at(at) or doc.line_at(at)
    return doc.text[span.start : span.end][:240]
