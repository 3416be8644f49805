"""Phrases that machines put for others: each with what it stands for, all of them in one automaton."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from copylint.checks._base import Check, Param, report
from copylint.lexicon.literals import Literals, tied
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span


class PhraseTable(Check):
    """A phrase of a rule's table, in any case, between word boundaries; the longest one where several begin."""

    about = "literal phrases, each with what it stands for"
    params: ClassVar = {
        "phrases": Param("map", "phrase in lower case → what it stands for (empty: a person has to say)"),
    }

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Put the phrases of all rules into one automaton."""
        super().__init__(rules, resources)
        self._phrases = [
            (rule, phrase.lower(), str(right))
            for rule in self.rules
            for phrase, right in rule.params["phrases"].items()
        ]
        self._literals = Literals([phrase for _, phrase, _ in self._phrases])

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each phrase, with what it stands for in its case."""
        for number, start, end in self._literals.find(doc):
            if tied(doc.text, start, end):
                continue
            rule, _, right = self._phrases[number]
            if right and doc.text[start].isupper():
                right = right[0].upper() + right[1:]
            yield report(rule, doc, Span(start, end), suggestion=right or None)


CHECK = PhraseTable
