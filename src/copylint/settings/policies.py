"""What holds copy back, and how that differs from source to source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from copylint.model.finding import Severity
from copylint.settings.tables import Table

OFF = "off"
SEVERITIES = {s.word: s for s in Severity}
KEYS = ("fail-on", "max-warnings", "hold", "severity")
SOURCE_KEYS = ("match", *KEYS)


@dataclass(frozen=True, slots=True)
class Policy:
    """From when on copy is held.

    `fail_on` is the least severity that holds it, `max_warnings` how many warnings it may have at most; a finding of a
    rule or family in `hold` holds it whatever its severity. `severity` gives rules and families another one, None
    where they are off; that of a rule goes before that of its family.
    """

    fail_on: Severity = Severity.ERROR
    max_warnings: int | None = None
    hold: frozenset[str] = frozenset()
    severity: Mapping[str, Severity | None] = field(default_factory=dict)

    def severity_of(self, rule: str, family: str, own: Severity) -> Severity | None:
        """Return the severity of a rule's findings, None where they are off; `own` is what the rule itself says."""
        return self.severity.get(rule, self.severity.get(family, own))


@dataclass(frozen=True, slots=True)
class SourcePolicy:
    """What is different for copy from some sources; what is None or empty is as for all."""

    match: tuple[str, ...]
    fail_on: Severity | None = None
    max_warnings: int | None = None
    hold: frozenset[str] = frozenset()
    severity: Mapping[str, Severity | None] = field(default_factory=dict)

    def meets(self, *names: str) -> bool:
        """Return whether a pattern is met by the name of the source or by the path, whatever the case of letters."""
        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.match for name in names if name)

    def over(self, policy: Policy) -> Policy:
        """Return a policy with what is different put over it."""
        return replace(
            policy,
            fail_on=policy.fail_on if self.fail_on is None else self.fail_on,
            max_warnings=policy.max_warnings if self.max_warnings is None else self.max_warnings,
            hold=policy.hold | self.hold,
            severity={**policy.severity, **self.severity},
        )


def policy_of(table: Table) -> Policy:
    """Return the policy for all copy that a settings file holds."""
    asked = _severity(table)
    least = Severity.ERROR if asked is None else asked
    return Policy(least, table.count("max-warnings"), _held(table), _overrides(table))


def source_policy_of(table: Table) -> SourcePolicy:
    """Return the policy of one [[source]].

    Raises:
        ConfigurationError: it doesn't say which sources it is for.

    """
    match = table.texts("match")
    if not match:
        raise table.wrong("match", "patterns of sources or paths", list(match))
    return SourcePolicy(match, _severity(table), table.count("max-warnings"), _held(table), _overrides(table))


def _severity(table: Table) -> Severity | None:
    word = table.text("fail-on", SEVERITIES)
    return None if word is None else SEVERITIES[word]


def _held(table: Table) -> frozenset[str]:
    return frozenset(table.texts("hold"))


def _overrides(table: Table) -> dict[str, Severity | None]:
    return {k: SEVERITIES.get(v) for k, v in table.words("severity", (*SEVERITIES, OFF)).items()}
