"""Known acronyms with a letter in the wrong case."""

from __future__ import annotations

from collections.abc import Iterable

from copylint.checks._base import Candidate, Shape, TokenCheck, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_MIXED = expression(r"(?<![\w’'])[A-Z]+[a-z]{1,2}[A-Z]+(?!\w)|(?<![\w’'])[A-Z]{2,}[a-rt-z](?!\w)")


class AcronymCase(TokenCheck):
    """A token that is a known acronym but for the case of a letter."""

    about = "known acronyms with a letter in the wrong case"
    by_word = True
    shapes = Shape.CASED | Shape.MIXED

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Yield words in mixed case that are acronyms in capitals."""
        if token.islower() or token[1:].islower():
            return
        for match in _MIXED.finditer(token):
            right = self.entities.acronym(match.group())
            if right and match.group() not in self.entities.by_word:
                yield Candidate("acronym", match.start(), match.end(), (right,))

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterable[Finding]:
        """Report the acronym unless the text uses the form again and again."""
        span = Span(token.start + candidate.start, token.start + candidate.end)
        if doc.tokens[doc.text[token.start : token.end]] < 3:  # noqa: PLR2004
            yield report(self.rules[0], doc, span, suggestion=candidate.data[0])


CHECK = AcronymCase
