"""What is shown, what holds copy back, and how that differs from source to source."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any, NamedTuple

from copylint.model.finding import Confidence, Severity
from copylint.settings.keys import CONFIDENCES, MATCH, SEVERITIES


class Policy(NamedTuple):
    """Which rules are asked, what of their findings is shown, and from when on copy is held.

    `select` names rules and families, all where it is empty; `extend_select` adds to them, `ignore` takes from them.
    `show_info` shows findings of severity info, `least` is the least confidence shown. `fail_on` is the least severity
    that holds copy, `max_warnings` how many warnings it may have at most; a finding of a rule or family in `hold` holds
    it whatever its severity. `severity` gives rules and families another one, None where they are off; that of a rule
    goes before that of its family. `locale` is what English the copy is in, None for what it shows itself.
    """

    select: frozenset[str] = frozenset()
    extend_select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    show_info: bool = False
    least: Confidence = Confidence.LIKELY
    fail_on: Severity = Severity.ERROR
    max_warnings: int | None = None
    hold: frozenset[str] = frozenset()
    severity: Mapping[str, Severity | None] = MappingProxyType({})
    locale: str | None = None

    def asks(self, rule: str, family: str) -> bool:
        """Return whether a rule is asked; where rule and family are told opposite things, the rule's own name wins."""
        if rule in self.ignore:
            return False
        if rule in self.select or rule in self.extend_select:
            return True
        if family in self.ignore:
            return False
        return not self.select or family in self.select or family in self.extend_select

    def severity_of(self, rule: str, family: str, own: Severity) -> Severity | None:
        """Return the severity of a rule's findings, None where they are off; `own` is what the rule itself says."""
        return self.severity.get(rule, self.severity.get(family, own))

    def holds(self, rule: str, family: str) -> bool:
        """Return whether any finding of a rule holds copy."""
        return rule in self.hold or family in self.hold


def policy_of(*layers: Mapping[str, Any]) -> Policy:
    """Return the policy that layers of values make, each over those before it; `hold` and `severity` add up."""
    values: dict[str, Any] = {}
    hold: frozenset[str] = frozenset()
    severity: dict[str, str] = {}
    for layer in layers:
        values.update(layer)
        hold |= frozenset(layer.get("hold", ()))
        severity |= layer.get("severity", {})
    show = values.get("show", frozenset())
    fail_on = SEVERITIES[values.get("fail-on", Severity.ERROR.word)]
    least = Confidence.POSSIBLE if "possible" in show else Confidence.LIKELY
    return Policy(
        select=frozenset(values.get("select", ())),
        extend_select=frozenset(values.get("extend-select", ())),
        ignore=frozenset(values.get("ignore", ())),
        show_info="info" in show or fail_on is Severity.INFO,  # nothing holds copy that isn't shown
        least=CONFIDENCES[values["min-confidence"]] if "min-confidence" in values else least,
        fail_on=fail_on,
        max_warnings=values.get("max-warnings"),
        hold=hold,
        severity={name: SEVERITIES.get(word) for name, word in severity.items()},
        locale=values.get("locale"),
    )


def meets(source: Mapping[str, Any], *names: str) -> bool:
    """Return whether a pattern of a source is met by one of the names, whatever the case of letters."""
    return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in source[MATCH] for name in names if name)
