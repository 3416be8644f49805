"""Names in a form that the entity list says to avoid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copylint.checks._base import GatedCheck, Shape, located, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding, Severity
from copylint.model.span import Span

_WORD = expression(r"\w+")
_INSIDE = expression(r"[\w’'-]")
LONGEST = 80  # code points of a form to avoid


class AvoidedForm(GatedCheck):
    """A form of a known name that house style avoids."""

    about = "forms of names that the entity list says to avoid"
    by_word = True
    shapes = Shape.PLAIN | Shape.NAME | Shape.OTHER

    def opens(self, token: str) -> bool:
        """Return whether a form to avoid may start in the token."""
        if token.isalpha():
            return self.entities.starts_avoided(token)
        return any(map(self.entities.starts_avoided, _WORD.findall(token)))

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each such form between word boundaries."""
        tokens = dict.fromkeys(doc.words[index] for index in hits)
        end = 0
        for place in sorted(place for _, place in located(doc.text, tokens)):
            for match in _WORD.finditer(doc.text, *place):
                if match.start() < end or not self.entities.starts_avoided(match.group()):
                    continue
                for form in self._forms_at(doc.text, match.start()):
                    entity = self.entities.avoided[form][-1]
                    end = match.start() + len(form)
                    span, own = Span(match.start(), end), self.entities.own_avoids(form)
                    yield report(
                        self.rules[0],
                        doc,
                        span,
                        suggestion=entity.name,
                        severity=Severity.WARNING if own else None,
                        why="A list of your own says to avoid it." if own else "",
                    )

    def _forms_at(self, text: str, start: int) -> list[str]:
        """Return the longest form to avoid that stands there by itself and in no right name, if one does."""
        if _INSIDE.match(text[max(0, start - 1) : start]):
            return []
        forms = list(self.entities.avoided_at(text[start : start + LONGEST]))
        ends = [f for f in forms if not re.match(r"\w|-\w", text[start + len(f) : start + len(f) + 2])]
        return [f for f in ends[-1:] if not self.entities.in_longer_name(text, start, f)]


CHECK = AvoidedForm
