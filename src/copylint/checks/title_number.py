"""Titles with a wrong inner number: Secretary of States."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span


class TitleNumber(Check):
    """A title of the entity list whose last noun got a plural it never has."""

    about = "titles of the entity list (with “of”) whose last noun stands in the plural"

    @cached_property
    def _titles(self) -> re.Pattern[str] | None:
        titles = {t for e in self.entities.entities for t in e.titles if " of " in t and not t.endswith("s")}
        if not titles:
            return None
        return re.compile(rf"\b({'|'.join(sorted(map(re.escape, titles), key=len, reverse=True))})s\b(?!['’]|-)")

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each such title."""
        if self._titles is None:
            return
        for match in self._titles.finditer(doc.text):
            yield report(self.rules[0], doc, Span(*match.span()), suggestion=match.group(1))


CHECK = TitleNumber
