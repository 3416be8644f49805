"""Names that a copy changed: one that the original lacks, or one that it has elsewhere, in the place of another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from copylint.copies.difference import Difference, Place
from copylint.copies.names import ALIKE, SHORTEST, Kinship, Name, Names, spelled_alike
from copylint.copies.pair import Pair
from copylint.copies.slots import exchanges, nearness
from copylint.lexicon.entity import fold
from copylint.lexicon.slips import inflected, sound

NEW_IN_PLACE = 2.0  # what speaks for a name that the original lacks standing where another one stood
ONE_KIND = 1.5  # what it adds that both are acronyms, or adjectives of countries
KNOWN_IN_PLACE = 3.5  # the same for a name that the original has elsewhere
NO_WORD_MOVED = 0.6  # likeness of sentences from which on place says more than that a name stands elsewhere
LEAST_ALIKE = 0.3
VERBATIM = 0.6
MISSPELLED = 0.7  # how alike a name has to be to one that stands elsewhere in the original


class ChangedNames:
    """Holds the names of a pair against each other."""

    def __init__(self, pair: Pair) -> None:
        """Read the names of both."""
        self.pair = pair
        self.original = Names(pair.original, pair.resources)
        self.copy = Names(pair.copy, pair.resources)
        self.kinship = Kinship(pair.resources)
        self._near: dict[str, str | None] = {}

    def differences(self) -> Iterator[Difference]:
        """Yield the changed names."""
        for copy, row in enumerate(self.copy.by_sentence):
            if not row:
                continue
            exchanged = dict(self._exchanged(copy))
            yield from (self._difference(name, was) for name, was in exchanged.items())
            around = self.pair.around(copy)
            row = [name for name in row if name not in exchanged]  # noqa: PLW2901  what is left
            new = [n for n in row if not self._stands(n, around, self.original) and not self._explained(n)]
            if new:
                yield from self._sentence(copy, new)
        yield from self._namesakes()

    def _stands(self, name: Name, sentences: list[int], names: Names) -> bool:
        return any(self.kinship.same(name.text, other.text) for s in sentences for other in names.by_sentence[s])

    def _exchanged(self, copy: int) -> Iterator[tuple[Name, Name]]:
        """Yield the names that stand in the very place of others, word by word from the end: surname by surname."""
        for exchange in exchanges(self.pair, copy):
            now = [n for n in self.copy.by_sentence[copy] if exchange.now.contains(n.words)]
            was = [n for n in self.original.by_sentence[exchange.original] if exchange.was.contains(n.words)]
            if len(now) != len(was) and min(len(now), len(was)) != 1:
                continue
            for name, other in zip(reversed(now), reversed(was), strict=False):
                if not self._one_name(name, other, now, was) and not self._both_kept(name, other):
                    yield name, other

    def _one_name(self, name: Name, other: Name, now: list[Name], was: list[Name]) -> bool:
        """Return whether one of two names is the other, or stands with it in the same place."""
        pairs = [(name, o) for o in was] + [(n, other) for n in now]
        return any(self.kinship.same(n.text, o.text) for n, o in pairs) or self._explained(name)

    def _both_kept(self, name: Name, other: Name) -> bool:
        """Return whether both copies have both names in matching sentences, or only one of the two is a title."""
        stands = self._stands(name, self.pair.around(name.sentence), self.original)
        turned = self.pair.similarity(name.sentence) < NO_WORD_MOVED
        known = stands or name.folded in self.original.by_form
        kept = (stands and turned) or (known and self._stands(other, [name.sentence], self.copy))
        return kept or not self._one_sort(name, other)

    def _one_sort(self, name: Name, other: Name) -> bool:
        """Return whether both are parts of titles or forms of address, or neither is."""
        alike = spelled_alike(name.folded, other.folded) >= ALIKE
        return alike or self.copy.titled(name) == self.original.titled(other)

    def _explained(self, name: Name) -> bool:
        """Return whether the original has a name in another form: glued, as an acronym, or spelled out."""
        bare = name.text.replace(".", "")
        return (
            self._glued(name)
            or (bare.isupper() and bare in self.original.initials)
            or not self.copy.spelled_out.get(name, set()).isdisjoint(self.original.acronyms)
        )

    def _namesakes(self) -> Iterator[Difference]:
        """Yield the persons who have a given name or a surname much like, but not, that of one of the original.

        Surnames that differ as plural or feminine forms do; given names that are names themselves.
        """
        persons = self.original.persons[::-1]
        surnames = {(g.folded, n.folded[:SHORTEST]): n for g, n in persons if not self.kinship.ordinary(n.text)}
        givens = {name.folded: given for given, name in persons}
        for given, name in self.copy.persons:
            was = surnames.get((given.folded, name.folded[:SHORTEST]))
            if was and inflected(name.folded, was.folded) and name.folded not in self.original.by_form:
                yield self._difference(name, was)
            other = givens.get(name.folded)
            if other and given.folded not in self.original.by_form and self._another_given(given, other):
                yield self._difference(given, other)

    @staticmethod
    def _another_given(given: Name, was: Name) -> bool:
        """Return whether a given name is much like another."""
        return (
            given.folded.rstrip("s") != was.folded.rstrip("s") and spelled_alike(given.folded, was.folded) >= MISSPELLED
        )

    def _glued(self, name: Name) -> bool:
        """Return whether a name of the original stands there with another word glued to it."""
        inner = next((at for at, c in enumerate(name.text) if at and c.isupper()), 0)
        return bool(inner) and fold(name.text[:inner]) in self.original.by_form

    def _sentence(self, copy: int, new: list[Name]) -> Iterator[Difference]:
        lost = self._lost(copy)
        for name in new:
            was = self._in_place_of(name, lost) or self._misspelled(name)
            if was is not None:
                yield self._difference(name, was)

    def _lost(self, copy: int) -> list[Name]:
        """Return the names of the matching sentences that the copy has not kept there."""
        if self.pair.similarity(copy) < LEAST_ALIKE:
            return []
        rows = [(o, name) for o in self.pair.matched(copy) for name in self.original.by_sentence[o]]
        return [name for o, name in rows if not self._stands(name, [copy, *self.pair.around_original(o)], self.copy)]

    def _in_place_of(self, name: Name, lost: list[Name]) -> Name | None:
        """Return the lost name that stood where a new one stands."""
        known = bool(self.original.by_form.get(name.folded))
        verbatim = self.pair.similarity(name.sentence) >= VERBATIM
        asked = KNOWN_IN_PLACE if known else NEW_IN_PLACE
        best, score = None, 0.0
        for other in (lost_one for lost_one in lost if self._one_sort(name, lost_one)):
            alike = spelled_alike(name.folded, other.folded)
            here = self._nearness(name, other) + verbatim + (2 * alike if alike >= ALIKE else 0.0)
            here += ONE_KIND * self._one_kind(name, other)
            fits = here >= asked or (alike >= MISSPELLED and not known)
            if fits and here > score:
                best, score = other, here
        return best

    def _one_kind(self, name: Name, other: Name) -> bool:
        """Return whether both are acronyms, or adjectives of countries."""
        nations = self.kinship.nation(name.text) and self.kinship.nation(other.text)
        return bool(nations) or (name.text.isupper() and other.text.isupper())

    def _nearness(self, name: Name, other: Name) -> float:
        return nearness(
            self.pair.copy.sentences[name.sentence].words,
            name.words,
            self.pair.original.sentences[other.sentence].words,
            other.words,
        )

    def _misspelled(self, name: Name) -> Name | None:
        """Return the name of the original that one which it lacks is a misspelling of, wherever it stands."""
        if self.original.by_form.get(name.folded) or self.kinship.known(name.text):
            return None
        form = self._nearest(name.folded)
        if form is None or self.kinship.same(name.text, form):
            return None
        places = self.original.by_form[form]
        near = self.pair.matched(name.sentence)
        return next((place for place in places if place.sentence in near), places[0])

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        return {sound(form): form for form in reversed(self.original.by_form)}

    def _nearest(self, folded: str) -> str | None:
        """Return the form of the original that is spelled most like one, or sounds the same."""
        if len(folded) < SHORTEST:
            return None
        if folded not in self._near:
            forms = self.original.by_form.keys()
            found = extractOne(folded, forms, scorer=OSA.normalized_similarity, score_cutoff=MISSPELLED)
            self._near[folded] = found[0] if found else self._by_sound.get(sound(folded))
        return self._near[folded]

    def _difference(self, name: Name, was: Name) -> Difference:
        place = Place(self.pair.original.doc, was.span)
        if self.kinship.variants(name.text, was.text):
            return Difference("name-variant", name.span, (place,), was.text, sound=not self.kinship.avoided(name.text))
        sound = spelled_alike(name.folded, was.folded) >= MISSPELLED and not self.kinship.known(was.text)
        alone = self.copy.alone(name)
        sound = sound and self.kinship.meant(name.text, self.pair.copy.doc.tokens, alone=alone)
        return Difference("name", name.span, (place,), was.text, sound=sound)
