"""A drop capital that was split from the rest of its word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copylint.checks._base import GatedCheck, Shape, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_SPLIT = expression(r"([B-HJ-Z]|[AI](?= [a-z]{2,}))[ ]([a-z]{2,})\b")
_REST = expression(r"[a-z]{2,}\b")
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
        following = ((words[index], _REST.match(words[index + 1])) for index in hits if index + 1 < len(words))
        if not any(rest and self._one_word(letter, rest.group(), doc) for letter, rest in following):
            return
        for paragraph in doc.paragraphs:
            match = _SPLIT.match(doc.text, paragraph.start, paragraph.end)
            if match is None:
                continue
            letter, rest = match.groups()
            if self._one_word(letter, rest, doc):
                yield report(self.rules[0], doc, Span(*match.span()), suggestion=letter + rest)

    def _one_word(self, letter: str, rest: str, doc: Document) -> bool:
        """Return whether letter and rest make a word that is known, or stands in the text, and the rest is none."""
        if letter in "AI" and self.words.valid(rest):
            return False
        whole = letter + rest
        joined = self.words.zipf(whole) > max(COMMON, self.words.zipf(rest)) or whole in self.entities.by_word
        return joined or whole in doc.tokens


CHECK = SplitWord
