"""Parts of a SARIF log: messages, regions, rules."""

from __future__ import annotations

from copylint.model.document import Document
from copylint.model.finding import Severity
from copylint.model.rule import Rule
from copylint.model.span import Span
from copylint.model.traced import Position
from copylint.reports.json_report import place, places
from copylint.reports.rule_markdown import family_page

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def message(text: str, markdown: str | None = None) -> dict[str, str]:
    """Return a message; single braces would be placeholders (3.11.5)."""
    told = {"text": text.translate(_BRACES)}
    return told if markdown is None else {**told, "markdown": markdown.translate(_BRACES)}


def region(span: Span, doc: Document) -> dict[str, int]:
    """Return the region of a span: its end is exclusive, its columns are code points."""
    return _region(place(span, doc))


def region_between(start: Position, end: Position) -> dict[str, int]:
    """Return the region of a stretch of the file."""
    return _region(places(start, end))


def _region(at: dict[str, int]) -> dict[str, int]:
    return {
        "startLine": at["line"],
        "startColumn": at["column"],
        "endLine": at["end_line"],
        "endColumn": at["end_column"],
    }


def physical_location(span: Span, doc: Document, where: str) -> dict[str, object]:
    """Return the place of a span in the file at a URI."""
    return {"artifactLocation": {"uri": where}, "region": region(span, doc)}


def rule_object(rule: Rule) -> dict[str, object]:
    """Return a rule as SARIF describes one."""
    what = rule.what or rule.message
    return {
        "id": rule.name,
        "shortDescription": message(what),
        "fullDescription": message(f"{what} {rule.why}".strip()),
        "help": message(f"{what} {rule.why}".strip(), family_page(rule.family, [rule], {})),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"family": rule.family, "confidence": rule.confidence.word, "tags": [rule.family]},
    }
