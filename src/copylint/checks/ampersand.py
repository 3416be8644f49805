"""Names that lost their ampersand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copylint.checks._base import GatedCheck, Shape, report
from copylint.lexicon.entity import fold
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_RUN = expression(r"(?<![\w&-])[A-Z][\w.]{0,40}(?: {1,4}[A-Z][\w.]{0,40})++(?![\w&-])")
_FIRST = expression(r"[A-Z][\w.]{0,40}")
GAP = "   "
_WORD = expression(r"[^ ]+")
_GAP = expression(r"\b([A-Z][A-Za-z]+)( {3,})([A-Z][A-Za-z]+)\b")
LONGEST = 5  # words in a name that has an ampersand


class Ampersand(GatedCheck):
    """A known name written with a space for its ampersand, or two names with a gap where one was."""

    about = "names that lost their ampersand"
    by_word = True
    shapes = Shape.CAPITAL

    always = True  # a gap opens no token

    def opens(self, token: str) -> bool:
        """Return whether a known name with an ampersand starts like the token."""
        found = _FIRST.search(token)
        return found is not None and self.entities.starts_joined(found.group())

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each such name."""
        rule = self.rules[0]
        if any(self._goes_on(doc.words, index) for index in hits):
            for match in _RUN.finditer(doc.text):
                yield from (report(rule, doc, span, suggestion=right) for span, right in self._names(doc, match))
        if GAP not in doc.text:
            return
        for match in _GAP.finditer(doc.text):
            left, _, second = match.groups()
            yield report(rule, doc, Span(*match.span()), suggestion=f"{left} & {second}")

    def _goes_on(self, words: Sequence[str], index: int) -> bool:
        """Return whether the next token continues a known name with an ampersand."""
        first, second = _FIRST.search(words[index]), _FIRST.match("".join(words[index + 1 : index + 2]))
        if first is None or second is None:
            return False
        return self.entities.starts_joined(first.group() + second.group())

    def _names(self, doc: Document, run: re.Match[str]) -> Iterator[tuple[Span, str]]:
        """Yield the longest known names in a run of capitalised words, with the form that is right."""
        words = [Span(run.start() + m.start(), run.start() + m.end()) for m in _WORD.finditer(run.group())]
        first = 0
        while first < len(words) - 1:
            for last in range(min(first + LONGEST, len(words)) - 1, first, -1):
                span = Span(words[first].start, words[last].end)
                right = self.entities.with_ampersand(doc.text[span.start : span.end])
                if right and fold(doc.text[span.start : span.end]) not in self.entities.by_form:
                    yield span, right
                    first = last
                    break
            first += 1


CHECK = Ampersand
