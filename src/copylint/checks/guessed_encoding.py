"""Copy in an encoding that had to be guessed."""

from __future__ import annotations

from collections.abc import Iterator

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span


class GuessedEncoding(Check):
    """A document that is neither UTF-8 nor UTF-16."""

    about = "documents whose encoding had to be guessed"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield one finding at the start of such a document, naming the guess."""
        if doc.source.guessed:
            yield report(self.rules[0], doc, Span(0, 0), encoding=doc.source.encoding)


CHECK = GuessedEncoding
