"""An original and a copy side by side: which paragraphs stand beside which, and which words of them changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copylint.copies.pair import Pair
from copylint.copies.reading import Reading, Sentence
from copylint.copies.wording import compare_words
from copylint.copies.words import Word
from copylint.model.report import Row, Side
from copylint.model.span import Span


class _Paragraph(NamedTuple):
    """A paragraph of a reading and the indexes of its sentences."""

    span: Span
    sentences: tuple[int, ...]


def rows(pair: Pair) -> tuple[Row, ...]:
    """Return the rows in the order of the copy: each paragraph with those of the original it was made of.

    Paragraphs of the original that the copy lacks stand behind what comes before them there.
    """
    original, copy = _paragraphs(pair.original), _paragraphs(pair.copy)
    home = {o: at for at, paragraph in enumerate(original) for o in paragraph.sentences}
    found: list[tuple[list[int], int | None]] = []
    shown: set[int] = set()
    for number, paragraph in enumerate(copy):
        sources = sorted({home[o] for c in paragraph.sentences for o in pair.matched(c)})
        found.append((sources, number))
        shown.update(sources)
    for number in range(len(original)):
        if number not in shown:
            found.insert(_behind(found, number), ([number], None))
    return tuple(_row(pair, [original[n] for n in sources], None if c is None else copy[c]) for sources, c in found)


def _behind(found: Sequence[tuple[list[int], int | None]], number: int) -> int:
    """Return the index of the row before which a paragraph of the original belongs."""
    before = [at for at, (sources, _) in enumerate(found) if number - 1 in sources]
    return before[-1] + 1 if before else 0 if number == 0 else len(found)


def _paragraphs(reading: Reading) -> list[_Paragraph]:
    by_paragraph: dict[int, list[int]] = {}
    for at, sentence in enumerate(reading.sentences):
        by_paragraph.setdefault(sentence.paragraph, []).append(at)
    return [_Paragraph(reading.doc.paragraphs[p], tuple(by_paragraph[p])) for p in sorted(by_paragraph)]


def _row(pair: Pair, sources: list[_Paragraph], copy: _Paragraph | None) -> Row:
    was = list(_words(pair.original.sentences, sources))
    now = list(_words(pair.copy.sentences, [copy] if copy else []))
    if not was or not now:
        return Row(tuple(Side(s.span) for s in sources), Side(copy.span) if copy else None)
    changes = compare_words(was, now).changes
    gone = [_stretch(was, change.original) for change in changes if change.original.start < change.original.end]
    new = [_stretch(now, change.copy) for change in changes if change.copy.start < change.copy.end]
    left = tuple(Side(s.span, tuple(span for span in gone if s.span.contains(span))) for s in sources)
    return Row(left, Side(copy.span, tuple(new)) if copy else None)


def _words(sentences: Sequence[Sentence], paragraphs: Sequence[_Paragraph]) -> Iterator[Word]:
    for paragraph in paragraphs:
        for at in paragraph.sentences:
            yield from sentences[at].words


def _stretch(words: Sequence[Word], part: Span) -> Span:
    return Span(words[part.start].span.start, words[part.end - 1].span.end)
