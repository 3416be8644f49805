"""Capitals in mid-sentence that a lost link or an automatic rewriting left behind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import ClassVar, NamedTuple

from copylint.checks._base import GatedCheck, Param, Shape, located, report
from copylint.lexicon.form import VERB, Form
from copylint.lexicon.resources import Resources
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

_WORD = expression(
    r"(?<= )(?P<word>[A-Z][a-z]*)(?=(?P<stop>[,;.!?\"”’)]*)(?: (?P<next>[\"“‘(\[]?[\w’']+)(?: (?P<third>[\w’']+))?)?)"
)
_US = expression(r"(?P<left>(?:U\.S|U\.K|U\.N|E\.U)\.) (?P<word>[A-Z][a-z]*[a-rt-z]s)(?= (?P<next>[a-z]+))")
_HEAD = expression("[A-Z][a-z]*")
_BRACKETED = expression(r"\] ([A-Z][a-z]*)")
STOPS = ',;.!?"”’)'
ABBREVIATIONS = ("U.S.", "U.K.", "U.N.", "E.U.")
CALENDAR = terms("calendar")
SMALL = terms("small")
AFTER_NAME = terms("after_name")
FUNCTION = terms("function")
COMMON = 3.9
SHORTEST = 3  # letters
NAMING = ("function", "clause")  # kinds of rules that name the words they take
WINDOW = 40  # code points to look back for the word before
ENDS = frozenset('.!?:;…"”)-—–/*|')  # of a token that stands before no stray capital
_NOUN_OR_VERB = Form.NN | VERB
_NOUN_OR_ADJECTIVE = Form.NN | Form.JJ
_BEHIND_VERB = frozenset(("to", "a", "an", "the"))
_WORD_ENDS = ("_", "]", "’", "'")  # beside letters and figures
TITLE_SHARE = 0.5  # of a line's longer words that start with a capital: then the line is set as a headline


class _Word(NamedTuple):
    """The capitalised word that a token starts with, and what it may be, whatever stands beside it.

    `rules` may take it for a stray one, the surest first. `named` says that one of them names it, `bare` that it may be
    a bare verb, `ordinary` an ordinary word, and `verb`, `noun` (or adjective) and `noun_or_verb` what that may be.
    """

    word: str
    stopped: bool
    rules: tuple[Rule, ...]
    named: bool
    bare: bool
    ordinary: bool
    verb: bool
    noun: bool
    noun_or_verb: bool


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

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Take the rules; what tokens may be is kept."""
        super().__init__(rules, resources)
        self._kept: dict[str, _Word] = {}

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
        named = (rule for rule in self.rules if rule.params["kind"] in NAMING)
        return frozenset(word for rule in named for word in self._words[rule.name])

    @cached_property
    def _leaders(self) -> frozenset[str]:
        """The words behind which rules expect a verb."""
        named = (rule for rule in self.rules if rule.params["kind"] == "verb")
        return frozenset(word for rule in named for word in self._words[rule.name])

    def opens(self, token: str) -> bool:
        """Return whether the token starts with a word that may have lost its small letter, or may stand before one."""
        return self._known(token) is not None or token.endswith(ABBREVIATIONS)

    def forget(self) -> None:
        """Drop what was kept of tokens."""
        self._kept.clear()

    def _known(self, token: str) -> _Word | None:
        """Return what the word that a token starts with may be, if any rule may take it for a stray one."""
        head = _HEAD.match(token)
        if head is None or token[head.end() : head.end() + 1] not in STOPS:
            return None
        word, can_be = head.group(), self.words.can_be
        named = word.lower() in self._small
        rules = self._taking(word) if named or self.words.zipf(word) >= COMMON else ()
        if not rules:
            return None
        kinds = {rule.params["kind"] for rule in rules}
        forms = (can_be(word, VERB), can_be(word, _NOUN_OR_ADJECTIVE), can_be(word, _NOUN_OR_VERB))
        known = _Word(word, word != token, rules, named, "verb" in kinds, "ordinary" in kinds, *forms)
        self._kept[token] = known
        return known

    def _taking(self, word: str) -> tuple[Rule, ...]:
        """Return the rules that may take a capitalised word for a stray one, the surest first."""
        lower, kinds = word.lower(), self._kinds(word)
        return tuple(
            rule
            for rule in self._ordered
            if (rule.params["kind"] in NAMING and lower in self._words[rule.name])
            or (rule.params["kind"] in kinds and lower not in self._not_words[rule.name])
        )

    def _kinds(self, word: str) -> Collection[str]:
        """Return for which kinds of rules a word is common enough, and no name."""
        if self.words.zipf(word) < COMMON or word in self.entities.by_word:
            return ()
        kinds = []
        if self.words.can_be(word, Form.VB) and word not in self.entities.inner_words:
            kinds.append("verb")
        if len(word) >= SHORTEST and word.lower() not in CALENDAR and not self.words.can_be(word, Form.PROPER):
            kinds.append("ordinary")
        return kinds

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:
        """Yield a finding for each stray capital, the text's headlines left out."""
        words = doc.words
        behind = [index for index in hits if index and words[index - 1][-1] not in ENDS]
        stray = {words[index] for index in behind if self._likely(doc, words, index)}
        for token, place in located(doc.text, stray):
            yield from self._at(place.start, self._kept[token], doc)
        dotted = [index for index in hits if words[index][-1] == "."]
        if any(_abbreviated(words, index) for index in dotted):
            yield from self._after_abbreviation(doc)

    def _likely(self, doc: Document, words: Sequence[str], index: int) -> bool:
        """Return whether a rule may take a word for a stray one by the tokens around it, wherever lines end."""
        token = words[index]
        known = self._kept.get(token) or self._known(token)
        if known is None:
            return False
        following = words[index + 1] if index + 1 < len(words) else ""
        if not (known.named or known.stopped or following[:1].islower()):
            return False
        before = words[index - 1]
        if known.named or (known.bare and before.removesuffix(",").lower() in self._leaders):
            return _left(before)[0] != ""
        fits = known.ordinary and _fits(known, before, following) and _left(before)[0] != ""
        return fits and (doc.inner_capital(known.word) <= 1 or known.word in _behind_brackets(doc))

    def _at(self, start: int, known: _Word, doc: Document) -> Iterator[Finding]:
        paragraph = doc.paragraph_at(start)
        match = _WORD.match(doc.text, start, paragraph.end) if paragraph else None
        if paragraph is None or match is None:
            return
        before = doc.text[max(paragraph.start, start - WINDOW) : start - 1]
        left, comma = _left(before.rsplit(None, 1)[-1]) if before and not before[-1].isspace() else ("", False)
        if left:
            stop, following, third = match.group("stop", "next", "third")
            hit = _Hit(left, comma, known.word, stop or "", following or "", third or "")
            found = self._judge(known.rules, hit, Span(*match.span("word")), doc)
            if found and not _headline(doc, paragraph):
                yield found

    def _judge(self, rules: Sequence[Rule], hit: _Hit, span: Span, doc: Document) -> Finding | None:
        for rule in rules:
            if self._stray(rule, hit) and (rule.params["kind"] != "ordinary" or self._alone(hit, span, doc)):
                return report(rule, doc, span, suggestion=hit.word[0].lower() + hit.word[1:])
        return None

    def _stray(self, rule: Rule, hit: _Hit) -> bool:
        match rule.params["kind"]:
            case "function":
                return self._function(hit)
            case "clause":
                return _clause(hit)
            case "ordinary":
                return self._ordinary(hit)
            case "verb":
                return self._verb(rule, hit)
            case _:
                return False

    def _function(self, hit: _Hit) -> bool:
        if hit.stop or hit.comma:
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
        left = hit.left.lower()
        if left not in self._words[rule.name] or not hit.next[:1].islower():
            return False
        return left != "to" or hit.next in FUNCTION  # to Test cricket

    def _ordinary(self, hit: _Hit) -> bool:
        if hit.comma or not (hit.next[:1].islower() or hit.stop):
            return False
        return hit.left.endswith("]") or self._no_noun(hit)

    def _alone(self, hit: _Hit, span: Span, doc: Document) -> bool:
        """Return whether an ordinary word isn't used like a name elsewhere, and is no part of one."""
        once = hit.left.endswith("]") or doc.inner_capital(hit.word) <= 1
        return once and not self.entities.in_longer_name(doc.text, span.start, hit.word)

    def _no_noun(self, hit: _Hit) -> bool:
        """Return whether a verb stands behind a name (the mayor Attempt to), or any word behind an ordinary one."""
        if not hit.left[:1].isupper():
            return _plain(hit.left) and self.words.can_be(hit.word, _NOUN_OR_VERB)
        noun = self.words.can_be(hit.word, _NOUN_OR_ADJECTIVE) and hit.next not in _BEHIND_VERB
        return not hit.stop and not noun and self.words.can_be(hit.word, VERB)

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


