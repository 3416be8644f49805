"""A drop capital that was split from the rest of its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copylint.checks._base import GatedCheck, Shape, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

_SPLIT = re.compile(r"([B-HJ-Z]|[AI](?= [a-z]{2,}))[ ]([a-z]{2,})\b")
COMMON = 3.5


class SplitWord(GatedCheck):
    """A capital by itself at the start of a paragraph whose word goes on behind a space."""

    about = "drop capitals split from their words"
    by_word = True
    shapes = Shape.NAME

    def opens(self, token: str) -> bool:
        """Return whether the token is a capital by itself."""
        return len(token) == 1 and "A" <= token <= "Z"

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding where letter and rest are one known word and the rest alone is none."""
        words = doc.words
        if not any(words[index + 1 : index + 2] and words[index + 1][:1].islower() for index in hits):
            return
        for paragraph in doc.paragraphs:
            match = _SPLIT.match(doc.text, paragraph.start, paragraph.end)
            if match is None:
                continue
            letter, rest = match.groups()
            whole = letter + rest
            joined = self.words.zipf(whole) > max(COMMON, self.words.zipf(rest)) or whole in self.entities.by_word
            lone = letter in "AI" and self.words.valid(rest)
            if (joined or whole in doc.tokens) and not lone:
                yield report(self.rules[0], doc, Span(*match.span()), suggestion=whole)


CHECK = SplitWord
