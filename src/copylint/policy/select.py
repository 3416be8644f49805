"""What is shown, and why copy is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from copylint.model.finding import Finding, Severity
from copylint.model.rule import Rule, from_outside
from copylint.settings import Policy, Settings


def asked(findings: Iterable[Finding], policy: Policy) -> list[Finding]:
    """Return the findings of the rules that a policy asks, with the severities it gives them."""
    kept = []
    for finding in findings:
        if not policy.asks(finding.rule, finding.family):
            continue
        severity = policy.severity_of(finding.rule, finding.family, finding.severity)
        if severity is not None:
            kept.append(finding if severity is finding.severity else finding._replace(severity=severity))
    return kept


def select(findings: Iterable[Finding], policy: Policy) -> list[Finding]:
    """Return the findings to show: by default those at least likely, and at least a warning or of a rule that holds."""
    return [
        f
        for f in findings
        if f.confidence >= policy.least and (policy.show_info or f.severity > 0 or policy.holds(f.rule, f.family))
    ]


def reasons(findings: Sequence[Finding], policy: Policy) -> tuple[str, ...]:
    """Return why copy with these findings is held, nothing where it isn't."""
    said = []
    count = sum(f.severity >= policy.fail_on for f in findings)
    if count:
        said.append(f"{count} {policy.fail_on.word}{'' if count == 1 else 's'}{_or_worse(policy.fail_on)}")
    warnings = sum(f.severity is Severity.WARNING for f in findings)
    if policy.max_warnings is not None and warnings > policy.max_warnings:
        said.append(f"{warnings} warning{'' if warnings == 1 else 's'}, {policy.max_warnings} allowed")
    said += sorted({f.rule for f in findings if policy.holds(f.rule, f.family)})
    return tuple(said)


def _or_worse(severity: Severity) -> str:
    return "" if severity is Severity.ERROR else " or worse"


def unknown_names(settings: Settings, rules: Iterable[Rule]) -> Iterator[tuple[str, list[str]]]:
    """Yield each name in the settings that no rule and no family bears, with those nearest to it."""
    known = {name for rule in rules for name in (rule.name, rule.family)}
    for name in sorted(name for name in set(settings.named()) - known if not from_outside(name)):
        from difflib import get_close_matches  # noqa: PLC0415  only errors ask for it

        yield name, get_close_matches(name, sorted(known), 3)
