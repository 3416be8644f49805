"""Fixes chosen and put into a text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from copylint.model.document import Document
from copylint.model.finding import Edit, Finding
from copylint.model.mending import Change
from copylint.model.traced import LineStarts


def chosen(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Finding]:
    """Return the findings whose fixes are to be put in.

    A fix is put in whole or not at all: of two that overlap, the one that begins first stays, and of those that begin
    together the one that is first by its rule's name.
    """
    fixable = [f for f in findings if f.fix and (unsafe or f.fix.safety == "safe")]
    kept: list[Edit] = []
    found = []
    for finding in sorted(fixable, key=_order):
        edits = finding.fix.edits if finding.fix else ()
        if not any(_collides(edit, kept) for edit in edits):
            found.append(finding)
            for edit in edits:
                insort(kept, edit, key=lambda e: e.span)
    return found


def _order(finding: Finding) -> tuple[object, ...]:
    edits = finding.fix.edits if finding.fix else ()
    return (min(e.span for e in edits), finding.rule, sorted((e.span, e.replacement) for e in edits))


def _collides(edit: Edit, kept: list[Edit]) -> bool:
    at = bisect_left(kept, edit.span, key=lambda e: e.span)
    return any(edit.span == other.span or edit.span.overlaps(other.span) for other in kept[max(0, at - 1) : at + 2])


def changes_of(findings: Iterable[Finding], doc: Document, lines: LineStarts, *, unsafe: bool) -> list[Change]:
    """Return what the fixes of a document's findings do to its file, whose lines start as given."""
    found: list[Change] = []
    for finding in chosen(findings, unsafe=unsafe):
        for start, end, text in doc.file_edits(finding.fix) or ():
            first, last = (lines.offset(p.line, p.column - 1) for p in (start, end))
            found.append(Change(first, last, text, finding.rule, start))
    return found


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """Return the text with disjoint, ordered changes put in."""
    parts, last = [], 0
    for change in changes:
        parts += [text[last : change.start], change.replacement]
        last = change.end
    return "".join([*parts, text[last:]])
