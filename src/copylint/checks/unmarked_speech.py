"""First-person sentences with a speaker but without quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from copylint.checks._base import GatedCheck, Param, Shape, located, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_SPEAKER = expression(r", (?:[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)* |(?:he|she|they|it) )?(?P<verb>[a-z]+)\b")
_FIRST_PERSON = expression(r"(?i)\b(?:I|we|our|us|my|I[’']m|we[’']re|I[’']ve|we[’']ve|we[’']ll|I[’']ll)\b")
_VERB = expression(r"[a-z]+\b")
PRONOUNS = ("he", "she", "they", "it")
_MARK = expression('[“”"‘«]')


class UnmarkedSpeech(GatedCheck):
    """A sentence in the first person that ends in ", said X" without any quotation mark."""

    about = "speech in the first person, attributed, without quotation marks"
    by_word = True
    shapes = Shape.PLAIN | Shape.OTHER
    params: ClassVar = {"verbs": Param("texts", "verbs that attribute speech")}

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return frozenset(self.rules[0].params["verbs"])

    def opens(self, token: str) -> bool:
        """Return whether the token starts with a verb that attributes speech."""
        if token.isalpha():
            return token in self._verbs
        found = _VERB.match(token)
        return found is not None and found.group() in self._verbs

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for the words spoken, up to the comma before the speaker."""
        attributed = dict.fromkeys(doc.words[index] for index in hits if _after_comma(doc.words, index))
        last: dict[Span | None, int] = {}
        for _, verb in located(doc.text, attributed):
            paragraph = doc.paragraph_at(verb.start)
            last[paragraph] = max(verb.start, last.get(paragraph, 0))
        if any(p and _FIRST_PERSON.search(doc.text, p.start, verb) for p, verb in last.items()):
            yield from self._spoken(doc)

    def _spoken(self, doc: Document) -> Iterator[Finding]:
        rule, verbs = self.rules[0], self._verbs
        for sentence in doc.sentences:
            text = doc.text[sentence.start : sentence.end]
            if _MARK.search(text) or doc.in_quotation(sentence):
                continue
            for match in _SPEAKER.finditer(text):
                spoken = text[: match.start()]
                if match.group("verb") in verbs and _FIRST_PERSON.search(spoken):
                    yield report(rule, doc, Span(sentence.start, sentence.start + match.start()))
                    break


def _after_comma(words: Sequence[str], index: int) -> bool:
    """Return whether a comma stands before the verb, but for a pronoun or a name."""
    index -= 1
    if index >= 0 and words[index] in PRONOUNS:
        index -= 1
    else:
        while index >= 0 and words[index][:1].isupper() and words[index][-1] != ",":
            index -= 1
    return index >= 0 and words[index][-1] == ","


CHECK = UnmarkedSpeech
