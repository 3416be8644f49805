"""Edits put into a text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from copylint.model.finding import Edit, Finding


def edits_of(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Edit]:
    """Return the edits of the findings' fixes, in order and disjoint.

    A fix is put in whole or not at all: of two that overlap, the one that begins first stays.
    """
    fixes = [f.fix for f in findings if f.fix and (unsafe or f.fix.safety == "safe")]
    kept: list[Edit] = []
    for fix in sorted(fixes, key=lambda fix: sorted((e.span, e.replacement) for e in fix.edits)):
        if not any(_collides(edit, kept) for edit in fix.edits):
            for edit in fix.edits:
                insort(kept, edit, key=lambda e: e.span)
    return kept


def _collides(edit: Edit, kept: list[Edit]) -> bool:
    at = bisect_left(kept, edit.span, key=lambda e: e.span)
    return any(edit.span == other.span or edit.span.overlaps(other.span) for other in kept[max(0, at - 1) : at + 2])


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with disjoint, ordered edits put in."""
    parts, last = [], 0
    for edit in edits:
        parts += [text[last : edit.span.start], edit.replacement]
        last = edit.span.end
    return "".join([*parts, text[last:]])
