"""A file in which there is nothing to publish."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span


class EmptyCopy(Check):
    """A document without a single letter or digit."""

    about = "documents without any text"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield one finding at the start of a document that holds no text."""
        if not any(map(str.isalnum, chain.from_iterable(doc.words))):
            yield report(self.rules[0], doc, Span(0, 0))


CHECK = EmptyCopy
