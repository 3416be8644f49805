"""Edits put into a text."""

from __future__ import annotations

from collections.abc import Iterable

from copylint.model.finding import Edit, Finding


def edits_of(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Edit]:
    """Return the edits of the findings' fixes, in order and disjoint: where two overlap, the first one stays."""
    fixes = (f.fix for f in findings if f.fix and (unsafe or f.fix.safety == "safe"))
    kept: list[Edit] = []
    for edit in sorted((e for fix in fixes for e in fix.edits), key=lambda e: (e.span, e.replacement)):
        if not kept or (edit.span.start >= kept[-1].span.end and edit.span != kept[-1].span):
            kept.append(edit)
    return kept


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with disjoint, ordered edits put in."""
    parts, last = [], 0
    for edit in edits:
        parts += [text[last : edit.span.start], edit.replacement]
        last = edit.span.end
    return "".join([*parts, text[last:]])
