"""Names one slip away from a known one, with a second signal that they mean it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from copylint.checks._base import Check, report
from copylint.lexicon.entity import Entity, fold, one_slip
from copylint.lexicon.form import Form
from copylint.lexicon.mentions import Use, names_of, two_persons
from copylint.lexicon.slips import inflected, keyboard_slip
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.finding import Confidence, Finding

UNSEEN = 1.3  # Zipf: below one in 50 million words, a spelling isn't seen in the wild
WELL_KNOWN = 4.0  # Zipf
PLACE_BEFORE = terms("place_before")
FAMOUS = 3.0  # Zipf; a target few write about proves nothing
SHORTEST_COMPANY = 3  # letters; al and de keep company with every name
SHORT = 4  # letters
LONG = 6  # letters; in shorter names one letter makes another name too easily


class NameNearMiss(Check):
    """A word one letter lost, added, changed or swapped away from a known name.

    The second signal is the right form, first name or title in the text, or a spelling nobody uses.
    """

    about = "near misses of known names, with a second signal"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each place of each misspelled name."""
        mentions = names_of(doc)
        for word, uses in mentions.items():
            if self._sound(word):
                continue
            verdict = self._best(word, uses, mentions, doc)
            if verdict is None:
                continue
            right, entity, confidence, why = verdict
            for use in uses:
                yield report(
                    self.rules[0], doc, use.span, suggestion=right, confidence=confidence, why=why, name=entity.name
                )

    def _sound(self, word: str) -> bool:
        """Return whether the word is a right name, an ordinary word, or too short or common to be a slip."""
        folded = fold(word)
        if len(folded) < 4 or word.isupper() or self.entities.has_folded(folded):  # noqa: PLR2004
            return True
        if folded.endswith("s") and self.entities.has_folded(folded[:-1]):
            return True
        return self.words.known(word) or any(part in self.entities.by_word for part in word.split("-")[:-1])

    def _best(
        self, word: str, uses: list[Use], mentions: Mapping[str, list[Use]], doc: Document
    ) -> tuple[str, Entity, Confidence, str] | None:
        best: tuple[int, str, Entity, str] | None = None
        for right in self.entities.near(word):
            if (right[0] != word[0] and not right[0].isupper()) or inflected(fold(word), fold(right)):
                continue
            for entity in self.entities.by_word[right]:
                score, why = self._signals(word, right, entity, uses, mentions)
                whole = _whole_form(word, right, entity, uses, doc)
                if whole and not self._variant(word, right, entity):
                    score, why = 5, f"one letter from {whole}"
                if score and (best is None or score > best[0]):
                    best = (score, right, entity, why)
        if best is None:
            return None
        score, right, entity, why = best
        return right, entity, Confidence.CERTAIN if score > 2 else Confidence.LIKELY, why  # noqa: PLR2004

    def _signals(
        self, word: str, right: str, entity: Entity, uses: list[Use], mentions: Mapping[str, list[Use]]
    ) -> tuple[int, str]:
        """Return how strong the second signal is (0: none) and what it is."""
        befores = {u.before for u in uses}
        zipf = self.words.zipf(word)
        company = self._company(word, right, entity, uses)
        given = right in entity.given.split()
        if company and not self._variant(word, right, entity):
            return 4, f"one letter from {right}, and {company} stands beside it"
        strangers = {b for b in befores if b[:1].isupper() and self._first_name(b, entity)}
        if strangers and right in entity.surname.split():
            return 0, ""
        if two_persons(uses, mentions.get(right, ())):
            return 0, ""
        if right in mentions and word[0] == right[0] and zipf < max(UNSEEN, self.words.zipf(right) - 1):
            return 3, f"one letter from {right}, which stands elsewhere in this text"
        if word[0] != right[0] or given:  # first names have endless variants: alone, none is wrong
            return 0, ""
        fingers = zipf == 0 and keyboard_slip(fold(word), fold(right))
        if fingers and len(word) > SHORT and self.words.zipf(right) >= FAMOUS:
            return 2, f"two letters of {right} swapped or one doubled, and nobody spells a name {word}"
        somewhere = entity.kind == "place" and any(u.before in PLACE_BEFORE for u in uses)
        if somewhere and zipf == 0 and len(word) > SHORT and self.words.zipf(right) >= WELL_KNOWN:
            return 2, f"one letter from {right}, where a place stands, and nobody spells one {word}"
        if len(fold(word)) < LONG:
            return 0, ""
        alone = not any(b[:1].isupper() and b not in HONORIFICS for b in befores)
        if alone and zipf < UNSEEN and self.words.zipf(right) >= FAMOUS:
            return 2, f"one letter from {right}, and nobody spells a name {word}"
        return 0, ""

    def _variant(self, word: str, right: str, entity: Entity) -> bool:
        """Return whether the word is another way people spell the first name (Behari, Bihari)."""
        return right in entity.given.split() and self.words.zipf(word) >= UNSEEN

    def _company(self, word: str, right: str, entity: Entity, uses: list[Use]) -> str:
        """Return the first name, surname or title of the entity that stands right beside the word."""
        others = {
            w
            for form in (entity.name, *entity.aliases)
            for w in form.split()
            if w != right and w[:1].isupper() and len(w) >= SHORTEST_COMPANY
        }
        titles = {t.split()[-1] for t in entity.titles}
        for use in uses:
            for neighbour in (use.before, use.after):
                if neighbour in others and neighbour != word:
                    return neighbour
            if use.before in titles and right in entity.surname.split():
                return use.before
        return ""

    def _first_name(self, before: str, entity: Entity) -> bool:
        """Return whether the word before is somebody else's first name."""
        given = fold(entity.given)
        folded = fold(before)
        if not before[0].isupper() or folded in given.split() or one_slip(folded, given):
            return False
        titles = {w for t in entity.titles for w in t.split()}
        return (
            before not in titles and before.rstrip(".") not in HONORIFICS and not self.words.can_be(before, _ORDINARY)
        )


def _whole_form(word: str, right: str, entity: Entity, uses: list[Use], doc: Document) -> str:
    """Return the form of several words that stands in the text but for the slip (Osaa bin Laden), if one does."""
    for form in (entity.name, *entity.aliases):
        if " " not in form or right not in form.split():
            continue
        lead = form.index(right)
        expected = form[:lead] + word + form[lead + len(right) :]
        for use in uses:
            start = use.span.start - lead
            if start >= 0 and doc.text.startswith(expected, start):
                return form
    return ""


HONORIFICS = terms("honorifics")
_ORDINARY = Form.VB | Form.RB

CHECK = NameNearMiss
