"""The quotations of a copy, in marks of any kind, and the words between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from copylint.copies.reading import Reading
from copylint.copies.words import Word, words_in
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.span import Span

SHINGLE = 3  # words by which a place in the speech of a story is looked up
LONGEST_SINGLE = 600  # code points between single marks
_SINGLE_OPEN = expression(r"(?:(?<=[\s(\[—–-])|^)[‘'](?=[\w\[$£€])", re.MULTILINE)
_SINGLE_CLOSE = expression(r"(?<=[\w,.?!…\]%])[’'](?![\w])")


@dataclass(frozen=True, eq=False)
class Quoted:
    """A quotation: what stands between the marks, its words, and the sentences of the reading it lies in."""

    span: Span
    words: tuple[Word, ...]
    sentences: tuple[int, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Return the folded words."""
        return tuple(word.folded for word in self.words)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Return the stems of the words."""
        return tuple(word.stem for word in self.words)

    @property
    def weight(self) -> float:
        """Return how much the words tell."""
        return sum(word.weight for word in self.words)


class Speech:
    """All quotations of a reading, and where runs of their words stand in them."""

    def __init__(self, reading: Reading) -> None:
        """Read the quotations; what holds no word is none."""
        self.reading = reading
        self.doc = reading.doc
        self._starts = [sentence.span.start for sentence in reading.sentences]
        spans = sorted((*self.doc.quotations, *single_quotations(self.doc)))
        quoted = (self._quoted(span) for span in spans if not self.doc.aside(span.start))
        self.quotations: tuple[Quoted, ...] = tuple(q for q in quoted if q.words)

    def _quoted(self, span: Span) -> Quoted:
        words = tuple(words_in(self.doc.text, span.start, span.end))
        return Quoted(span, words, self.sentences_of(span))

    def sentences_of(self, span: Span) -> tuple[int, ...]:
        """Return the indexes of the sentences a stretch touches."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = max(first, bisect_right(self._starts, max(span.start, span.end - 1)) - 1)
        return tuple(range(first, min(last + 1, len(self._starts))))

    def joined(self, numbers: Sequence[int]) -> Quoted | None:
        """Return quotations as one, if they lie in one paragraph."""
        if len(numbers) == 1:
            return self.quotations[numbers[0]]
        if numbers[-1] >= len(self.quotations):
            return None
        first, last = self.quotations[numbers[0]], self.quotations[numbers[-1]]
        if self.doc.paragraph_index(first.span.start) != self.doc.paragraph_index(last.span.start):
            return None
        return Quoted(Span(first.span.start, last.span.end), first.words + last.words, first.sentences + last.sentences)

    @cached_property
    def by_sentence(self) -> dict[int, list[int]]:
        """Return which quotations touch each sentence."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, quoted in enumerate(self.quotations):
            for sentence in quoted.sentences:
                found[sentence].append(number)
        return found

    @cached_property
    def stream(self) -> list[tuple[str, int, int]]:
        """Return every word of every quotation: folded, the quotation's index, the word's index in it."""
        return [(w.folded, q, k) for q, quoted in enumerate(self.quotations) for k, w in enumerate(quoted.words)]

    @cached_property
    def _shingles(self) -> dict[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        words = [word for word, _, _ in self.stream]
        for length in range(1, SHINGLE + 1):
            for at in range(len(words) - length + 1):
                found[tuple(words[at : at + length])].append(at)
        return found

    def verbatim(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return (quotation, word) pairs of the first place where the words stand in a row; nothing where they don't.

        A quotation that was cut in two by its attribution counts as one.
        """
        length = len(words)
        for at in self._shingles.get(tuple(words[:SHINGLE]), [])[:64]:
            if [word for word, _, _ in self.stream[at : at + length]] == list(words):
                return [(q, k) for _, q, k in self.stream[at : at + length]]
        return []

    def marked(self, start: int) -> bool:
        """Return whether the offset lies between marks."""
        at = bisect_right(self._quoted_starts, start) - 1
        return at >= 0 and start < self.quotations[at].span.end

    @cached_property
    def _quoted_starts(self) -> list[int]:
        return [quoted.span.start for quoted in self.quotations]


def single_quotations(doc: Document) -> Iterator[Span]:
    """Yield what stands between single marks, outside of double ones.

    Where each closing mark could be an apostrophe (the boys' club), the last one is it.
    """
    for paragraph in doc.paragraphs:
        opening = _SINGLE_OPEN.search(doc.text, paragraph.start, paragraph.end)
        while opening:
            at = opening.end()
            end = None if doc.quotation_at(opening.start()) else _closing(doc.text, at, paragraph.end)
            if end is not None and not doc.in_quotation(Span(at, end)):
                yield Span(at, end)
                at = end + 1
            opening = _SINGLE_OPEN.search(doc.text, at, paragraph.end)


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where the single mark stands that closes what was opened before `start`."""
    limit = min(end, start + LONGEST_SINGLE)
    again = _SINGLE_OPEN.search(text, start, limit)
    closings = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, again.start() if again else limit)]
    sure = [at for at in closings if text[at - 1] != "s"]
    return next(iter((*sure[:1], *closings[-1:])), None)
