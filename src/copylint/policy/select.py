"""What is shown, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from copylint.model.finding import Confidence, Finding, Severity
from copylint.model.rule import Rule
from copylint.settings import Settings
from copylint.settings.policies import Policy


def weighted(findings: Iterable[Finding], policy: Policy) -> list[Finding]:
    """Return the findings with the severities of a policy, those left out that are off."""
    kept = []
    for finding in findings:
        severity = policy.severity_of(finding.rule, finding.family, finding.severity)
        if severity is not None:
            kept.append(finding if severity is finding.severity else replace(finding, severity=severity))
    return kept


def select(findings: Iterable[Finding], settings: Settings, policy: Policy) -> list[Finding]:
    """Return the findings to show: by default those at least likely, and at least a warning or of a rule that holds."""
    least = Confidence.POSSIBLE if "possible" in settings.show else Confidence.LIKELY
    info = "info" in settings.show
    return [f for f in findings if f.confidence >= least and (info or f.severity > 0 or _holds(f, policy))]


def _holds(finding: Finding, policy: Policy) -> bool:
    return finding.rule in policy.hold or finding.family in policy.hold


def reasons(findings: Sequence[Finding], policy: Policy) -> tuple[str, ...]:
    """Return why copy with these findings is held, nothing where it isn't."""
    said = []
    count = sum(f.severity >= policy.fail_on for f in findings)
    if count:
        said.append(f"{count} {policy.fail_on.word}{'' if count == 1 else 's'}{_or_worse(policy.fail_on)}")
    warnings = sum(f.severity is Severity.WARNING for f in findings)
    if policy.max_warnings is not None and warnings > policy.max_warnings:
        said.append(f"{warnings} warning{'' if warnings == 1 else 's'}, {policy.max_warnings} allowed")
    said += sorted({f.rule for f in findings if _holds(f, policy)})
    return tuple(said)


def _or_worse(severity: Severity) -> str:
    return "" if severity is Severity.ERROR else " or worse"


def unknown_names(settings: Settings, rules: Iterable[Rule]) -> Iterator[tuple[str, list[str]]]:
    """Yield each name in the settings that no rule and no family bears, with those nearest to it."""
    known = {name for rule in rules for name in (rule.name, rule.family)}
    named = {*settings.policy.hold, *settings.policy.severity}
    for source in settings.sources:
        named |= {*source.hold, *source.severity}
    for name in sorted(named - known):
        yield name, get_close_matches(name, sorted(known), 3)
