"""Spellings that are no words, each with what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from copylint.checks._base import Candidate, Param, TokenCheck, report
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

POSSESSIVES = ("'s", "’s")
_CORE = expression(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class WrongWord(TokenCheck):
    """A token that is one of the rule's wrong spellings, in any case."""

    about = "spellings that are no words, and the right word for each"
    by_word = True
    params: ClassVar = {"words": Param("map", "wrong spelling → right one; ’ becomes the text's own apostrophe")}

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Gather the words of all rules."""
        super().__init__(rules, resources)
        self._words = {wrong: (rule, right) for rule in self.rules for wrong, right in rule.params["words"].items()}

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Return each word of the token that is in the list."""
        if token.isalpha():
            return (Candidate("wrong", 0, len(token), (token,)),) if token.lower() in self._words else ()
        if any(word.lower() in self._words or word[:-2].lower() in self._words for word in _CORE.findall(token)):
            return self._inside(token)
        return ()

    def _inside(self, token: str) -> Iterable[Candidate]:
        for match in _CORE.finditer(token):
            for word in (match.group(), match.group()[:-2] if match.group()[-2:] in POSSESSIVES else ""):
                if word.lower() in self._words:
                    yield Candidate("wrong", match.start(), match.start() + len(word), (word,))

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterable[Finding]:
        """Report the word with the right one in the same case."""
        written = candidate.data[0]
        rule, right = self._words[written.lower()]
        span = Span(token.start + candidate.start, token.start + candidate.end)
        if right[0].isupper() and written[0].isupper() and _named(doc, span):
            return
        right = right.replace("’", doc.apostrophe)
        if written.isupper() and len(written) > 1:
            right = right.upper()
        elif written[0].isupper():
            right = right[0].upper() + right[1:]
        yield report(rule, doc, span, suggestion=right)


def _named(doc: Document, span: Span) -> bool:
    """Return whether a capitalised word stands right before: then this one is a surname (Jony Ive)."""
    before = doc.text[max(0, span.start - 24) : span.start].split(" ")
    return len(before) > 1 and before[-2][:1].isupper()


CHECK = WrongWord
