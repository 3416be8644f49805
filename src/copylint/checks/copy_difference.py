"""What differs between copies of one story: one rule says what is to be said of one kind of difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from copylint.checks._base import CopyCheck, Param, report
from copylint.copies.difference import KINDS, Difference, Place
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.errors import ConfigurationError
from copylint.model.finding import Elsewhere, Finding, Related, Severity
from copylint.model.rule import Rule

LONGEST_SHOWN = 160  # code points of the other copy in a message
NOT_THE_COPY = "The original has the form that looks damaged, this copy the sound one."


class CopyDifference(CopyCheck):
    """Differences of one kind between a copy and its original, or among copies."""

    about = "what differs between copies of one story, by kind: " + ", ".join(KINDS)
    params: ClassVar = {
        "difference": Param("text", "the kind of difference"),
        "replace": Param("flag", "suggest what the other copy has", default=False),
    }

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Know the rules by the kind they are for."""
        super().__init__(rules, resources)
        self._by_kind: Mapping[str, Rule] = MappingProxyType({_kind(rule): rule for rule in self.rules})

    def judge(self, differences: Iterable[Difference], doc: Document) -> Iterator[Finding]:
        """Yield a finding for each difference that a rule is for."""
        for difference in differences:
            rule = self._by_kind.get(difference.kind)
            if rule is not None:
                yield _finding(rule, difference, doc)


def _kind(rule: Rule) -> str:
    kind = str(rule.params["difference"])
    if kind not in KINDS:
        raise ConfigurationError(rule.path, "params.difference", " or ".join(KINDS), kind)
    return kind


def _finding(rule: Rule, difference: Difference, doc: Document) -> Finding:
    replacement = difference.was if rule.params["replace"] and not difference.sound else ""
    why = " ".join(part for part in (difference.why, NOT_THE_COPY if difference.sound else "", rule.why) if part)
    return report(
        rule,
        doc,
        difference.span,
        suggestion=replacement or None,
        why=_literal(why),
        related=tuple(_related(place) for place in difference.others),
        severity=Severity.INFO if difference.sound else None,
        original=_shown(difference.was),
        count=len(difference.others),
    )


def _literal(text: str) -> str:
    """Return a text that has no placeholders."""
    return text.replace("{", "{{").replace("}", "}}")


def _related(place: Place) -> Related:
    doc, span = place.doc, place.span
    there = Elsewhere(doc.source.path, doc.position(span.start), doc.end_position(span.end))
    return Related(span, f"{place.message}: {_shown(place.text)}" if place.text else place.message, there)


def _shown(text: str) -> str:
    """Return copy on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_SHOWN else f"{flat[: LONGEST_SHOWN - 1]}…"


CHECK = CopyDifference
