"""Letters of another script inside a Latin word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from copylint.checks._base import Candidate, Param, Shape, TokenCheck, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_MIXED = expression(r"[A-Za-zÀ-ÿ]*[\u0370-\u03ff\u0400-\u04ff][\w]*|\w*[\u0370-\u03ff\u0400-\u04ff]\w*")
_LATIN = expression(r"[A-Za-z]")


class Lookalikes(TokenCheck):
    """A word of Latin letters in which some letters are look-alikes of another script."""

    about = "look-alike letters of another script in a Latin word"
    by_word = True
    shapes = Shape.SMALL | Shape.MIXED
    params: ClassVar = {"letters": Param("map", "look-alike → Latin letter")}

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Yield words that become wholly Latin when the look-alikes are replaced."""
        if token.isascii():
            return
        table = str.maketrans(self.rules[0].params["letters"])
        for match in _MIXED.finditer(token):
            word, latin = match.group(), match.group().translate(table)
            others = [c for c in latin if c.isalpha() and not c.isascii() and "\u0370" <= c <= "\u04ff"]
            if word != latin and not others and (_LATIN.search(word) or (self.words.known(latin) and len(latin) > 3)):  # noqa: PLR2004
                yield Candidate("mixed", match.start(), match.end(), (latin,))

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterable[Finding]:
        """Report the word with Latin letters."""
        span = Span(token.start + candidate.start, token.start + candidate.end)
        yield report(self.rules[0], doc, span, suggestion=candidate.data[0])


CHECK = Lookalikes
