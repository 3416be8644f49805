"""Possessives that lost their apostrophe: Russias delegation, Mondays meeting, the administrations stance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import ClassVar, NamedTuple

from copylint.checks._base import GatedCheck, Param, Shape, located, report
from copylint.lexicon.form import NOUN, VERB, Form
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

_PAIR = expression(
    r"(?<![\w’'@#./-])(?P<word>[^\W\d_]{2,}s)(?P<gap> [\"“‘]?)"
    r"(?=(?P<next>[^\W\d_][\w’'-]*)(?: (?P<third>[^\W\d_]+)(?: (?P<fourth>[^\W\d_]+))?)?)"
)
_LONE_Y = expression(r"^[A-Z][a-z]+[^aeiouy\W]y$")  # a name whose plural would be spelled -ies
_BEFORE = expression(r"(?:([\w’']+) )?([\w’']+) $")
_LAST = expression(r"(?<![\w’'@#./-])[^\W\d_]{2,}s$")
_TAIL = expression(r"[\w’']+$")
QUOTES = ('"', "“", "‘")
PLURAL_BEFORE = terms("plural_before")
DETERMINERS = terms("determiners")
FUNCTION = terms("function")
_DETERMINED = DETERMINERS | {"last", "next"}
_BEFORE_NOUN = DETERMINERS - {"that", "her"} | {"last", "next"}
_BUT_PLURAL = ~(Form.NNS | Form.PROPER)
_NOUN_OR_ADJECTIVE = NOUN | Form.JJ
_VERB_OR_ADVERB = VERB | Form.RB


class _Pair(NamedTuple):
    """A word in -s and what follows it."""

    word: str
    quoted: bool
    next: str
    third: str
    fourth: str
    before: str
    earlier: str

    @property
    def base(self) -> str:
        return self.word[:-1]


class LostPossessive(GatedCheck):
    """A name, day or noun in -s right before what it possesses."""

    about = (
        "possessives without their apostrophe: of names, of days, of nouns for persons and bodies, of what is no word"
    )
    by_word = True
    shapes = Shape.PLAIN | Shape.NAME | Shape.OTHER
    params: ClassVar = {
        "of": Param("text", "names, words, nonwords or nouns"),
        "words": Param("texts", "the nouns in question, singular (of = words; of = nonwords: beside those in -y)", []),
        "not_words": Param("texts", "nouns that stand before nouns in the plural, singular (of = nouns)", []),
        "determined": Param(
            "flag", "the noun needs a determiner before it (the administrations stance)", default=False
        ),
    }

    @cached_property
    def _ordered(self) -> list[Rule]:
        return sorted(self.rules, key=lambda r: (-r.confidence, bool(r.evidence and r.evidence.role == "doubtful")))

    def opens(self, token: str) -> bool:
        """Return whether the token ends in a word in -s that any rule might take for a possessive."""
        found = _LAST.search(token) if token.endswith("s") else None
        if found is None:
            return False
        word, base = found.group(), found.group()[:-1]
        if word.endswith(("ss", "us", "is")) and base not in self.entities.by_word:
            return False
        return base.lower() in self._listed or (self._name(word) if word[0].isupper() else self._noun(word))

    def _name(self, word: str) -> bool:
        """Return whether a capitalised word is itself no name and no word but a plural."""
        return word not in self.entities.by_word and not self.words.can_be(word, _BUT_PLURAL)

    def _noun(self, word: str) -> bool:
        """Return whether a word is a noun and an s that rules for any noun may take for a possessive."""
        base = word[:-1]
        if not self.words.can_be(base, Form.NN):
            return False
        return base not in self._plural_nouns or (base.endswith("y") and not self.words.known(word))

    @cached_property
    def _plural_nouns(self) -> frozenset[str]:
        """The nouns that every rule for any noun leaves out."""
        rules = [frozenset(rule.params["not_words"]) for rule in self.rules if rule.params["of"] == "nouns"]
        return rules[0].intersection(*rules[1:]) if rules else frozenset()

    @cached_property
    def _listed(self) -> frozenset[str]:
        return frozenset(word for rule in self.rules for word in rule.params["words"])

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each word in -s that can only, or may well, be a possessive."""
        tokens = dict.fromkeys(doc.words[index] for index in hits if self._may_own(doc.words, index))
        for token, place in located(doc.text, tokens):
            end = _LAST.search(token)
            match = _PAIR.match(doc.text, place.start + end.start()) if end else None
            if match is None:
                continue
            word = match.group("word")
            before = _BEFORE.search(doc.text[max(0, match.start() - 24) : match.start()])
            third, fourth = match.group("third") or "", match.group("fourth") or ""
            quoted = len(match.group("gap")) > 1
            earlier, last = (w.lower() if w else "" for w in before.groups()) if before else ("", "")
            pair = _Pair(word, quoted, match.group("next"), third, fourth, last, earlier)
            yield from self._judge(pair, Span(*match.span("word")), doc)

    def _may_own(self, words: Sequence[str], index: int) -> bool:
        """Return whether the tokens around one let it be a possessive."""
        following = words[index + 1] if index + 1 < len(words) else ""
        if following in self._never_owned or (following[:1] not in QUOTES and not following[:1].isalpha()):
            return False
        token = words[index]
        if not token.islower() or not token.isalpha() or token.endswith("ys") or token[:-1] in self._listed:
            return True
        before = words[index - 1].lower() if index else ""
        if not before.isalpha():
            tail = _TAIL.search(before)
            before = tail.group() if tail else ""
        return before in _DETERMINED

    @cached_property
    def _never_owned(self) -> frozenset[str]:
        return FUNCTION - {"and", "or", "own"}

    def _judge(self, pair: _Pair, span: Span, doc: Document) -> Iterator[Finding]:
        for rule in self._ordered:
            if not getattr(self, f"_{rule.params['of']}")(rule, pair, doc):
                continue
            sure = rule.params["of"] == "nonwords" or self._possessed(pair)
            if sure is None or (not sure and self._subject(rule, pair)):
                continue
            level = rule.confidence if sure else Confidence(max(0, rule.confidence - 1))
            role = ("proof" if self._pure(pair.next) else None) if sure else "doubtful"
            yield report(rule, doc, span, suggestion=f"{pair.base}{doc.apostrophe}s", confidence=level, role=role)
            return

    def _subject(self, rule: Rule, pair: _Pair) -> bool:
        """Return whether a plural noun and its verb is as good a reading (the unions resume)."""
        return rule.params["of"] in ("words", "nouns") and self.words.can_be(pair.next, Form.VB)

    def _names(self, rule: Rule, pair: _Pair, doc: Document) -> bool:  # noqa: ARG002
        """Return whether it is a known or recurring name plus s, and itself no name or word."""
        word, base = pair.word, pair.base
        if not word[0].isupper() or not self._name(word):
            return False
        if pair.before in PLURAL_BEFORE and not base.isupper():
            return False
        if base.isupper():
            return base in self.entities.by_word and pair.before not in PLURAL_BEFORE - {"the"}
        return base in self.entities.by_word or (len(base) > 2 and _recurs(doc, base)) or bool(_LONE_Y.search(base))  # noqa: PLR2004

    def _words(self, rule: Rule, pair: _Pair, doc: Document) -> bool:  # noqa: ARG002
        base = pair.base.lower()
        if base not in rule.params["words"]:
            return False
        if rule.params["determined"]:
            described = pair.word.islower() and pair.earlier in DETERMINERS and self.words.can_be(pair.before, Form.JJ)
            return pair.before in DETERMINERS or described
        return pair.before not in PLURAL_BEFORE - {"the"}

    def _nouns(self, rule: Rule, pair: _Pair, doc: Document) -> bool:  # noqa: ARG002
        """Return whether it is any noun in -s behind a determiner, but for those that precede nouns in the plural."""
        base = pair.base
        if not pair.word.islower() or pair.before not in _BEFORE_NOUN:
            return False
        return base not in rule.params["not_words"] and self.words.can_be(base, Form.NN)

    def _nonwords(self, rule: Rule, pair: _Pair, doc: Document) -> bool:  # noqa: ARG002
        """Return whether it is a noun whose plural is spelled otherwise (companys)."""
        word, base = pair.word, pair.base
        if base.lower() in rule.params["words"]:
            return True
        return (
            word.islower()
            and base.endswith("y")
            and not self.words.known(word)
            and self.words.can_be(base, Form.NN)
            and self.words.zipf(base) > 3.5  # noqa: PLR2004
        )

    def _possessed(self, pair: _Pair) -> bool | None:
        """Return whether what follows is surely possessed; None where it is not."""
        following = pair.next
        if pair.quoted:
            return True
        if following.lower() in ("and", "or"):
            other = pair.third
            joined = (
                other.endswith("s") and (other[:-1] in self.entities.by_word) and other not in self.entities.by_word
            )
            return True if joined and self.words.can_be(pair.fourth, NOUN) else None
        if following[0].isupper():
            return self._before_name(pair)
        if following in FUNCTION:
            return None
        if following == "own" or self._no_plural(pair.base):
            return True
        return self._before_noun(pair)

    def _pure(self, word: str) -> bool:
        """Return whether the word can only be a noun (or, in -s, a verb that no plural takes)."""
        forms = self.words.forms(word)
        return bool(forms & NOUN) and not forms & ~(NOUN | Form.VBZ | Form.VALID | Form.PROPER)

    def _before_name(self, pair: _Pair) -> bool | None:
        """Return whether a capitalised word is possessed: by a place or body surely (Polands Donald Tusk)."""
        if pair.base.isupper():
            return False
        known = self.entities.by_word.get(pair.base, ())
        return True if any(e.kind == "place" for e in known) and not pair.next.endswith("s") else None

    def _no_plural(self, base: str) -> bool:
        """Return whether the base is a place or a body: no plural, so what follows is possessed."""
        known = self.entities.by_word.get(base, ())
        return bool(known) and all(e.kind != "person" for e in known)

    def _before_noun(self, pair: _Pair) -> bool | None:
        """Return whether a lower-case word is a noun or an adjective before one; a plural has no verb in -s."""
        forms = self.words.forms(pair.next)
        if forms & NOUN:
            if self._pure(pair.next):
                return True
            if forms & (Form.VBD | Form.RB):
                return None
            tie = bool(forms & Form.NN) and self.words.can_be(pair.third, NOUN) and pair.third not in FUNCTION
            return tie and not self.words.can_be(pair.third, _VERB_OR_ADVERB)
        if Form.JJ in forms and not forms & VERB:
            return bool(self.words.can_be(pair.third, _NOUN_OR_ADJECTIVE)) or None
        return None


def _recurs(doc: Document, base: str) -> bool:
    """Return whether the base stands in the text as a name of its own, in mid-sentence."""
    return doc.inner_capital(base) > 0


CHECK = LostPossessive