def _fits(known: _Word, before: str, following: str) -> bool:
    """Return whether the tokens beside an ordinary word let it be stray."""
    if before[0].isupper() and (known.stopped or not (known.verb or before[-1] == "]")):
        return False
    left = before[1 - WINDOW :]
    if left[0].isupper() and left[-1] != "]":
        noun = known.noun and following not in _BEHIND_VERB and following.isalpha()
        return known.verb and not known.stopped and not noun
    return left[-1] == "]" or (known.noun_or_verb and _plain(left))


def _left(before: str) -> tuple[str, bool]:
    """Return the word before, "" where a mark ends it, and whether a comma parts them."""
    left = before.removesuffix(",")
    return (left, left != before) if left[-1:].isalnum() or left.endswith(_WORD_ENDS) else ("", False)


def _clause(hit: _Hit) -> bool:
    return hit.comma and not hit.stop and hit.next[:1].islower()


@lru_cache(maxsize=1)  # asked of each capitalised word of a document
def _behind_brackets(doc: Document) -> frozenset[str]:
    return frozenset(_BRACKETED.findall(doc.text))


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


@lru_cache(maxsize=8)  # a paragraph may hold many
def _headline(doc: Document, paragraph: Span) -> bool:
    """Return whether a paragraph is set as a headline, most of its longer words with a capital."""
    text = doc.text[paragraph.start : paragraph.end]
    initials = [w[0] for w in text.split() if len(w) > 3 and w[0].isalpha()]  # noqa: PLR2004
    return sum(map(str.isupper, initials)) > TITLE_SHARE * len(initials)


CHECK = StrayCapital
