"""A drop capital that was split from the rest of its word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

_SPLIT = re.compile(r"([B-HJ-Z]|[AI](?= [a-z]{2,}))[ ]([a-z]{2,})\b")
COMMON = 3.5


class SplitWord(Check):
    """A capital by itself at the start of a paragraph whose word goes on behind a space."""

    about = "drop capitals split from their words"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding where letter and rest are one known word and the rest alone is none."""
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
