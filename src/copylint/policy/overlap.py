"""Of findings that say the same of one place, the more exact one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Finding, Severity
from copylint.model.rule import from_outside
from copylint.model.span import Span

DRIFT = "drift"
_SIC = expression(r"[\w’']{0,12}[”\"]? ?[\[(]sic[\])]")


def left_as_written(finding: Finding, text: str) -> bool:
    """Return whether an editor vouches for the oddity with [sic] right behind it."""
    return bool(_SIC.match(text, finding.span.end))


def settle(findings: Sequence[Finding], waived: Sequence[Finding] = ()) -> list[Finding]:
    """Return the findings without those that another one explains, by place; what is waived explains, but isn't kept.

    A line that has to go explains all damage inside it. Of two that overlap otherwise, the surer one stays, then the
    more severe, then what copylint found before what an engine of others did, then the narrower. What copies prove
    (drift) explains no damage, nor the other way round.
    """
    kept = [f for f in findings if f.family == DRIFT]
    findings = [f for f in findings if f.family != DRIFT]
    spans: list[Span] = []
    silent = {(f.rule, f.span) for f in waived}
    for finding in sorted([*findings, *waived], key=_rank):
        at = bisect_left(spans, finding.span)
        neighbours = spans[max(0, at - 2) : at + 3]
        if not any(_same_place(finding.span, other) for other in neighbours):
            spans.insert(at, finding.span)
            if (finding.rule, finding.span) not in silent:
                kept.append(finding)
    return sorted(kept, key=lambda f: (f.span, f.rule))


def _rank(finding: Finding) -> tuple[bool, bool, int, int, bool, int, Span]:
    hidden = finding.confidence is Confidence.POSSIBLE or finding.severity is Severity.INFO
    width = finding.span.end - finding.span.start
    return (
        hidden,
        not removes(finding),
        -finding.confidence,
        -finding.severity,
        from_outside(finding.rule),
        width,
        finding.span,
    )


def removes(finding: Finding) -> bool:
    """Return whether mending the finding takes its whole span out."""
    edits = finding.fix.edits if finding.fix else ()
    return any(not e.replacement.strip() and e.span.contains(finding.span) for e in edits)


def _same_place(a: Span, b: Span) -> bool:
    """Return whether one lies in the other, or they share the better part of the shorter one."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return a == b or (shared > 0 and 2 * shared > min(a.end - a.start, b.end - b.start))
