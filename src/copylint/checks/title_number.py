"""Titles with a wrong inner number: Secretary of States."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

_PLURAL = re.compile(
    r"\b([A-Z][\w-]{0,40}(?: (?:for |of |the |and )?[A-Z][\w-]{0,40}){0,5} of (?:the )?"
    r"(?:[A-Z]\w{1,40} ){0,2}[A-Z]\w{0,40}[^\Ws])s\b(?!['’]|-)"
)


class TitleNumber(Check):
    """A title of the entity list whose last noun got a plural it never has."""

    about = "titles of the entity list (with “of”) whose last noun stands in the plural"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each such title."""
        for match in _PLURAL.finditer(doc.text):
            title = match.group(1)
            start = next((i for i in _starts(title) if self.entities.is_title(title[i:])), None)
            if start is not None:
                yield report(self.rules[0], doc, Span(match.start() + start, match.end()), suggestion=title[start:])


def _starts(title: str) -> Iterator[int]:
    """Yield where each word before the last “of” starts: a capitalised word may stand before the title."""
    yield 0
    yield from (m.end() for m in re.finditer(" (?=[A-Z])", title[: title.rindex(" of ")]))


CHECK = TitleNumber
