"""Capitals in mid-sentence that a lost link or an automatic rewriting left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import ClassVar, NamedTuple

from copylint.checks._base import GatedCheck, Param, Shape, located, report
from copylint.lexicon.form import VERB, Form
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

_LEFT = expression(r"(\S*[\w\]’'])(,)? \Z")
_WORD = expression(
    r"(?<= )(?P<word>[A-Z][a-z]*)(?=(?P<stop>[,;.!?\"”’)]*)(?: (?P<next>[\"“‘(\[]?[\w’']+)(?: (?P<third>[\w’']+))?)?)"
)
_US = expression(r"(?P<left>(?:U\.S|U\.K|U\.N|E\.U)\.) (?P<word>[A-Z][a-z]*[a-rt-z]s)(?= (?P<next>[a-z]+))")
_HEAD = expression("[A-Z][a-z]*")
STOPS = ',;.!?"”’)'
ABBREVIATIONS = ("U.S.", "U.K.", "U.N.", "E.U.")
CALENDAR = terms("calendar")
SMALL = terms("small")
AFTER_NAME = terms("after_name")
FUNCTION = terms("function")
COMMON = 3.9
SHORTEST = 3  # letters
WINDOW = 40  # code points to look back for the word before
ENDS = frozenset('.!?:;…"”)-—–/*|')  # of a token that stands before no stray capital
_FOLLOWING = expression(r"[\"“‘(\[]?[\w’']+")
_THIRD = expression(r"[\w’']+")
_NOUN_OR_VERB = Form.NN | VERB
_NOUN_OR_ADJECTIVE = Form.NN | Form.JJ
TITLE_SHARE = 0.5  # of a line's longer words that start with a capital: then the line is set as a headline


class _Hit(NamedTuple):
    """A capitalised word with the words around it."""

    left: str
    comma: bool
    word: str
    stop: str
    next: str
    third: str


class StrayCapital(GatedCheck):
    """A capitalised word inside a sentence that nothing there capitalises."""

    about = (
        "capitals in mid-sentence: function words, clauses after a comma, ordinary words, nouns after an abbreviation"
    )
    by_word = True
    shapes = Shape.CAPITAL
    params: ClassVar = {
        "kind": Param("text", "function, clause, verb, ordinary or abbreviation"),
        "words": Param("texts", "the words in question (kind verb: the words before), in lower case", []),
        "not_words": Param("texts", "words that rightly stand with a capital, in lower case", []),
    }

    @cached_property
    def _ordered(self) -> list[Rule]:
        return sorted(self.rules, key=lambda r: -r.confidence)

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        """The words of each rule."""
        return {rule.name: frozenset(rule.params["words"]) for rule in self.rules}

    @cached_property
    def _not_words(self) -> dict[str, frozenset[str]]:
        """The words that each rule leaves out."""
        return {rule.name: frozenset(rule.params["not_words"]) for rule in self.rules}

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that rules name, each of which may be stray."""
        named = (rule for rule in self.rules if rule.params["kind"] in ("function", "clause"))
        return frozenset(word for rule in named for word in self._words[rule.name])

    @cached_property
    def _leaders(self) -> frozenset[str]:
        """The words behind which rules expect a verb."""
        named = (rule for rule in self.rules if rule.params["kind"] == "verb")
        return frozenset(word for rule in named for word in self._words[rule.name])

    def opens(self, token: str) -> bool:
        """Return whether the token starts with a word that may have lost its small letter, or may stand before one."""
        if token.endswith(ABBREVIATIONS):
            return True
        return self._starts_small(token)

    def _starts_small(self, token: str) -> bool:
        """Return whether the token starts with a capitalised word that English often has without its capital."""
        head = _HEAD.match(token)
        return head is not None and (head.group().lower() in self._small or self._common(head.group()))

    def _common(self, word: str) -> bool:
        """Return whether a rule for verbs or for ordinary words may take the word for a stray one."""
        if self.words.zipf(word) < COMMON or word in self.entities.by_word:
            return False
        kinds = ["verb"] if self.words.can_be(word, Form.VB) else []
        if len(word) >= SHORTEST and not self.words.can_be(word, Form.PROPER):
            kinds.append("ordinary")
        lower = word.lower()
        return any(r.params["kind"] in kinds and lower not in self._not_words[r.name] for r in self.rules)

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each stray capital, the text's headlines left out."""
        words = doc.words
        behind = (index for index in hits if index and words[index - 1][-1] not in ENDS)
        inside = {words[index] for index in behind if self._inside(words, index) and self._likely(words, index)}
        for _, place in located(doc.text, inside):
            yield from self._at(place.start, doc)
        if any(_abbreviated(words, index) for index in hits):
            yield from self._after_abbreviation(doc)

    def _likely(self, words: Sequence[str], index: int) -> bool:
        """Return whether a rule takes a word for a stray one by the words around it, wherever lines end."""
        hit = _hit(words, index)
        alike = (hit, hit._replace(third="")) if hit.third else (hit,)
        return any(self._stray(rule, one) for rule in self.rules for one in alike)

    def _inside(self, words: Sequence[str], index: int) -> bool:
        """Return whether a token stands behind a word, and before one that doesn't make both a name."""
        before = words[index - 1] if index else ""
        last = before[-2:-1] if before.endswith(",") else before[-1:]
        if not (last.isalnum() or (last and last in "_]’'")):
            return False
        token = words[index]
        head = _HEAD.match(token)
        if head is None or (token.endswith(ABBREVIATIONS) and not self._starts_small(token)):
            return False
        rest = token[head.end() :]
        if rest:
            behind_name = before[:1].isupper() and before.lower() not in self._leaders
            return rest[0] in STOPS and not (behind_name and head.group().lower() not in self._small)
        following = words[index + 1][:1] if index + 1 < len(words) else ""
        if following.isupper():
            return head.group().lower() in self._small
        return not before[:1].isupper() or self._behind_name(token, before)

    def _behind_name(self, token: str, before: str) -> bool:
        """Return whether a word may stand behind a name with a stray capital: a verb, or one that a rule names."""
        if before.lower() in self._leaders or token.lower() in self._small or before[-1] == "]":
            return True
        return self.words.can_be(token, VERB)

    def _at(self, start: int, doc: Document) -> Iterator[Finding]:
        paragraph = doc.paragraph_at(start)
        match = _WORD.match(doc.text, start, paragraph.end) if paragraph else None
        if paragraph is None or match is None:
            return
        left = _LEFT.search(doc.text, max(paragraph.start, start - WINDOW), start)
        if left is not None:
            word, stop, following, third = match.group("word", "stop", "next", "third")
            hit = _Hit(left.group(1), bool(left.group(2)), word, stop or "", following or "", third or "")
            found = self._judge(hit, Span(*match.span("word")), doc)
            if found and not self._headline(doc, paragraph):
                yield found

    @staticmethod
    @lru_cache(maxsize=8)  # a paragraph may hold many
    def _headline(doc: Document, paragraph: Span) -> bool:
        return _title_case(doc.text[paragraph.start : paragraph.end])

    def _judge(self, hit: _Hit, span: Span, doc: Document) -> Finding | None:
        for rule in self._ordered:
            if self._stray(rule, hit) and (rule.params["kind"] != "ordinary" or self._alone(hit, span, doc)):
                return report(rule, doc, span, suggestion=hit.word[0].lower() + hit.word[1:])
        return None

    def _stray(self, rule: Rule, hit: _Hit) -> bool:
        match rule.params["kind"]:
            case "function":
                return self._function(rule, hit)
            case "clause":
                return self._clause(rule, hit)
            case "ordinary":
                return self._ordinary(rule, hit)
            case "verb":
                return self._verb(rule, hit)
            case _:
                return False

    def _function(self, rule: Rule, hit: _Hit) -> bool:
        if hit.word.lower() not in self._words[rule.name] or hit.stop or hit.comma:
            return False
        lower = hit.next[:1].islower() or hit.next[:1].isdigit()
        between = hit.word.lower() in AFTER_NAME and lower and hit.third[:1].islower()
        return self._runs_on(hit) and (_plain(hit.left) or between)

    def _runs_on(self, hit: _Hit) -> bool:
        """Return whether an ordinary sentence goes on behind the word, not a title (On the Waterfront)."""
        following = hit.next
        if not following[:1].isalpha():
            return (bool(following) and following[:1] in '"“$£€') or following[:1].isdigit()
        if following[0].isupper():
            return following.lower() in CALENDAR or re.sub("['’]s$", "", following) in self.entities.by_word
        third = hit.third
        title = following in SMALL and third[:1].isupper() and third not in self.entities.by_word
        return not title or third.lower() in CALENDAR

    def _verb(self, rule: Rule, hit: _Hit) -> bool:
        """Return whether it is a bare verb behind an auxiliary or to: will Play games."""
        lower, left = hit.word.lower(), hit.left.lower()
        if left not in self._words[rule.name] or lower in self._not_words[rule.name] or not hit.next[:1].islower():
            return False
        if left == "to" and hit.next not in FUNCTION:  # to Test cricket
            return False
        verb = self.words.can_be(lower, Form.VB) and self.words.zipf(lower) >= COMMON
        return verb and not self.entities.with_word(hit.word)

    def _ordinary(self, rule: Rule, hit: _Hit) -> bool:
        lower = hit.word.lower()
        if hit.comma or len(lower) < SHORTEST or not (hit.next[:1].islower() or hit.stop):
            return False
        if lower in self._not_words[rule.name] or hit.word in self.entities.by_word or lower in CALENDAR:
            return False
        if self.words.can_be(lower, Form.PROPER) or self.words.zipf(lower) < COMMON:
            return False
        return hit.left.endswith("]") or self._no_noun(hit, lower)

    def _alone(self, hit: _Hit, span: Span, doc: Document) -> bool:
        """Return whether an ordinary word isn't used like a name elsewhere, and is no part of one."""
        once = hit.left.endswith("]") or doc.inner_capital(hit.word) <= 1
        return once and not self.entities.in_longer_name(doc.text, span.start, hit.word)

    def _clause(self, rule: Rule, hit: _Hit) -> bool:
        return hit.comma and hit.word.lower() in self._words[rule.name] and not hit.stop and hit.next[:1].islower()

    def _no_noun(self, hit: _Hit, lower: str) -> bool:
        """Return whether a verb stands behind a name (the mayor Attempt to), or any word behind an ordinary one."""
        if not hit.left[:1].isupper():
            return _plain(hit.left) and self.words.can_be(lower, _NOUN_OR_VERB)
        noun = self.words.can_be(lower, _NOUN_OR_ADJECTIVE) and hit.next not in ("to", "a", "an", "the")
        return not hit.stop and not noun and self.words.can_be(lower, VERB)

    def _after_abbreviation(self, doc: Document) -> Iterator[Finding]:
        """Yield plural nouns with a capital behind a U.S. that opens its sentence, where no new one can begin."""
        for rule in self.rules:
            if rule.params["kind"] != "abbreviation":
                continue
            for match in _US.finditer(doc.text):
                word, following = match.group("word", "next")
                sentence = doc.sentence_at(match.start())
                opens = sentence is not None and sentence.start == match.start()
                before = doc.text[max(0, match.start() - WINDOW) : match.start()].split(" ")
                opens = opens or (len(before) > 1 and before[-1] == "" and before[-2].islower() and before[-2] != "the")
                plural = self.words.can_be(word, Form.NNS) and not self.words.can_be(word, Form.PROPER)
                if opens and plural and following != "of" and word.lower() not in self._not_words[rule.name]:
                    yield report(rule, doc, Span(*match.span("word")), suggestion=word.lower())


