"""Two words that lost the space or the dash between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from copylint.checks._base import Candidate, Param, Shape, TokenCheck, report
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

_HUMP = expression(r"(?<![\w@#./-])([A-Za-z]*[a-z]{2})([A-Z][a-z]*(?:['’][a-z]+)?)(?![\w@/]|\.\w)")
LONGEST = 40  # letters of a token
_LEVEL = expression(rf"(?<![\w@#./’'-])[a-z]{{6,{LONGEST}}}(?![\w@/’'-]|\.\w)")
_PREFIXES = ("Mc", "Mac", "De", "La", "Le", "Van", "Di", "Du", "Da", "Fitz", "O", "St", "Von", "Al", "El", "Ben")
SEEN = 1.2  # Zipf: a spelling with a hump that people write at least this often is a name
COMMON = 4.0
LEFT_COMMON = 3.0
SEEN_LOWER = 2.6  # Zipf: the same where the first half is a function word and the shape no brand's
SHORTEST = 3  # letters of a half
FUNCTION = terms("function")
FIRST = terms("first_halves")
SECOND = terms("second_halves")


class GluedWords(TokenCheck):
    """A token made of two known words; which kinds of halves prove it is the rule's to say."""

    about = "two known words in one unknown token"
    by_word = True
    shapes = Shape.PLAIN | Shape.OTHER
    params: ClassVar = {
        "halves": Param(
            "text",
            "lower: a lower-case word with a capital stuck on; function: the second half is a function "
            "word; entities: two known names; level: two common words without any capital",
        ),
        "second": Param("texts", "words that the second half may be", []),
        "dash": Param("flag", "what was lost is a dash, not a space", default=False),
    }

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Return where a token splits into two known words while the whole is unknown."""
        if len(token) < 5:  # noqa: PLR2004
            return ()
        if not token[1:].islower():
            return [*self._humps(token), *self._levels(token)]
        if not (token.isalpha() and token.isascii()):
            return self._levels(token)
        if token.islower() and SHORTEST * 2 <= len(token) <= LONGEST and (cut := self._level(token)):
            return (Candidate("level", 0, len(token), (token[:cut], token[cut:], "")),)
        return ()

    def _levels(self, token: str) -> Iterable[Candidate]:
        for match in _LEVEL.finditer(token):
            if cut := self._level(match.group()):
                yield Candidate("level", match.start(), match.end(), (match.group()[:cut], match.group()[cut:], ""))

    def _humps(self, token: str) -> Iterable[Candidate]:
        for match in _HUMP.finditer(token):
            left, right = match.groups()
            bare = right.partition("'")[0].partition("’")[0]
            fits = any(self._fits(rule, "hump", left, bare) for rule in self.rules)
            if fits and self._splits(left, bare):
                yield Candidate("hump", match.start(), match.end(), (left, right, bare))

    def _splits(self, left: str, right: str) -> bool:
        if left in _PREFIXES:
            return False
        if left.islower() and self.words.zipf(left) >= COMMON and min(len(left), len(right)) >= SHORTEST:
            return self._rarer(left + right, SEEN_LOWER if left in FUNCTION else SEEN)
        return self._word(left) and (self._word(right) or right in ("I", "A")) and self._rarer(left + right, SEEN)

    def _rarer(self, whole: str, seen: float) -> bool:
        return self.words.zipf(whole) < seen and whole not in self.entities.by_word

    def _word(self, word: str) -> bool:
        return self.words.known(word) or word in self.entities.by_word or self.words.zipf(word) >= COMMON

    def _level(self, token: str) -> int:
        if self.words.zipf(token) > 0 or self.words.known(token):
            return 0
        for left in self.words.beginnings(token):
            cut, right = len(left), token[len(left) :]
            if cut < SHORTEST or len(right) < SHORTEST:
                continue
            common = self.words.zipf(left) >= COMMON and self.words.zipf(right) >= COMMON
            valid = common and self.words.valid(left) and self.words.valid(right)
            if valid and left not in FIRST and right not in SECOND:
                return cut
        return 0

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterable[Finding]:
        """Report the token under the first rule whose halves it has, unless the text uses it as a name."""
        left, right, bare = candidate.data
        span = Span(token.start + candidate.start, token.start + candidate.end)
        for rule in self.rules:
            if self._fits(rule, candidate.kind, left, bare) and doc.tokens[doc.text[token.start : token.end]] == 1:
                joint = "-" if rule.params["dash"] else " "
                yield report(rule, doc, span, suggestion=f"{left}{joint}{right}")
                return

    def _fits(self, rule: Rule, kind: str, left: str, bare: str) -> bool:
        halves = rule.params["halves"]
        if kind == "level":
            return bool(halves == "level")
        if halves == "function":
            return bare in rule.params["second"]
        if halves == "lower":
            return left.islower() and len(left) > 2 and self.words.zipf(left) >= LEFT_COMMON  # noqa: PLR2004
        if halves == "entities":
            return self._place(left) and self._place(bare)
        return False

    def _place(self, word: str) -> bool:
        return any(e.kind == "place" for e in self.entities.by_word.get(word, ()))


CHECK = GluedWords
