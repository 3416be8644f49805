"""Names that lost their ampersand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

_GAP = re.compile(r"\b([A-Z][A-Za-z]+)( {3,})([A-Z][A-Za-z]+)\b")


class Ampersand(Check):
    """A known name written with a space for its ampersand, or two names with a gap where one was."""

    about = "names that lost their ampersand"

    @cached_property
    def _known(self) -> re.Pattern[str] | None:
        names = {f for e in self.entities.entities for f in e.right_forms() if "&" in f}
        pairs = [re.escape(name).replace(r"\&", "&") for name in sorted(names, key=len, reverse=True)]
        spaced = [re.sub(r"(?:\\ )?&(?:\\ )?", " {1,4}", name) for name in pairs]
        return re.compile(rf"(?<![\w&-])(?:{'|'.join(spaced)})(?![\w&-])") if spaced else None

    @cached_property
    def _right(self) -> dict[str, str]:
        return {re.sub(r"\W+", "", f): f for e in self.entities.entities for f in e.right_forms() if "&" in f}

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each such name."""
        rule = self.rules[0]
        if self._known:
            for match in self._known.finditer(doc.text):
                right = self._right.get(re.sub(r"\W+", "", match.group()))
                if right and match.group() not in self.entities.by_form:
                    yield report(rule, doc, Span(*match.span()), suggestion=right)
        for match in _GAP.finditer(doc.text):
            left, _, second = match.groups()
            yield report(rule, doc, Span(*match.span()), suggestion=f"{left} & {second}")


CHECK = Ampersand