def _hit(words: Sequence[str], index: int) -> _Hit:
    """Return a token's word with those around it, as if single spaces parted them."""
    before, token = words[index - 1][1 - WINDOW :], words[index]
    comma = before.endswith(",")
    head = _HEAD.match(token)
    word = head.group() if head else ""
    stop, following, third = token[len(word) :], None, None
    if not stop.strip(STOPS):
        following = _FOLLOWING.match(words[index + 1]) if index + 1 < len(words) else None
        if following and following.end() == len(words[index + 1]) and index + 2 < len(words):
            third = _THIRD.match(words[index + 2])
    stop = stop[: len(stop) - len(stop.lstrip(STOPS))]
    left = before.removesuffix(",")
    return _Hit(left, comma, word, stop, following.group() if following else "", third.group() if third else "")


def _abbreviated(words: Sequence[str], index: int) -> bool:
    """Return whether a U.S. stands there before what may be a plural with a capital and a word in small letters."""
    if not words[index].endswith(ABBREVIATIONS) or index + 2 >= len(words):
        return False
    word = words[index + 1]
    return word[0].isupper() and word[-1] == "s" and word.isalpha() and "a" <= words[index + 2][0] <= "z"


def _plain(left: str) -> bool:
    """Return whether the word before is an ordinary one, whatever mark opens it."""
    bare = left.lstrip("“\"‘'([")
    return bare.replace("-", "").replace("%", "").isalnum() and not bare[:1].isupper()


def _title_case(line: str) -> bool:
    longer = [w for w in line.split() if len(w) > 3 and w[0].isalpha()]  # noqa: PLR2004
    capitals = sum(w[0].isupper() for w in longer)
    return bool(longer) and capitals > TITLE_SHARE * len(longer)


CHECK = StrayCapital
