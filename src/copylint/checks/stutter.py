"""Two or three words that stand twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copylint.checks._base import Check, report
from copylint.lexicon.echoes import echoes, touched
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Edit, Finding
from copylint.model.span import Span

_WORDS = expression(r"[A-Za-z]+(?:[’'][a-z]+)?")
LITTLE = terms("little")


class Stutter(Check):
    """A pair or three of words, with a function word among them, that stand again right behind themselves."""

    about = "two or three words twice in a row"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding over both copies."""
        for paragraph in touched(doc, echoes(doc).again):
            for sentence in doc.reading.sentences_of(paragraph):
                yield from self._read(doc, sentence)

    def _read(self, doc: Document, sentence: Span) -> Iterator[Finding]:
        """Yield the findings of a sentence."""
        matches = list(_WORDS.finditer(doc.text, sentence.start, sentence.end))
        folded = [m.group().lower() for m in matches]
        index = 0
        while index + 3 < len(folded):
            sizes = [n for n in (3, 2) if folded[index] == folded[index + n]]
            size = next((n for n in sizes if self._again(doc, matches, folded, index, n)), 0)
            if size:
                first, last = matches[index], matches[index + 2 * size - 1]
                again = matches[index + size]
                kept = doc.text[first.start() : matches[index + size - 1].end()]
                edits = (Edit(Span(first.start(), again.start()), ""),)
                yield report(self.rules[0], doc, Span(first.start(), last.end()), suggestions=(kept,), edits=edits)
            index += 2 * size or 1

    def _again(self, doc: Document, matches: list[re.Match[str]], folded: list[str], index: int, size: int) -> bool:
        one, two = folded[index : index + size], folded[index + size : index + 2 * size]
        little = sum(w in LITTLE for w in one)
        if one != two or little < 2 or len(set(one)) == 1:  # noqa: PLR2004
            return False
        between = (
            doc.text[a.end() : b.start()]
            for a, b in zip(matches[index:], matches[index + 1 : index + 2 * size], strict=False)
        )
        return all(gap.isspace() for gap in between)


CHECK = Stutter
