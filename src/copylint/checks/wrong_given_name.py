"""A holder's title and surname with somebody else's first name between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copylint.checks._base import GatedCheck, Shape, located, report
from copylint.lexicon.entity import Entity, fold
from copylint.lexicon.form import Form
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_FULL = expression(
    r"(?<![\w’'-])(?P<given>[A-ZÀ-Þ][^\W\d_]+) "
    r"(?=(?P<surname>(?:(?:von|van|de|der|den|la|le|al|bin|da|di|du) ){0,2}[A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)?))"
)
_GIVEN = expression(r"[A-ZÀ-Þ][^\W\d_]+")
HONORIFICS = terms("honorifics")
SOLE = terms("sole_offices")
DEPUTIES = ("Vice", "Deputy", "Assistant", "Acting")
WINDOW = 60  # code points to look back for a title


class WrongGivenName(GatedCheck):
    """A first name that the holder of the title doesn't bear, where the surname's holder is known."""

    about = "the wrong first name for a known holder of an office"
    by_word = True
    shapes = Shape.PLAIN | Shape.NAME | Shape.OTHER

    def opens(self, token: str) -> bool:
        """Return whether the token is the last word of a title, behind which a first name stands."""
        return self.entities.ends_title(token)

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each wrong first name behind the holder's title."""
        words = doc.words
        behind = dict.fromkeys(words[index + 1] for index in hits if words[index + 1 : index + 2])
        names = [token for token in behind if token[:1].isupper() and _GIVEN.fullmatch(token)]
        for _, place in located(doc.text, names):
            yield from self._judge(doc, place)

    def _judge(self, doc: Document, place: Span) -> Iterator[Finding]:
        match = _FULL.match(doc.text, place.start)
        given, surname = match.groups() if match else ("", "")
        holders = self.entities.surnames.get(surname, ())
        if not holders or any(self._bears(e, given, surname) for e in holders):
            return
        before = doc.text[max(0, place.start - WINDOW) : place.start]
        held = ((e, t) for e in holders for t in e.titles if _stands_before(t, before))
        entity, title = next(held, (None, ""))
        if entity and self._first_name(given, only=len(holders) == 1):
            span = Span(place.start, place.start + len(given))
            yield report(self.rules[0], doc, span, suggestion=entity.given, name=entity.name, title=title)

    def _bears(self, entity: Entity, given: str, surname: str) -> bool:
        forms = {fold(form) for form in (entity.name, *entity.aliases)}
        return fold(f"{given} {surname}") in forms or fold(given) in fold(entity.given).split()

    def _first_name(self, word: str, *, only: bool) -> bool:
        """Return whether the word is a known first name or, where only one person bears the surname, can be one."""
        if any(word in e.given.split() for e in self.entities.by_word.get(word, ())):
            return True
        if not only:
            return False
        ordinary = self.words.can_be(word, Form.VB | Form.JJ | Form.RB | Form.NNS)
        return not ordinary and word not in self.entities.surnames and word not in HONORIFICS


def _stands_before(title: str, before: str) -> bool:
    """Return whether the title, and not the end of a longer one (Vice President), stands right before.

    Of an office that a country or body has one of, the last word is enough (Commission President).
    """
    office = title.rsplit(maxsplit=1)[-1]
    deputy = any(word in title for word in DEPUTIES)
    shown = office if office in SOLE and not deputy else title
    head = before.removesuffix(f"{shown} ")
    return head != before and not head.rstrip("- ").endswith(DEPUTIES)


CHECK = WrongGivenName
