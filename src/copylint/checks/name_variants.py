"""One name under two spellings in one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import combinations
from operator import or_
from typing import NamedTuple

from copylint.checks._base import GatedCheck, Shape, report
from copylint.lexicon.entity import deletions, fold, one_slip, slips_between
from copylint.lexicon.form import Form
from copylint.lexicon.mentions import Use, listed_apart, names_in, names_of, two_persons
from copylint.lexicon.resources import Resources
from copylint.lexicon.slips import HEARD, inflected, sound
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.finding import Confidence, Finding, Related
from copylint.model.rule import Rule

SHORTEST = 5  # letters
LONG = 8  # letters of surnames that may be two slips apart
MOST = 12  # surnames behind one first name that are compared
MOST_COMPARED = 200  # names with one first letter; where there are more, they aren't all compared with one another
CHANGED = 2  # letters that a slip brings in or takes away
UNSEEN = 1.0  # Zipf
SEEN = 2.6  # Zipf: both spellings this common are two names


class _Name(NamedTuple):
    """A name and what most others differ in: its first letter, how many and which letters, and whether it is long."""

    first: str
    size: int
    letters: int
    long: bool
    name: str


class NameVariants(GatedCheck):
    """Two spellings one slip or one transliteration apart; which is right is decided by list, first name or number."""

    about = "two spellings of one name in a text"
    by_word = True
    shapes = Shape.CAPITAL

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Take the rules; what names ask for is kept."""
        super().__init__(rules, resources)
        self._names: dict[str, tuple[_Name, ...]] = {}

    def opens(self, token: str) -> bool:
        """Return whether the token holds a name that is compared with others."""
        names = _names_to_compare(token)
        if names:
            self._names[token] = names
        return bool(names)

    def forget(self) -> None:
        """Drop what was kept of tokens."""
        self._names.clear()

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding at each place of the spelling that loses, with the other's first place."""
        words, kept = doc.words, self._names
        names: set[_Name] = set()
        for token in {words[index] for index in hits}:
            compared = kept.get(token)
            if compared is None:
                compared = kept[token] = _names_to_compare(token)
            names.update(compared)
        pairs = _pairs_alike(names)
        if pairs == []:
            return
        mentions = names_of(doc)
        variants = [(a, b) for a, b in pairs or () if a in mentions and b in mentions and self._akin(a, b, mentions)]
        if pairs is None or self._entangled(pairs, variants, mentions):
            # in the order in which all names are compared, as of two findings at one place the first is kept
            variants = list(self._pairs([name for name in mentions if _compared(name, mentions)], mentions))
        yield from self._variants(doc, variants, mentions)

    def _entangled(
        self,
        pairs: Sequence[tuple[str, str]],
        variants: Sequence[tuple[str, str]],
        mentions: Mapping[str, list[Use]],
    ) -> bool:
        """Return whether a name stands in two pairs of variants, or a first name tells of two slips in one."""
        several = len({name for pair in variants for name in pair}) < 2 * len(variants)
        return several or any(self._behind_one_first_name(a, b, mentions) for a, b in pairs)

    def _behind_one_first_name(self, a: str, b: str, mentions: Mapping[str, list[Use]]) -> bool:
        if not (self._rare(a) and self._rare(b) and a in mentions and b in mentions):
            return False
        return bool(self._firsts(mentions[a]) & self._firsts(mentions[b])) and _two_slips(a, b, mentions)

    def _rare(self, word: str) -> bool:
        """Return whether a surname is so long and rare that it may be two slips from another."""
        rare = len(word) >= LONG and self.words.zipf(word) < UNSEEN
        return rare and word not in self.entities.by_word and not self._ordinary(word)

    def _variants(
        self, doc: Document, pairs: Iterable[tuple[str, str]], mentions: Mapping[str, list[Use]]
    ) -> Iterator[Finding]:
        for one, other in pairs:
            right, wrong, sure = self._decide(one, other, mentions)
            if not right:
                continue
            related = (Related(mentions[right][0].span, f"spelled {right} here"),)
            for use in mentions[wrong]:
                yield report(
                    self.rules[0],
                    doc,
                    use.span,
                    suggestion=right,
                    related=related,
                    confidence=Confidence.CERTAIN if sure else None,
                    why=f"{right} {len(mentions[right])} times, {wrong} {len(mentions[wrong])} in this text",
                )

    def _pairs(self, names: Sequence[str], mentions: Mapping[str, list[Use]]) -> Iterator[tuple[str, str]]:
        keys: dict[str, list[str]] = defaultdict(list)
        for word in names:
            folded = fold(word)
            for key in dict.fromkeys((*deletions(folded), sound(folded))):
                keys[key].append(word)
        seen: set[tuple[str, str]] = set()
        for group in keys.values():
            for i, a in enumerate(group):
                for b in group[i + 1 : i + 8]:
                    pair = (a, b) if a < b else (b, a)
                    if pair not in seen:
                        seen.add(pair)
                        if self._akin(a, b, mentions):
                            yield pair
        yield from (pair for pair in self._of_one_first_name(names, mentions) if pair not in seen)

    def _of_one_first_name(self, names: Sequence[str], mentions: Mapping[str, list[Use]]) -> Iterator[tuple[str, str]]:
        """Yield long surnames two slips apart behind one first name, where neither is listed or seen in the wild."""
        by_first: dict[str, list[str]] = defaultdict(list)
        for word in names:
            if self._rare(word):
                for first in self._firsts(mentions[word]):
                    by_first[first].append(word)
        for group in by_first.values():
            for a, b in combinations(group[:MOST], 2):
                if _two_slips(a, b, mentions):
                    yield a, b

    def _akin(self, a: str, b: str, mentions: Mapping[str, list[Use]]) -> bool:
        """Return whether two spellings are one name's, not two names' or two forms of one."""
        x, y = fold(a), fold(b)
        if x == y or x[0] != y[0] or inflected(x, y):
            return False
        if not one_slip(x, y) and sound(x) != sound(y):
            return False
        if any(w[-1] in "sn" and w[:-1] in self.entities.by_word for w in (a, b)):
            return False
        if any(w.endswith("s") and not w.endswith("ss") and _compared(w[:-1], mentions) for w in (a, b)):
            return False
        ordinary = self._ordinary(a), self._ordinary(b)
        if any(ordinary):
            return not all(ordinary) and self._no_word(b if ordinary[0] else a) and one_slip(x, y)
        if two_persons(mentions[a], mentions[b]) or listed_apart(mentions[a], mentions[b]):
            return False
        firsts = self._firsts(mentions[a]), self._firsts(mentions[b])
        if firsts[0] and firsts[1]:
            return bool(firsts[0] & firsts[1])
        same = self._one_entity(a, b)
        if same:
            return True
        listed = a in self.entities.by_word and b in self.entities.by_word
        return not listed and not (self.words.zipf(a) >= SEEN and self.words.zipf(b) >= SEEN)

    def _ordinary(self, word: str) -> bool:
        forms = self.words.forms(word)
        return (
            bool(forms & (Form.NN | Form.NNS | Form.VB | Form.VBZ | Form.VBD | Form.VBG | Form.JJ))
            and Form.PROPER not in forms
        )

    def _no_word(self, word: str) -> bool:
        return not self.words.known(word) and self.words.zipf(word) < UNSEEN and not self.entities.by_word.get(word)

    def _one_entity(self, a: str, b: str) -> bool:
        """Return whether both are names of one entity (not a name and its adjective)."""
        shared = {e.name: e for e in self.entities.by_word.get(a, ())}
        both = [shared[e.name] for e in self.entities.by_word.get(b, ()) if e.name in shared]
        return any(
            not {a, b} & {w for form in e.adjective for w in form.split()} for e in both if e.kind != "organisation"
        )

    def _firsts(self, uses: list[Use]) -> set[str]:
        return {
            u.before
            for u in uses
            if u.before[:1].isupper() and not self.words.can_be(u.before, Form.VB | Form.NNS | Form.RB)
        } - TITLES

    def _strangers(self, listed: str, uses: list[Use]) -> bool:
        """Return whether first names stand before the other spelling that nobody of the listed name bears."""
        given = {w for e in self.entities.by_word.get(listed, ()) for w in (*e.given.split(), *e.name.split())}
        firsts = self._firsts(uses)
        return bool(firsts) and not firsts & given

    def _decide(self, one: str, other: str, mentions: Mapping[str, list[Use]]) -> tuple[str, str, bool]:
        """Return (right, wrong, whether that is sure); empty where the two can't be told apart."""
        a, b = len(mentions[one]), len(mentions[other])
        if self._one_entity(one, other) and a != b:
            return (one, other, True) if a > b else (other, one, True)
        listed = one in self.entities.by_word, other in self.entities.by_word
        if listed[0] != listed[1]:
            right, wrong = (one, other) if listed[0] else (other, one)
            if not self._strangers(right, mentions[wrong]):
                return right, wrong, True
        known = self.words.known(one), self.words.known(other)
        if known[0] != known[1]:
            return (one, other, a + b > 2) if known[0] else (other, one, a + b > 2)  # noqa: PLR2004
        if a != b:
            return (one, other, max(a, b) > 2) if a > b else (other, one, max(a, b) > 2)  # noqa: PLR2004
        first = mentions[one][0].span < mentions[other][0].span
        return (one, other, False) if first else (other, one, False)


