"""Rules for people to read: all of them as a table, one of them as a page, and both as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from copylint.model.rule import Example, Measured, Rule
from copylint.reports.counting import listed, plural
from copylint.reports.escapes import readable, visible
from copylint.reports.paint import Painter

SCHEMA_VERSION = 1
SHORT = 60  # cells a parameter's value may take on a page
INDENT = 2


def rules_json(rules: Sequence[Rule], version: str) -> str:
    """Return the rules as one JSON object, in the order given; examples and parameters stay in the rules' files."""
    tool = {"name": "copylint", "version": version}
    listing = {"schema_version": SCHEMA_VERSION, "tool": tool, "rules": [_rule_object(r) for r in rules]}
    return json.dumps(listing, ensure_ascii=False, indent=1) + "\n"


def _rule_object(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.word,
        "confidence": rule.confidence.word,
        "message": rule.message,
        "check": rule.check,
        "fix": rule.fix,
        "cause": rule.evidence.cause if rule.evidence else None,
        "languages": "any" if rule.any_language else "en",
        "what": rule.what,
        "why": rule.why,
        "sources": list(rule.sources),
    }


def rule_table(rules: Sequence[Rule], painter: Painter) -> Iterator[str]:
    """Yield the lines of a table, one rule a line under its family's name."""
    widest = max((len(r.name) for r in rules), default=0)
    for family, members in groupby(rules, key=lambda r: r.family):
        yield painter.line((family, "bold underline"))
        for rule in members:
            sure = f"{rule.severity.word:<9}{rule.confidence.word:<10}"
            yield painter.line("  ", (f"{rule.name:<{widest}}", "bold"), "  ", sure, visible(rule.message))
        yield "\n"
    yield painter.line(plural(len(rules), "rule"))


def rule_page(
    rule: Rule, about: str, defaults: Mapping[str, Any], measured: Measured | None, painter: Painter
) -> Iterator[str]:
    """Yield the lines of a rule's page; `about` and `defaults` tell of its mechanism."""
    yield painter.line((rule.name, "bold underline"))
    yield painter.line(listed(_standing(rule)))
    for title, text in (("Says", rule.message), ("What", rule.what), ("Why", rule.why)):
        yield from _section(title, painter)
        yield from painter.wrapped(visible(text.strip()), "", INDENT)
    yield from _section("How", painter)
    yield from painter.wrapped(visible(f"{rule.check}: {about}" if about else rule.check), "", INDENT)
    for key, value in rule.params.items():
        if value != defaults.get(key):
            yield painter.line(" " * INDENT, (key, "bold"), f" = {_short(value)}")
    yield from _section("Measured", painter)
    yield from painter.wrapped(_figures(rule, measured), "", INDENT)
    yield from _section("Examples", painter)
    for example in sorted(rule.examples, key=lambda e: e.good):
        yield from _example(example, painter)
    if rule.sources:
        yield from _section("Sources", painter)
        for source in rule.sources:
            yield painter.line(" " * INDENT, visible(source))


def _figures(rule: Rule, measured: Measured | None) -> str:
    """Return the rule's figures in words, with what they were measured on."""
    if measured is None:
        return "The accuracy benchmark holds no damage this rule was first to find; its examples are its only proof."
    said = f"precision {measured.precision:.2f} in {plural(measured.findings, 'finding')}"
    return (
        f"{said}; recall: first to find {measured.share:.0%} of the damage of family {rule.family}. On {measured.on}."
    )


def _standing(rule: Rule) -> Iterator[str]:
    yield f"family {rule.family}"
    yield f"severity {rule.severity.word}"
    yield f"confidence {rule.confidence.word}"
    yield f"{rule.fix} fix" if rule.fix else "no fix"
    if rule.any_language:
        yield "any language"
    if rule.evidence:
        yield f"{rule.evidence.role} of {rule.evidence.cause}"


def _section(title: str, painter: Painter) -> Iterator[str]:
    yield "\n"
    yield painter.line((title, "bold"))


def _short(value: object) -> str:
    """Return a parameter's value, cut to what fits beside its name; it says how much it leaves out."""
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        parts = [f"{k}: {v}" for k, v in value.items()] if isinstance(value, Mapping) else [str(v) for v in value]
        kept = [p for number, p in enumerate(parts) if sum(len(q) + 2 for q in parts[: number + 1]) <= SHORT]
        more = [f"… ({len(parts) - len(kept)} more)"] if len(kept) < len(parts) else []
        return visible(listed(kept + more))
    text = visible(str(value))
    return text if len(text) <= SHORT else f"{text[:SHORT]}… ({len(text) - SHORT} more characters)"


def _example(example: Example, painter: Painter) -> Iterator[str]:
    label, style = ("good", "green") if example.good else ("bad", "red")
    yield from _copy(label, style, example.text, painter)
    for other in (example.original, *example.copies):
        if other:
            yield from _copy("beside", "dim", other, painter)
    if example.fixed is not None:
        yield from _copy("fixed", "green", example.fixed or "(nothing is left)", painter)


def _copy(label: str, style: str, text: str, painter: Painter) -> Iterator[str]:
    for number, line in enumerate(text.splitlines() or [""]):
        yield painter.line(" " * INDENT, (f"{'' if number else label:<7}", style), readable(line))
