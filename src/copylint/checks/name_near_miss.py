"""Names one slip away from a known one, with a second signal that they mean it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from copylint.checks._base import GatedCheck, Shape, report
from copylint.lexicon.entity import Entity, fold, one_slip
from copylint.lexicon.entity_index import ordinary
from copylint.lexicon.form import Form
from copylint.lexicon.mentions import Use, listed_apart, names_in, names_of, two_persons
from copylint.lexicon.resources import Resources
from copylint.lexicon.slips import inflected, keyboard_slip
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.finding import Confidence, Finding
from copylint.model.rule import Rule

UNSEEN = 1.3  # Zipf: below one in 50 million words, a spelling isn't seen in the wild
WELL_KNOWN = 4.0  # Zipf
PLACE_BEFORE = terms("place_before")
FAMOUS = 3.0  # Zipf; a target few write about proves nothing
SHORTEST_COMPANY = 3  # letters; al and de keep company with every name
SHORT = 4  # letters
LONG = 6  # letters; in shorter names one letter makes another name too easily

LONGEST = 10_000  # tokens of a text in which single words are looked for
APOSTROPHES = frozenset("'’")


class Candidate(NamedTuple):
    """A word of the text and the listed word it may be meant for; `near` says that one letter parts them."""

    word: str
    right: str
    entity: Entity
    near: bool


@dataclass
class _Suspect:
    """A name that is near a listed one, and what a text has to hold for it to be meant for that one.

    Either nothing else (`alone`), or one of some words right `beside` it, or one of some texts `somewhere`.
    """

    word: str
    alone: bool = False
    beside: set[str] = field(default_factory=set)
    somewhere: set[str] = field(default_factory=set)

    def stands(self, beside: Sequence[str], text: str) -> bool:
        """Return whether a text holds what it takes, `beside` being the tokens around the name."""
        return (
            self.alone
            or any(word in token for token in beside for word in self.beside)
            or any(map(text.__contains__, self.somewhere))
        )


class NameNearMiss(GatedCheck):
    """A word one letter lost, added, changed or swapped away from a known name.

    The second signal is the right form, first name or title in the text, or a spelling nobody uses.
    """

    about = "near misses of known names, with a second signal"
    by_word = True
    shapes = Shape.CAPITAL

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Take the rules; what names ask for is kept."""
        super().__init__(rules, resources)
        self._suspects: dict[str, list[_Suspect]] = {}
        self._known_clues: dict[tuple[str, str], tuple[tuple[str, ...], set[str]]] = {}

    def opens(self, token: str) -> bool:
        """Return whether the token holds a name that may be meant for a listed one."""
        suspects = self._suspects_in(token)
        if suspects:
            self._suspects[token] = suspects
        return bool(suspects)

    def _suspects_in(self, token: str) -> list[_Suspect]:
        return [s for word in names_in(token) if (s := self._suspect(word, token)) is not None]

    def forget(self) -> None:
        """Drop what was kept of tokens."""
        self._suspects.clear()
        self._known_clues.clear()

    def _suspect(self, word: str, token: str) -> _Suspect | None:
        """Return what a document has to hold for a word to be a near miss, None where none can."""
        if self._sound(word):
            return None
        wanted = _Suspect(word)
        for right, near in self._candidates(word, apostrophe=not APOSTROPHES.isdisjoint(token)):
            for entity in self.entities.with_word(right):
                slip = Candidate(word, _bare(right), entity, near)
                self._wanted(slip, wanted, possessive=slip.right != right)
        return wanted if wanted.alone or wanted.beside or wanted.somewhere else None

    def _wanted(self, slip: Candidate, wanted: _Suspect, *, possessive: bool) -> None:
        """Add what has to stand beside the word, or anywhere, for `_score` to see a second signal.

        A `possessive` form (Moody's) is compared wherever the word stands, with an apostrophe behind it or without.
        """
        word, right, entity = slip.word, slip.right, slip.entity
        if fold(word) != f"{fold(right)}s" and not self._variant(word, right, entity):
            forms, company = self._clues(entity, right)
            wanted.somewhere.update([_expected(form, word, right) for form in forms])
            (wanted.somewhere if possessive else wanted.beside).update(company)
        if slip.near and not ordinary(right) and not inflected(fold(word), fold(right)):
            if word[0] == right[0] and self.words.zipf(word) < max(UNSEEN, self.words.zipf(right) - 1):
                wanted.somewhere.add(right)
            wanted.alone = wanted.alone or self._speaks_for_itself(word, right, entity)

    def _clues(self, entity: Entity, right: str) -> tuple[tuple[str, ...], set[str]]:
        """Return the forms of several words that have the right one, and what keeps it company."""
        key = entity.name, right
        clues = self._known_clues.get(key)
        if clues is None:
            company = _others(entity, right)
            if right in entity.surname.split():
                company |= {t.split()[-1] for t in entity.titles}
            clues = self._known_clues[key] = tuple(_long_forms(entity, right)), company
        return clues

    def _speaks_for_itself(self, word: str, right: str, entity: Entity) -> bool:
        """Return whether `_signals` may need no other word: nobody spells a name like this one."""
        zipf, known = self.words.zipf(word), self.words.zipf(right)
        if word[0] != right[0] or right in entity.given.split():
            return False
        if zipf == 0 and len(word) > SHORT:
            if known >= FAMOUS and keyboard_slip(fold(word), fold(right)):
                return True
            if known >= WELL_KNOWN and entity.kind == "place":
                return True
        return len(fold(word)) >= LONG and zipf < UNSEEN and known >= FAMOUS

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each place of each misspelled name."""
        words = doc.words
        asked: dict[str, None] = {}
        long = len(words) > LONGEST  # then it is cheaper to find all names at once than each word that may be wanted
        for index in hits:
            token = words[index]
            suspects = self._suspects.get(token)
            if suspects is None:
                suspects = self._suspects[token] = self._suspects_in(token)
            beside = words[index - 1 : index] + words[index + 1 : index + 2]
            asked.update(
                {s.word: None for s in suspects if s.word not in asked and (long or s.stands(beside, doc.text))}
            )
        yield from self._judged(asked, doc)

    def _judged(self, names: Iterable[str], doc: Document) -> Iterator[Finding]:
        mentions = names_of(doc)
        for word in names:
            uses = mentions.get(word)
            if uses is None or self._sound(word):
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
        apostrophe = any(doc.text[u.span.end : u.span.end + 1] in APOSTROPHES for u in uses)
        for right, near in self._candidates(word, apostrophe=apostrophe):
            for entity in self.entities.with_word(right):
                score, why = self._score(Candidate(word, _bare(right), entity, near), uses, mentions, doc)
                if score and (best is None or score > best[0]):
                    best = (score, _bare(right), entity, why)
        if best is None:
            return None
        score, right, entity, why = best
        return right, entity, Confidence.CERTAIN if score > 2 else Confidence.LIKELY, why  # noqa: PLR2004

    def _candidates(self, word: str, *, apostrophe: bool) -> Iterator[tuple[str, bool]]:
        """Yield the listed words one slip away (True), then those that only sound alike (False)."""
        near = self.entities.near(word)
        if apostrophe:
            near += [r for r in self.entities.near(f"{word}s") if _bare(r) != r]
        alike = [r for r in self.entities.alike(word) if r not in near] if self.words.zipf(word) < UNSEEN else []
        for right in (*near, *alike):
            if right[0] == word[0] or right[0].isupper():
                yield right, right in near

    def _score(
        self, slip: Candidate, uses: list[Use], mentions: Mapping[str, list[Use]], doc: Document
    ) -> tuple[int, str]:
        """Return how strong the second signal is (0: none) and what it is."""
        word, right, entity = slip.word, slip.right, slip.entity
        how = f"one letter from {right}" if slip.near else f"sounds like {right}"
        if fold(word) != f"{fold(right)}s" and not self._variant(word, right, entity):
            if whole := _whole_form(word, right, entity, uses, doc):
                return 5 if slip.near else 2, how.replace(right, whole)
            if company := self._company(word, right, entity, uses):
                return 4 if slip.near else 2, f"{how}, and {company} stands beside it"
        if not slip.near or ordinary(right) or inflected(fold(word), fold(right)):
            return 0, ""
        return self._signals(word, right, entity, uses, mentions)

    def _signals(
        self, word: str, right: str, entity: Entity, uses: list[Use], mentions: Mapping[str, list[Use]]
    ) -> tuple[int, str]:
        """Return how strong a signal the rest of the text, or a spelling nobody uses, gives, and what it is."""
        befores = {u.before for u in uses}
        zipf = self.words.zipf(word)
        given = right in entity.given.split()
        strangers = {b for b in befores if b[:1].isupper() and self._first_name(b, entity)}
        if strangers and entity.kind == "person" and not given:
            return 0, ""
        if two_persons(uses, mentions.get(right, ())) or listed_apart(uses, mentions.get(right, ())):
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
        others = _others(entity, right)
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
    for form in _long_forms(entity, right):
        lead = form.index(right)
        expected = _expected(form, word, right)
        for use in uses:
            start = use.span.start - lead
            if start >= 0 and doc.text.startswith(expected, start):
                return form
    return ""


def _long_forms(entity: Entity, right: str) -> Iterator[str]:
    """Yield the forms of several words that have the right one among them."""
    for form in (entity.name, *entity.aliases, entity.surname):
        if " " in form and right in form.split():
            yield form


def _expected(form: str, word: str, right: str) -> str:
    """Return a form with the word where the right one stands."""
    return form.replace(right, word, 1)


def _others(entity: Entity, right: str) -> set[str]:
    """Return the other words of the entity's names that keep company with no other name."""
    forms = (entity.name, *entity.aliases)
    words = {w for form in forms for w in form.split()}
    return {w for w in words if w != right and w[:1].isupper() and len(w) >= SHORTEST_COMPANY}


def _bare(right: str) -> str:
    """Return a listed word without the possessive mark it has (Moody's)."""
    return re.sub("['’]s$", "", right)


HONORIFICS = terms("honorifics")
_ORDINARY = Form.VB | Form.RB

CHECK = NameNearMiss
