"""Pairs of straight quotation marks in a text that has curly ones."""

from __future__ import annotations

from collections.abc import Iterator

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Edit, Finding
from copylint.model.span import Span

CURLY_SHARE = 2  # curly pairs there must be for each straight one


class MixedKinds(Check):
    """Straight pairs, where curly pairs outnumber them two to one."""

    about = "straight pairs of quotation marks among curly ones"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each straight pair, marks included."""
        text = doc.text
        if '"' not in text or "“" not in text:
            return
        straight = [q for q in doc.quotations if text[q.start - 1] == '"' and q.end < len(text) and text[q.end] == '"']
        curly = text.count("“")
        if not straight or curly < CURLY_SHARE * len(straight):
            return
        for q in straight:
            edits = (Edit(Span(q.start - 1, q.start), "“"), Edit(Span(q.end, q.end + 1), "”"))
            span = Span(q.start - 1, q.end + 1)
            yield report(self.rules[0], doc, span, suggestions=(f"“{text[q.start : q.end]}”",), edits=edits)


CHECK = MixedKinds
