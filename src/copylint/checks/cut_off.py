"""Text that stops in mid-sentence, and fragments torn from theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import filterfalse
from typing import Any, ClassVar

import re2

from copylint.checks._base import Check, Param, report
from copylint.lexicon.form import NOUN, VERB, Form
from copylint.lexicon.terms import terms
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

_LAST = expression(r"[^\s]+$")
_ENDED = expression(r"[.!?…:;][\"”’'»)\]*]*$|[\"”»)\]]$|[—–-]$")
ENDS = '.!?…:;"”»)]—–-'  # each of which _ENDED takes
_WORD = expression(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CREDIT = expression(r"(?i)\b(?:credit|photo|picture|image|caption|getty|file)\b")
_HANDLE = expression(r"\w+[\w.]*[A-Z@/]")
PARTICLES = terms("particles")
_BEHIND = r"[.!?…][\"”’')\]]*[\s\x0b\x1c-\x1f\x85\p{Z}]+"  # what stands before a sentence
SEEN = 3.0  # Zipf
LAST = 6  # words; where the text ends, fewer will do
SHORTEST_SENTENCE = 4  # words
LONG = 12  # words; shorter paragraphs without an end are headlines, crossheads, captions
SOUND_SHARE = 0.8


class CutOff(Check):
    """Endings and beginnings that no sentence has."""

    about = "paragraphs cut off in mid-sentence, trailing dots, paragraphs that begin in mid-sentence, torn fragments"
    params: ClassVar = {
        "kind": Param("text", "ending, dots, beginning, lowered or fragment"),
        "words": Param("texts", "ending: words no sentence ends in; fragment: words that open one", []),
    }

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each place where text is missing."""
        for rule in self.rules:
            yield from getattr(self, f"_{rule.params['kind']}")(rule, doc)

    def _ending(self, rule: Rule, doc: Document) -> Iterator[Finding]:
        words = frozenset(rule.params["words"])
        paragraphs = doc.story
        last_one = paragraphs[-1] if paragraphs else None

        def long_enough(paragraph: Span) -> bool:
            words = doc.text[paragraph.start : paragraph.end].split()
            return len(words) >= (LAST if paragraph == last_one else LONG)

        if not any(map(long_enough, filterfalse(partial(_ends, doc.text), paragraphs))):
            return
        long = [p for p in paragraphs if long_enough(p)]
        ended = sum(bool(_ENDED.search(doc.text[p.start : p.end])) for p in long)
        for paragraph in long:
            text = doc.text[paragraph.start : paragraph.end]
            last = _LAST.search(text)
            if _ENDED.search(text) or last is None:
                continue
            word = last.group().lower()
            span = Span(paragraph.start + last.start(), paragraph.end)
            if word in words:
                yield report(rule, doc, span, confidence=Confidence.CERTAIN)
            elif paragraph == long[-1] != paragraphs[0] and ended >= SOUND_SHARE * (len(long) - 1) and _plain_end(text):
                yield report(rule, doc, span)

    def _dots(self, rule: Rule, doc: Document) -> Iterator[Finding]:
        for paragraph in doc.story if "..." in doc.text or "…" in doc.text else ():
            if not doc.text.endswith(("...", "…"), *paragraph):
                continue
            text = doc.text[paragraph.start : paragraph.end]
            match = re.search(r"(?<!\S)\S+ ?(?:\.\.\.|…)$", text)
            least = LAST if paragraph == doc.story[-1] else LONG
            if match and len(text.split()) >= least:
                yield report(rule, doc, Span(paragraph.start + match.start(), paragraph.end))

    def _beginning(self, rule: Rule, doc: Document) -> Iterator[Finding]:
        """Yield paragraphs that open with a verb, or with a stump that is no sentence."""
        for first, sentence in self._lower_starts(doc):
            if self._torn(first, sentence):
                yield report(rule, doc, first)

    def _lowered(self, rule: Rule, doc: Document) -> Iterator[Finding]:
        """Yield paragraphs that are whole but for the capital of their first word."""
        for first, sentence in self._lower_starts(doc):
            if not self._torn(first, sentence):
                word = doc.text[first.start : first.end]
                yield report(rule, doc, first, suggestion=word[0].upper() + word[1:])

    def _torn(self, first: Span, sentence: str) -> bool:
        word = sentence[: first.end - first.start]
        past = self.words.can_be(word, Form.VBD) and not self.words.can_be(word, Form.JJ)
        verb = past or (self.words.can_be(word, Form.VBZ) and not self.words.can_be(word, NOUN | Form.JJ))
        return verb or len(sentence.split()) < SHORTEST_SENTENCE

    def _lower_starts(self, doc: Document) -> Iterator[tuple[Span, str]]:
        """Yield the first words of paragraphs that open in lower case, each with its sentence."""
        for index, paragraph in enumerate(doc.paragraphs):
            opening = doc.text[paragraph.start]
            if opening.isupper() or not opening.isalpha():
                continue
            text = doc.text[paragraph.start : paragraph.end]
            first = _WORD.match(text)
            if first is None or not first.group().islower() or not _ENDED.search(text):
                continue
            previous = doc.paragraphs[index - 1] if index else None
            above = doc.text[previous.start : previous.end] if previous else ""
            if above and not _ENDED.search(above) and not _headline(above) and index > 1:
                continue
            second = text.split()[1][:1] if " " in text else ""
            particle = first.group() in PARTICLES and second.isupper()
            if second and not particle and self.words.zipf(first.group()) >= SEEN and not _HANDLE.match(text):
                sentence = doc.sentence_at(paragraph.start) or paragraph
                yield Span(paragraph.start, paragraph.start + first.end()), doc.text[sentence.start : sentence.end]

    @cached_property
    def _opener(self) -> Any:
        """The pattern of an opening word behind a sentence's end."""
        words = "|".join(re2.escape(w) for r in self.rules if r.params["kind"] == "fragment" for w in r.params["words"])
        options = re2.Options()
        options.never_capture = True  # with groups RE2 takes ten times as long
        return re2.compile(f"{_BEHIND}(?:{words}) ".encode(), options)

    def _opened(self, doc: Document) -> Iterator[int]:
        """Yield the offset of the space behind each opening word."""
        behind = offset = 0
        for match in self._opener.finditer(doc.utf8):
            offset += len(doc.utf8[behind : match.end()].decode())
            behind = match.end()
            yield offset - 1

    def _fragment(self, rule: Rule, doc: Document) -> Iterator[Finding]:
        places = list(self._opened(doc))
        if not places:
            return
        openers = tuple(f"{w} " for w in rule.params["words"])
        starts = {p.start for p in doc.paragraphs}
        for sentence in dict.fromkeys(filter(None, map(doc.sentence_at, places))):
            text = doc.text[sentence.start : sentence.end]
            if sentence.start in starts or not text.startswith(openers) or doc.in_quotation(sentence):
                continue
            words = _WORD.findall(text)
            if len(words) <= LONG and "," not in text and not any(map(self._verb, words[1:])):
                yield report(rule, doc, sentence)

    def _verb(self, word: str) -> bool:
        """Return whether a word can only be a verb."""
        return self.words.can_be(word, VERB) and not self.words.can_be(word, Form.NN | Form.NNS | Form.JJ)


def _ends(text: str, paragraph: Span) -> bool:
    """Return whether a paragraph surely ends like one, told by its last character alone."""
    return text[paragraph.end - 1] in ENDS


def _plain_end(text: str) -> bool:
    """Return whether the text reads like copy that lost its end, not like a headline, caption or credit."""
    return text[-1:].isalnum() and not _CREDIT.search(text) and not _headline(text)


def _headline(text: str) -> bool:
    longer = [w for w in text.split() if len(w) > 3]  # noqa: PLR2004
    return sum(w[0].isupper() for w in longer) > 0.5 * len(longer)


CHECK = CutOff
