"""Findings put into a text, as the pipeline puts them into a file."""

from __future__ import annotations

from collections.abc import Iterable

from copylint.fixes.apply import apply_changes, chosen
from copylint.model.finding import Edit, Finding
from copylint.model.mending import Change
from copylint.model.traced import Position


def edits_of(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of the fixes to be put in, in order and disjoint."""
    return sorted((e for f in chosen(findings, unsafe=True) if f.fix for e in f.fix.edits), key=lambda e: e.span)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with disjoint, ordered edits put in."""
    return apply_changes(text, (Change(*e.span, e.replacement, "", Position(1, 1)) for e in edits))
