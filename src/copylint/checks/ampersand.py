"""Names that lost their ampersand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copylint.checks._base import Check, report
from copylint.lexicon.entity import fold
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

_RUN = re.compile(r"(?<![\w&-])[A-Z][\w.]{0,40}(?: {1,4}[A-Z][\w.]{0,40})++(?![\w&-])")
_WORD = re.compile(r"[^ ]+")
_GAP = re.compile(r"\b([A-Z][A-Za-z]+)( {3,})([A-Z][A-Za-z]+)\b")
LONGEST = 5  # words in a name that has an ampersand


class Ampersand(Check):
    """A known name written with a space for its ampersand, or two names with a gap where one was."""

    about = "names that lost their ampersand"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each such name."""
        rule = self.rules[0]
        for match in _RUN.finditer(doc.text):
            yield from (report(rule, doc, span, suggestion=right) for span, right in self._names(doc, match))
        for match in _GAP.finditer(doc.text):
            left, _, second = match.groups()
            yield report(rule, doc, Span(*match.span()), suggestion=f"{left} & {second}")

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
