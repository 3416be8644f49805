"""Titles with a wrong inner number: Secretary of States."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copylint.checks._base import GatedCheck, Shape, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_PLURAL = expression(
    r"\b([A-Z][\w-]{0,40}(?: (?:for |of |the |and )?[A-Z][\w-]{0,40}){0,5} of (?:the )?"
    r"(?:[A-Z]\w{1,40} ){0,2}[A-Z]\w{0,40}[^\Ws])s\b(?!['’]|-)"
)

_NOUN = expression(r"[A-Z]\w{0,40}[^\Ws]s\b(?!['’]|-)")
REACH = 4  # tokens from “of” to the last noun: the Foreign Trade Affairs


class TitleNumber(GatedCheck):
    """A title of the entity list whose last noun got a plural it never has."""

    about = "titles of the entity list (with “of”) whose last noun stands in the plural"
    by_word = True
    shapes = Shape.CAPITAL

    def opens(self, token: str) -> bool:
        """Return whether the token may be the last noun of a title, in the plural."""
        found = _NOUN.match(token) if token[:1].isupper() else None
        return found is not None and self.entities.ends_title(found.group()[:-1])

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each such title."""
        if not any(self._behind_of(doc.words, index) for index in hits):
            return
        for match in _PLURAL.finditer(doc.text):
            title = match.group(1)
            start = next((i for i in _starts(title) if self.entities.is_title(title[i:])), None)
            if start is not None:
                yield report(self.rules[0], doc, Span(match.start() + start, match.end()), suggestion=title[start:])

    def _behind_of(self, words: Sequence[str], index: int) -> bool:
        """Return whether a title of the list ends in what stands from “of” to the noun."""
        for first in range(index - 1, max(0, index - REACH) - 1, -1):
            if words[first] == "of":
                noun = _NOUN.match(words[index])
                charge = " ".join([*words[first + 1 : index], noun.group()[:-1] if noun else ""])
                return self.entities.ends_title_of(charge)
        return False


def _starts(title: str) -> Iterator[int]:
    """Yield where each word before the last “of” starts: a capitalised word may stand before the title."""
    yield 0
    yield from (m.end() for m in re.finditer(" (?=[A-Z])", title[: title.rindex(" of ")]))


CHECK = TitleNumber
