"""A document as it is held against others: its sentences as words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from copylint.copies.words import Word, words_in
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.span import Span

HEADLINE_LONGEST = 30  # words
BYLINE_LONGEST = 8  # words
ENDED = expression(r"[.!?…][\"”’')\]]*\Z")
_OPENING = expression(r"^[A-Z][A-Z .,]{2,30}(?:\([^)]{1,20}\) )?[—–-]")
DATELINE_LONGEST = 90  # code points
_DATELINE = expression(
    r"(?:[A-ZÀ-Þ’'-]{2,}+[ ,./]*+){1,6}(?:[A-Z][\w.]*+,?+ ){0,3}+(?:\d{1,2}+,?+ )?+"
    r"(?:\([^()\n]{1,40}\) )?(?:--|[—–:-]) "
)
LONGEST_SENTENCE = 120  # words; copy without stops is cut, so that no step costs more than its length


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence, the index of its paragraph, and its words."""

    span: Span
    paragraph: int
    words: tuple[Word, ...]

    @cached_property
    def weights(self) -> dict[str, float]:
        """Return how much each stem tells."""
        return {word.stem: word.weight for word in self.words}

    @cached_property
    def weight(self) -> float:
        """Return how much all of them tell."""
        return sum(self.weights.values())

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Return the folded words: where they are the same, the sentences say the same."""
        return tuple(word.folded for word in self.words)


@dataclass(frozen=True, eq=False)
class Reading:
    """A document and its sentences of at least one word, those of captions and summaries left out."""

    doc: Document
    sentences: tuple[Sentence, ...]

    @cached_property
    def heading(self) -> frozenset[int]:
        """Return the indexes of the sentences of the headline."""
        head = headline(self)
        return frozenset(at for at, s in enumerate(self.sentences[:HEADLINE_LONGEST]) if head and head.contains(s.span))

    @cached_property
    def weight(self) -> float:
        """Return how much all sentences tell."""
        return sum(sentence.weight for sentence in self.sentences)


def headline(reading: Reading) -> Span | None:
    """Return the headline: a short first paragraph that doesn't end like a sentence, with longer ones below.

    A byline may stand between it and the story.
    """
    doc = reading.doc
    if len(doc.story) < 2:  # noqa: PLR2004  a paragraph alone is copy
        return None
    first, second, *more = (doc.text[p.start : p.end] for p in doc.story[:3])
    if more and len(second.split()) <= BYLINE_LONGEST and not ENDED.search(second):
        second = more[0]
    short = len(first.split()) <= HEADLINE_LONGEST and len(first) < len(second) * 2
    return doc.story[0] if short and not ENDED.search(first) and not _OPENING.match(first) else None


def dateline_end(doc: Document, sentence: Sentence) -> int:
    """Return where the dateline before a sentence ends, which every agency writes its own way; 0 without one."""
    found = _DATELINE.match(
        doc.text, sentence.span.start, min(sentence.span.end, sentence.span.start + DATELINE_LONGEST)
    )
    return found.end() if found else 0


def read(doc: Document) -> Reading:
    """Return the reading of a document."""
    return Reading(doc, tuple(_sentences(doc)))


def _sentences(doc: Document) -> Sequence[Sentence]:
    found = []
    for span in doc.sentences:
        if doc.aside(span.start):
            continue
        words = tuple(words_in(doc.text, span.start, span.end))
        paragraph = doc.paragraph_index(span.start)
        for at in range(0, len(words), LONGEST_SENTENCE):
            part = words[at : at + LONGEST_SENTENCE]
            start = span.start if at == 0 else part[0].span.start
            end = span.end if at + LONGEST_SENTENCE >= len(words) else part[-1].span.end
            found.append(Sentence(Span(start, end), paragraph, part))
    return found
