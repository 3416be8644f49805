"""Lower-case words that nobody knows, one slip of the fingers from a common one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar

from copylint.checks._base import Candidate, Param, Shape, TokenCheck, report
from copylint.lexicon.form import NOUN, VERB, Form
from copylint.lexicon.keyboard import TYPICAL, Slip, slip, slips
from copylint.lexicon.near_words import near_words
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Finding
from copylint.model.span import Span

SHORTEST = 4  # letters
SHORT = 5  # letters; up to that length a coinage easily lies near some word
UNSEEN = 1.0  # Zipf: a rarer spelling isn't in the table
RARE = 2.0  # Zipf: a spelling people write more often than that is somebody's word
COMMON = 3.7  # Zipf: parts of compounds
GAP = 2.5  # Zipf steps by which the word that was meant is more common than a spelling that is seen
WELL_KNOWN = 4.5  # Zipf
TYPICAL_COUNTS = 1.5  # Zipf steps that a typical slip makes a word likelier
MOST = 3  # suggestions
LONGEST = 24  # letters
REACH = 120  # code points around a word that are looked at
MARKS = ".,;:!?…()[]—–\"“”'‘’"
QUOTES = frozenset("\"“”'‘’«»")
POSSESSIVES = ("'s", "’s")
_CORE = expression(r"[^\W\d_]+")
ENDINGS = ("ed", "ing", "er", "ers", "ish", "y", "d", "r", "rs")
AFTER_E = ENDINGS[-3:]
EITHER = ("s", "ly", "ness")
FIRST = terms("first_halves")
PREFIXES = terms("prefixes")
PREFIXED = VERB | Form.JJ
FIRST_FORMS = Form.NN | Form.JJ | Form.VB
SECOND = terms("second_halves")
DIALECT = terms("dialect")
NAMING = terms("naming")


class UnknownWord(TokenCheck):
    """A word no dictionary has and hardly anybody writes, where one slip makes a common word of it.

    Surest are slips that fingers make: two letters swapped, one doubled, lost, or taken from the next key.
    """

    by_word = True
    shapes = Shape.PLAIN | Shape.SMALL | Shape.MIXED
    about = "unknown lower-case words one slip from a common one, neither foreign nor coined nor dialect"
    params: ClassVar = {"known": Param("texts", "words in lower case that are right", [])}

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Return the unknown word of a token with what it may be meant for and whether it is surely a slip."""
        word = token.strip(MARKS)
        if word[-2:] in POSSESSIVES:
            word = word[:-2]
        if not (word.isalpha() and word.islower() and word.isascii() and SHORTEST <= len(word) <= LONGEST):
            return ()
        if self.words.known(word) or self.words.zipf(word) >= RARE:
            return ()
        return self._unknown(word, token)

    def _unknown(self, word: str, token: str) -> Iterable[Candidate]:
        start = token.index(word)
        meant = self._meant(word)
        if not meant or _set_apart(token, word) or self._made(word, meant[0]) or near_words().foreign(word):
            return
        yield Candidate("unknown", start, start + len(word), (word, meant, self._sure(word, meant[0])))

    def _meant(self, word: str) -> tuple[str, ...]:
        """Return the common words one slip away, the likeliest first."""
        seen = self.words.zipf(word)
        least = seen + GAP if seen >= UNSEEN else 0.0
        near = [w for w in near_words().near(word) if self.words.zipf(w) >= least]
        return tuple(sorted(near, key=lambda right: (-self._likely(word, right), right)))

    def _likely(self, word: str, right: str) -> float:
        kind, at = slip(word, right)
        return self.words.zipf(right) + TYPICAL_COUNTS * (kind in TYPICAL) - (at == 0 and kind is not Slip.SWAPPED)

    def _ranked(self, word: str, doc: Document) -> list[str]:
        """Return the words it may be meant for, rare ones too: those that the text has, then the likeliest first."""
        near = {right for right in slips(word) if self.words.has(right)} - {word}
        known = (right for right in near if self.words.known(right) and Form.PROPER not in self.words.forms(right))
        rights = (right for right in known if self.words.zipf(right) >= RARE)
        used = words_of(doc)
        return sorted(rights, key=lambda right: (right not in used, -self._likely(word, right), right))

    def _made(self, word: str, right: str) -> bool:
        """Return whether English makes the word of known parts: two nouns, a prefix, a regular ending."""
        fingers = slip(word, right)[0] in (Slip.SINGLED, Slip.DOUBLED, Slip.SWAPPED)
        shortest = SHORTEST if fingers else SHORTEST - 1
        for cut in range(2, len(word) - 2):
            left, tail = word[:cut], word[cut:]
            if left in PREFIXES and self._common(tail, PREFIXED):
                return True
            if left in FIRST and len(tail) >= shortest and self.words.known(tail):
                return True
            second = self._common(tail, NOUN) or (tail in SECOND and not fingers)
            if second and min(cut, len(tail)) >= shortest and self._common(left, FIRST_FORMS):
                return True
        return self._inflected(word, right)

    def _common(self, part: str, forms: Form) -> bool:
        return self.words.can_be(part, forms) and self.words.zipf(part) >= COMMON

    def _inflected(self, word: str, right: str) -> bool:
        """Return whether a regular ending makes the word of a known one: not stoping or takeing, but archiver."""
        if slip(word, right)[0] in (Slip.SINGLED, Slip.DOUBLED):
            return False
        for ending in ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and self.words.known(stem) and stem.endswith("e") == (ending in AFTER_E):
                return True
        return any(word.endswith(ending) and self.words.known(word.removesuffix(ending)) for ending in EITHER)

    def _sure(self, word: str, meant: str) -> bool:
        """Return whether hardly a coinage looks like that: neither short nor with a letter put before or behind."""
        kind = slip(word, meant)[0]
        seen = self.words.zipf(word) >= UNSEEN
        if _at_edge(word, meant) and kind not in (Slip.SWAPPED, Slip.DOUBLED):
            return False
        if len(word) <= SHORT:
            well_known = self.words.zipf(meant) >= WELL_KNOWN + (len(word) < SHORT) / 2
            return kind in TYPICAL and well_known and not seen
        return kind in TYPICAL or not seen

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterator[Finding]:
        """Report the word where it stands in English prose, once, and not as anybody's name, speech or coinage."""
        word, meant, sure = candidate.data
        rule = self.rules[0]
        span = Span(token.start + candidate.start, token.start + candidate.end)
        if word in rule.params["known"] or self._own(word, doc) or self._strange(span, doc):
            return
        ranked = self._ranked(word, doc) or meant
        confirmed = len(word) > SHORT and not _at_edge(word, meant[0]) and words_of(doc)[meant[0]] > 0
        yield report(
            rule,
            doc,
            span,
            suggestion=ranked[0],
            suggestions=tuple(ranked[1:MOST]),
            confidence=rule.confidence if sure or confirmed else Confidence.POSSIBLE,
            why=f"No dictionary has it: {slip(word, ranked[0])[0].value}.",
        )

    def _own(self, word: str, doc: Document) -> bool:
        """Return whether the text uses the word as its own: more than once, or as a name."""
        used = words_of(doc)
        return used[word] > 1 or used[word.capitalize()] > 0 or used[word.upper()] > 0

    def _strange(self, span: Span, doc: Document) -> bool:
        """Return whether the word stands among foreign words, in dialect, or where a word is being introduced."""
        before = _CORE.findall(doc.text[max(0, span.start - REACH) : span.start])
        after = _CORE.findall(doc.text[span.end : span.end + REACH])
        beside = [*before[-1:], *after[:1]]
        near = (*before[-3:], *after[:3])
        if any(self._foreign(w) for w in beside) or not any(self.words.known(w) for w in near if w.islower()):
            return True
        if before and before[-1] in NAMING:
            return True
        return doc.in_quotation(span) and not DIALECT.isdisjoint((*before[1:], *after[:-1]))

    def _foreign(self, word: str) -> bool:
        if not word.isascii():
            return True
        return word.islower() and len(word) >= SHORTEST - 1 and not self.words.known(word)


def _at_edge(word: str, meant: str) -> bool:
    """Return whether the slip is in the first letter, or is a last letter too many."""
    at = slip(word, meant)[1]
    return at == 0 or (at == len(word) - 1 and len(word) > len(meant))


def _set_apart(token: str, word: str) -> bool:
    """Return whether quotation marks stand right around the word: a coinage."""
    before, _, after = token.partition(word)
    return before[-1:] in QUOTES and after[:1] in QUOTES


@lru_cache(maxsize=1)
def words_of(doc: Document) -> Counter[str]:
    """Return the runs of letters of a text and how often each stands there."""
    return Counter(_CORE.findall(doc.text))


CHECK = UnknownWord
