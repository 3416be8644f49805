"""The passes: tokens once for all, then every other check; a crash of one stops none of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from copylint.checks import mechanism
from copylint.checks._base import Check, CopyCheck, GatedCheck
from copylint.copies.difference import Difference
from copylint.engine.common_tokens import build, common_shapes, common_tokens
from copylint.engine.tokens import Hits, TokenIndex
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.source import Unread


class Outside(Protocol):
    """An engine of others, which reads a document last: it is told what was found."""

    def find(self, doc: Document, others: Sequence[Finding]) -> tuple[list[Finding], list[Unread]]:
        """Return what it finds besides, and that it could not be asked."""


class Engine:
    """All checks of a set of rules, ready to run over any number of documents."""

    def __init__(self, rules: Sequence[Rule], resources: Resources, outside: Outside | None = None) -> None:
        """Build one check for each mechanism the rules name; an engine of others may read the copy too."""
        self.rules = tuple(rules)
        self.resources = resources
        self._outside = outside
        self.checks = self._built([r for r in rules if not r.counts_against])
        self._sound = self._built([r for r in rules if r.counts_against])
        compared = (c for c in self.checks.values() if isinstance(c, CopyCheck))
        self._causes_of_copies = {r.evidence.cause for c in compared for r in c.rules if r.evidence}
        self._gated = {name: check for name, check in self.checks.items() if isinstance(check, GatedCheck)}
        self._against: dict[str, set[str]] = defaultdict(set)  # cause → checks that look for what counts against it
        for rule in rules:
            if rule.counts_against and rule.evidence:
                self._against[rule.evidence.cause].add(rule.check)
        self._index = TokenIndex(
            tuple(self._gated.values()), lambda: common_tokens(self._gated, resources.entities.mark)
        )

    @cached_property
    def language_free(self) -> Engine:
        """Return the engine for copy that isn't English."""
        return Engine([r for r in self.rules if r.any_language], self.resources)

    def only(self, families: Collection[str]) -> Engine:
        """Return the engine of some families alone."""
        return Engine([r for r in self.rules if r.family in families], self.resources)

    def _built(self, rules: Sequence[Rule]) -> dict[str, Check]:
        """Return one check for each mechanism that rules name, by its name."""
        grouped: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            grouped[rule.check].append(rule)
        checks = [(name, mechanism(name), group) for name, group in grouped.items()]
        return {name: kind(group, self.resources) for name, kind, group in checks if kind}

    def keep_common(self) -> int:
        """Write the table of what the checks say of common tokens, when the package is built; return its length."""
        words, entities = self.resources.words, self.resources.entities
        shapes = common_shapes(words, entities.by_word)
        return build(self._gated, entities.mark, shapes, TokenIndex(tuple(self._gated.values())).asked)

    def unchecked(self, doc: Document) -> tuple[str, ...]:
        """Return the families of which rules stay unasked because of the document's language."""
        if doc.english:
            return ()
        free = {r.family for r in self.rules if r.any_language}
        return tuple(sorted({r.family for r in self.rules} - free))

    def run(self, doc: Document) -> tuple[list[Finding], list[Unread]]:
        """Return the findings of all checks, by place, and the checks that failed.

        What counts against a cause is looked for only where anything speaks for it.
        """
        engine = self if doc.english else self.language_free
        findings, failures = engine.run_all(doc)
        if self._outside is not None:
            try:
                more, unread = self._outside.find(doc, findings)
            except Exception as error:  # noqa: BLE001  as a check that crashes
                more, unread = [], [Unread(doc.source.path, f"grammar failed: {type(error).__name__}: {error}")]
            return sorted(findings + more, key=lambda f: (f.span, f.rule)), failures + unread
        return findings, failures

    def judge(self, differences: Sequence[Difference], doc: Document) -> list[Finding]:
        """Return what the rules for copies of one story say of what differs."""
        checks = [check for check in self.checks.values() if isinstance(check, CopyCheck)]
        return sorted((f for check in checks for f in check.judge(differences, doc)), key=lambda f: (f.span, f.rule))

    def run_all(self, doc: Document) -> tuple[list[Finding], list[Unread]]:
        """Return what every check finds, whatever the language."""
        hits = self._index.hits(doc.words)
        findings, failures = _asked(self.checks, self._gated, doc, hits)
        if self._sound:
            causes = self._causes_of_copies.union(f.cause for f in findings if f.cause)
            sound, more = self.sound_uses(doc, causes)
            findings += sound
            failures += more
        findings.sort(key=lambda f: (f.span, f.rule))
        return findings, failures

    def sound_uses(self, doc: Document, causes: Collection[str]) -> tuple[list[Finding], list[Unread]]:
        """Return what counts against causes, and the checks that failed."""
        wanted = {check for cause in causes for check in self._against.get(cause, ())}
        return _asked({name: check for name, check in self._sound.items() if name in wanted}, {}, doc, {})


def _asked(
    checks: Mapping[str, Check], gated: Mapping[str, GatedCheck], doc: Document, hits: Hits
) -> tuple[list[Finding], list[Unread]]:
    """Return what checks find, and those that failed; those that are `gated` are told where their tokens stand."""
    findings: list[Finding] = []
    failures: list[Unread] = []
    for name, check in checks.items():
        try:
            opened = gated.get(name)
            if opened is None:
                findings.extend(check.find(doc))
            elif opened in hits or opened.always:
                findings.extend(opened.find_at(doc, hits.get(opened, ())))
        except Exception as error:  # noqa: BLE001  a crashing check is reported, the others still run
            reason = f"the check {name} failed: {type(error).__name__}: {error}"
            failures.append(Unread(doc.source.path, reason))
    return findings, failures
