"""Phrases that machines put for others: each with what it stands for, all of them in one automaton."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import ahocorasick_rs

from copylint.checks._base import Check, Param, report
from copylint.lexicon.literals import lowered, tied
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
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        self._automaton = ahocorasick_rs.AhoCorasick([p[1] for p in self._phrases], matchkind=longest)

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each phrase, with what it stands for in its case."""
        folded = lowered(doc.text)
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if tied(folded, start, end):
                continue
            rule, _, right = self._phrases[index]
            if right and doc.text[start].isupper():
                right = right[0].upper() + right[1:]
            yield report(rule, doc, Span(start, end), suggestion=right or None)


CHECK = PhraseTable