def _compared(name: str, mentions: Mapping[str, list[Use]]) -> bool:
    return len(name) >= SHORTEST and not name.isupper() and name in mentions


def _two_slips(a: str, b: str, mentions: Mapping[str, list[Use]]) -> bool:
    """Return whether two long names are two slips apart, and nothing says that they are two."""
    if a[0] != b[0] or slips_between(fold(a), fold(b), 2) != 2 or inflected(fold(a), fold(b)):  # noqa: PLR2004
        return False
    return not two_persons(mentions[a], mentions[b]) and not listed_apart(mentions[a], mentions[b])


def _letters(folded: str) -> int:
    """Return a bit for each letter that a folded name has."""
    return reduce(or_, map(_BITS.__getitem__, folded.encode("utf-32-le")[::4]), 0)


_BITS = tuple(1 << (code & 31) for code in range(256))
_HEARD = _letters(HEARD)


def _pairs_alike(names: Iterable[_Name]) -> list[tuple[str, str]] | None:
    """Return the pairs of names that may be spellings of one, as far as they alone can tell; None for very many."""
    groups: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        groups[name.first].append(name)
    if any(len(group) > MOST_COMPARED for group in groups.values()):
        return None
    pairs: list[tuple[str, str]] = []
    for group in groups.values():
        for (_, size, letters, long, a), (_, other_size, other_letters, other_long, b) in combinations(group, 2):
            changed = letters ^ other_letters
            slips = 2 if long and other_long else 1
            few = -slips <= size - other_size <= slips and changed.bit_count() <= slips * CHANGED
            if (few or not changed & _HEARD) and _alike(a, b):
                pairs.append((a, b) if a < b else (b, a))
    return pairs


@lru_cache(50_000)  # pairs of names that news has side by side
def _alike(one: str, other: str) -> bool:
    """Return whether two names are one or two slips apart, or sound alike, and are no two forms of one name."""
    a, b = fold(one), fold(other)
    long = min(len(one), len(other)) >= LONG
    alike = one_slip(a, b) or sound(a) == sound(b) or (long and slips_between(a, b, 2) == 2)  # noqa: PLR2004
    return alike and a != b and not inflected(a, b)


TITLES = terms("name_leaders")


def _names_to_compare(token: str) -> tuple[_Name, ...]:
    """Return the names of a token that are long enough to be compared with others."""
    return tuple([_told(w) for w in names_in(token) if len(w) >= SHORTEST and not w.isupper()])


def _told(name: str) -> _Name:
    folded = fold(name)
    return _Name(folded[:1], len(folded), _letters(folded), len(name) >= LONG, name)


CHECK = NameVariants
