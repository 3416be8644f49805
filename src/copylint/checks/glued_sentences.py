"""The space after a full stop, comma or closing mark that was lost between two sentences or clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from copylint.checks._base import Candidate, Param, Shape, TokenCheck, report
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_JOINT = expression(
    r"(?P<left>(?<![^\W\d_])[^\W\d_]+(?:['’][a-z]+)?|(?<!\d)\d+|[)\]])(?P<stop>[.!?]+[\"”’')\]]*|[,;:][\"”]?)(?P<right>[\"“‘(\[]?[^\W\d_][^\W_]*(?:['’][a-z]+)?)"
)
_STOP_INSIDE = expression(r"[.!?,;:](?=.)")
_URL = expression(
    r"https?:|www\.|@|//|\.(?:com|org|net|co|gov|edu|io|uk|in|de|fr|tv|html?|pdf|docx?|jpe?g|png|aspx?|php|js)\b",
    re.ASCII,
)
COMMON = 2.5
COMMON_NEXT = 4.5


class GluedSentences(TokenCheck):
    """A mark with a known word right before it and the next sentence or clause right after it."""

    about = "a lost space after a full stop, question mark, exclamation mark, comma, colon or semicolon"
    shapes = Shape.SMALL | Shape.MIXED
    params: ClassVar = {"stop": Param("text", "sentence or clause: which marks the rule is about")}

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Yield every joint of a token between two known words, addresses and initials left out."""
        if token[:-1].isalpha() or not _STOP_INSIDE.search(token) or _URL.search(token):
            return
        for match in _JOINT.finditer(token):
            left, stop, right = match.group("left", "stop", "right")
            kind = "clause" if stop[0] in ",;:" else "sentence"
            if self._sentence(left, stop, right) if kind == "sentence" else self._clause(left, stop, right):
                yield Candidate(kind, match.start(), match.end(), (match.start("right") - match.start(),))

    def _sentence(self, left: str, stop: str, right: str) -> bool:
        opening, word = (right[0], right[1:]) if not right[0].isalpha() else ("", right)
        if not word[:1].isupper() or (len(left) < 2 and not left.isdigit() and left not in ")]"):  # noqa: PLR2004
            return False
        if left.isupper() and word.isupper() and len(word) > 1:
            return False
        marked = bool(opening) or len(stop) > 1 or stop in "!?"
        plain = left.islower() and self.words.zipf(left) >= COMMON and len(word) > 3  # noqa: PLR2004
        return (marked or self._ends(left)) and (plain or marked or self._starts(word))

    def _ends(self, left: str) -> bool:
        """Return whether a sentence may end in this word: not an abbreviation that keeps its point."""
        bare = re.split("['’]", left)[0]
        if left in ")]":
            return True
        if left.isdigit():
            return len(left) > 2  # noqa: PLR2004
        return bare.lower() not in SHORTENED and (
            self.words.known(bare) or bare in self.entities.by_word or left.isupper()
        )

    def _starts(self, word: str) -> bool:
        bare = re.split("['’]", word)[0]
        return (
            self.words.zipf(bare) >= COMMON or self.words.known(bare) or bare in self.entities.by_word or len(bare) == 1
        )

    def _clause(self, left: str, stop: str, right: str) -> bool:
        if len(stop) > 1:
            return right[:1].isalpha() and len(left) > 1
        if not left.isalpha() or not right.isalpha() or len(left) < 2:  # noqa: PLR2004
            return False
        if len(right) < 2:  # noqa: PLR2004
            return right == "a" and stop == "," and self.words.known(left)
        common = right.islower() and self.words.zipf(right) >= COMMON_NEXT
        return common or all(self.words.known(w) or w in self.entities.by_word for w in (left, right))

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterable[Finding]:
        """Report the joint with the space put back."""
        span = Span(token.start + candidate.start, token.start + candidate.end)
        cut = candidate.data[0]
        text = doc.text[span.start : span.end]
        if text[0].isupper() and doc.tokens[doc.text[token.start : token.end]] > 1:
            return
        for rule in self.rules:
            if rule.params["stop"] == candidate.kind:
                yield report(rule, doc, span, suggestion=f"{text[:cut]} {text[cut:]}")


SHORTENED = terms("shortened")

CHECK = GluedSentences
