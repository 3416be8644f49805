"""One person under two particles in one text: Ursula van der Leyen beside Ursula von der Leyen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from copylint.checks._base import GatedCheck, Shape, report
from copylint.lexicon.entity import ARTICLES, fold
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding, Related
from copylint.model.span import Span

PARTICLES = terms("particles")
_PARTICLES = "|".join(sorted(PARTICLES))
_NAME = expression(
    rf"(?<![\w’'-])(?P<given>[A-ZÀ-Þ][\w’'-]+) "
    rf"(?P<particles>(?:(?:{_PARTICLES}) )+|(?:{'|'.join(ARTICLES)}))(?P<surname>[A-ZÀ-Þ][\w’'-]+)"
)


class _Use(NamedTuple):
    span: Span
    given: str
    particles: str


class NameParticles(GatedCheck):
    """A full name whose particles differ between two places; the listed form, or the more frequent one, is right."""

    about = "full names whose particles (von, van, de, bin, al-) differ within a text"
    by_word = True
    shapes = Shape.PLAIN | Shape.SMALL | Shape.MIXED

    def opens(self, token: str) -> bool:
        """Return whether the token is a particle, or begins with an Arabic article."""
        return token in PARTICLES or token.startswith(ARTICLES)

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding at the particles of each form that loses, with the other's first place."""
        if not self._differ([doc.words[index] for index in hits]) and all(b - a > 1 for a, b in pairwise(hits)):
            return
        people: dict[tuple[str, str], list[_Use]] = defaultdict(list)
        for match in _NAME.finditer(doc.text):
            surname = re.sub("['’]s$", "", match.group("surname"))
            use = _Use(Span(*match.span("particles")), match.group("given"), match.group("particles"))
            people[fold(use.given), fold(surname)].append(use)
        for (_, surname), uses in people.items():
            if len({use.particles for use in uses}) > 1:
                yield from self._differing(doc, surname, uses)

    def _differ(self, tokens: Sequence[str]) -> bool:
        """Return whether there is more than one particle or article among the tokens."""
        return len({token if token in PARTICLES else token.partition("-")[0] for token in tokens}) > 1

    def _differing(self, doc: Document, surname: str, uses: Sequence[_Use]) -> Iterator[Finding]:
        forms = list(dict.fromkeys(use.particles for use in uses))
        listed = [p for p in forms if fold(f"{uses[0].given} {p}{surname}") in self.entities.by_form]
        if len(listed) > 1:
            return
        counts = {p: sum(use.particles == p for use in uses) for p in forms}
        right = listed[0] if listed else max(forms, key=counts.__getitem__)
        first = next(use.span for use in uses if use.particles == right)
        for use in uses:
            if use.particles != right:
                span = Span(use.span.start, use.span.start + len(use.particles.rstrip()))
                related = (Related(Span(first.start, first.start + len(right.rstrip())), f"{right.rstrip()} here"),)
                yield report(self.rules[0], doc, span, suggestion=right.rstrip(), related=related, name=use.given)


CHECK = NameParticles
