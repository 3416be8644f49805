"""Names in a form that the entity list says to avoid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import ahocorasick_rs

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

_INSIDE = re.compile(r"[\w’-]")


class AvoidedForm(Check):
    """A form of a known name that house style avoids."""

    about = "forms of names that the entity list says to avoid"

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            list(self.entities.avoided), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each such form between word boundaries."""
        forms = list(self.entities.avoided)
        for index, start, end in self._automaton.find_matches_as_indexes(doc.text):
            if _INSIDE.match(doc.text[start - 1 : start]) or re.match(r"\w|-\w", doc.text[end : end + 2]):
                continue
            entity = self.entities.avoided[forms[index]]
            if forms[index] not in set(entity.right_forms()):
                yield report(self.rules[0], doc, Span(start, end), suggestion=entity.name)


CHECK = AvoidedForm
