"""Capitalised words of a closed list, misspelled: days and months where a day or a month stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from copylint.checks._base import Candidate, Param, Shape, TokenCheck, compile_pattern, report
from copylint.lexicon.entity import one_slip
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

SHORTEST = 6  # letters; shorter terms are one slip from names (April, Avril)
SEEN = 2.0  # Zipf: a spelling people write that often is a name
REACH = 40  # code points around the word that are looked at
_MARKS = ".,;:!?()[]\"“”'‘’"


class NearTerm(TokenCheck):
    """A capitalised word one slip from a term of the rule's list, where such a term stands."""

    by_word = True
    shapes = Shape.NAME | Shape.MIXED
    about = "misspelled words of a closed capitalised list, told by what stands before or after them"
    params: ClassVar = {
        "terms": Param("texts", "the words, in their right spelling"),
        "before": Param("text", "RE2: what stands right before a term", ""),
        "after": Param("text", "RE2: or what stands right after one", ""),
    }

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Sort the terms of all rules by their first letter."""
        super().__init__(rules, resources)
        self._terms: dict[str, list[tuple[Rule, str]]] = {}
        for rule in self.rules:
            for term in rule.params["terms"]:
                if len(term) >= SHORTEST:
                    self._terms.setdefault(term[0], []).append((rule, term))
        self._before = {r.name: compile_pattern(r, "before", r.params["before"], "(?:{}) $") for r in self.rules}
        self._after = {r.name: compile_pattern(r, "after", r.params["after"], "^,? (?:{})") for r in self.rules}

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Yield the unknown word that is one slip from a term with the same first letter."""
        word = token.strip(_MARKS)
        terms = self._terms.get(word[:1])
        if terms is None or len(word) < SHORTEST - 1 or not (word.isalpha() and word[1:].islower()):
            return
        if self.words.known(word) or self.words.zipf(word) >= SEEN:
            return
        for rule, term in terms:
            if one_slip(word, term) and word != f"{term}s":
                start = token.index(word)
                yield Candidate("term", start, start + len(word), (rule, term))

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterator[Finding]:
        """Report the word where its neighbours are those of a term."""
        rule, term = candidate.data
        span = Span(token.start + candidate.start, token.start + candidate.end)
        before, after = self._before[rule.name], self._after[rule.name]
        led = before is not None and before.search(doc.text[max(0, span.start - REACH) : span.start])
        followed = after is not None and after.search(doc.text[span.end : span.end + REACH])
        if led or followed:
            yield report(rule, doc, span, suggestion=term)


CHECK = NearTerm
