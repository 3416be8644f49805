"""The passes: tokens once for all, then every other check; a crash of one stops none of the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from copylint.checks import mechanism
from copylint.checks._base import Candidate, Check, CopyCheck, TokenCheck
from copylint.copies.difference import Difference
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.source import Unread
from copylint.model.span import Span

CACHE_LIMIT = 200_000  # tokens; about 20 MB

FEW = 24  # tokens; str.find passes over the text about so many times faster than a regular expression
_TOKEN = re.compile(r"\S+")

Remark = tuple[TokenCheck, tuple[Candidate, ...]]


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
        grouped: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            grouped[rule.check].append(rule)
        checks = [(name, mechanism(name), group) for name, group in grouped.items()]
        self.checks: dict[str, Check] = {name: kind(group, resources) for name, kind, group in checks if kind}
        self._tokens = _TokenPass([c for c in self.checks.values() if isinstance(c, TokenCheck)])

    @cached_property
    def language_free(self) -> Engine:
        """Return the engine for copy that isn't English."""
        return Engine([r for r in self.rules if r.any_language], self.resources)

    def only(self, families: Collection[str]) -> Engine:
        """Return the engine of some families alone."""
        return Engine([r for r in self.rules if r.family in families], self.resources)

    def unchecked(self, doc: Document) -> tuple[str, ...]:
        """Return the families of which rules stay unasked because of the document's language."""
        if _english(doc):
            return ()
        free = {r.family for r in self.rules if r.any_language}
        return tuple(sorted({r.family for r in self.rules} - free))

    def run(self, doc: Document) -> tuple[list[Finding], list[Unread]]:
        """Return the findings of all checks, by place, and the checks that failed."""
        engine = self if _english(doc) else self.language_free
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
        findings: list[Finding] = []
        failures: list[Unread] = []
        for name, check in self.checks.items():
            try:
                found = self._tokens.find(check, doc) if isinstance(check, TokenCheck) else check.find(doc)
                findings.extend(found)
            except Exception as error:  # noqa: BLE001  a crashing check is reported, the others still run
                reason = f"the check {name} failed: {type(error).__name__}: {error}"
                failures.append(Unread(doc.source.path, reason))
        findings.sort(key=lambda f: (f.span, f.rule))
        return findings, failures


def _english(doc: Document) -> bool:
    """Return whether the copy is English, or too short to tell."""
    return doc.language in ("en", "und")


class _TokenPass:
    """Looks into each new token once; candidates are kept by token, for all documents and settings."""

    def __init__(self, checks: Sequence[TokenCheck]) -> None:
        self.checks = tuple(checks)
        self._plain: dict[TokenCheck, set[str]] = {c: set() for c in checks}
        self._remarks: dict[TokenCheck, dict[str, tuple[Candidate, ...]]] = {c: {} for c in checks}

    def find(self, check: TokenCheck, doc: Document) -> Iterator[Finding]:
        """Yield the check's findings in the document."""
        plain, remarks = self._plain[check], self._remarks[check]
        remarkable: dict[str, tuple[Candidate, ...]] = {}
        for token in doc.tokens.keys() - plain:
            candidates = remarks.get(token)
            if candidates is None:
                candidates = tuple(check.inspect(token))
                if not candidates:
                    if len(plain) >= CACHE_LIMIT:
                        plain.clear()
                    plain.add(token)
                    continue
                if len(remarks) >= CACHE_LIMIT:
                    remarks.clear()
                remarks[token] = candidates
            remarkable[token] = candidates
        for token, place in locate(doc.text, remarkable):
            for candidate in remarkable[token]:
                yield from check.judge(candidate, place, doc)


def locate(text: str, tokens: Collection[str]) -> Iterator[tuple[str, Span]]:
    """Yield every place of each token: few are searched for one by one, many in one pass over the text."""
    if len(tokens) <= FEW:
        for token in tokens:
            for place in occurrences(text, token):
                yield token, place
        return
    for match in _TOKEN.finditer(text):
        if match.group() in tokens:
            yield match.group(), Span(*match.span())


def occurrences(text: str, token: str) -> Iterator[Span]:
    """Yield every place where the token stands between white space."""
    start = text.find(token)
    while start >= 0:
        end = start + len(token)
        if (start == 0 or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield Span(start, end)
        start = text.find(token, end)
