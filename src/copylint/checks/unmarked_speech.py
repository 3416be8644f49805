"""First-person sentences with a speaker but without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from copylint.checks._base import Check, Param, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

_SPEAKER = re.compile(r", (?:[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)* |(?:he|she|they|it) )?(?P<verb>[a-z]+)\b")
_FIRST_PERSON = re.compile(r"(?i)\b(?:I|we|our|us|my|I[’']m|we[’']re|I[’']ve|we[’']ve|we[’']ll|I[’']ll)\b")
_MARK = re.compile('[“”"‘«]')


class UnmarkedSpeech(Check):
    """A sentence in the first person that ends in ", said X" without any quotation mark."""

    about = "speech in the first person, attributed, without quotation marks"
    params: ClassVar = {"verbs": Param("texts", "verbs that attribute speech")}

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for the words spoken, up to the comma before the speaker."""
        rule = self.rules[0]
        verbs = frozenset(rule.params["verbs"])
        for sentence in doc.sentences:
            text = doc.text[sentence.start : sentence.end]
            if _MARK.search(text) or doc.in_quotation(sentence):
                continue
            for match in _SPEAKER.finditer(text):
                spoken = text[: match.start()]
                if match.group("verb") in verbs and _FIRST_PERSON.search(spoken):
                    yield report(rule, doc, Span(sentence.start, sentence.start + match.start()))
                    break


CHECK = UnmarkedSpeech
