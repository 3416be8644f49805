"""Paragraphs that a copy lacks or has besides, and its headline."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby

from copylint.copies.difference import Difference, Place
from copylint.copies.figures import figures
from copylint.copies.pair import Pair
from copylint.copies.reading import ENDED, Reading, headline
from copylint.model.document import Document
from copylint.model.span import Span

ABROAD = "US"  # what tells American dollars from those of the country
FEWEST_WORDS = 6  # of a paragraph that is missed


def moved_parts(pair: Pair, furniture: Iterable[Span] = (), own_furniture: Iterable[Span] = ()) -> Iterator[Difference]:
    """Yield runs of paragraphs that are missing from the copy, and of those it has besides.

    What is page furniture in the original (`furniture`) or in the copy (`own_furniture`) is no part of the story.
    """
    heads = {headline(pair.original), headline(pair.copy)}
    there = {pair.original.sentences[o].paragraph for o in pair.alignment.by_original}
    missing = [p for p in _paragraphs(pair.original, furniture, heads) if p not in there]
    for run in _runs(missing):
        yield _missing(pair, run)
    said = {pair.copy.sentences[c].paragraph for c in pair.alignment.by_copy}
    added = [p for p in _paragraphs(pair.copy, own_furniture, heads) if p not in said]
    for run in _runs(added):
        yield _added(pair, run)


def changed_headline(pair: Pair) -> Iterator[Difference]:
    """Yield the headline of the copy where it says it in other words than the original's."""
    was, now = headline(pair.original), headline(pair.copy)
    if was is None or now is None:
        return
    if _told(pair.original, was) != _told(pair.copy, now):
        place = Place(pair.original.doc, was)
        yield Difference("headline", now, (place,), place.text)


def _told(reading: Reading, head: Span) -> list[object]:
    """Return what a headline says word by word, figures by what they are worth."""
    found: list[object] = []
    for sentence in reading.sentences:
        if head.contains(sentence.span):
            starts = {figure.words.start: figure for figure in figures(reading.doc.text, sentence.words)}
            inside = {at for figure in starts.values() for at in range(*figure.words)}
            for at, word in enumerate(sentence.words):
                if at in starts:
                    found.append((starts[at].sort, starts[at].value, starts[at].unit.removeprefix(ABROAD)))
                elif at not in inside:
                    found.append(word.folded)
    return found


def _paragraphs(reading: Reading, furniture: Iterable[Span], heads: set[Span | None]) -> list[int]:
    """Return the indexes of the paragraphs that are copy."""
    doc = reading.doc
    covered = sorted(furniture)
    found = []
    for index, paragraph in enumerate(doc.paragraphs):
        text = doc.text[paragraph.start : paragraph.end]
        own = paragraph not in heads and not doc.aside(paragraph.start)
        if own and ENDED.search(text) and len(text.split()) >= FEWEST_WORDS and not _covered(paragraph, covered):
            found.append(index)
    return found


def _covered(paragraph: Span, furniture: list[Span]) -> bool:
    """Return whether the better part of a paragraph is furniture."""
    at = bisect_left(furniture, (paragraph.start, 0))
    near = furniture[max(0, at - 1) : at + 4]
    shared = sum(max(0, min(paragraph.end, f.end) - max(paragraph.start, f.start)) for f in near)
    return 2 * shared > paragraph.end - paragraph.start


def _runs(indexes: list[int]) -> Iterator[list[int]]:
    """Yield runs of indexes that follow one another."""
    for _, group in groupby(enumerate(indexes), key=lambda pair: pair[1] - pair[0]):
        yield [index for _, index in group]


def _missing(pair: Pair, run: list[int]) -> Difference:
    places = tuple(Place(pair.original.doc, pair.original.doc.paragraphs[p]) for p in run)
    at = _where(pair, run[0])
    return Difference("paragraph-missing", Span(at, at), places, places[0].text)


def _where(pair: Pair, paragraph: int) -> int:
    """Return where in the copy a paragraph of the original would stand: behind what comes before it there."""
    sentences = pair.original.sentences
    last = bisect_left(sentences, paragraph, key=lambda sentence: sentence.paragraph)
    for at in range(last - 1, -1, -1):
        saying = pair.saying(at)
        if saying:
            return pair.copy.doc.paragraphs[max(pair.copy.sentences[c].paragraph for c in saying)].end
    return 0


def _added(pair: Pair, run: list[int]) -> Difference:
    doc: Document = pair.copy.doc
    span = Span(doc.paragraphs[run[0]].start, doc.paragraphs[run[-1]].end)
    before = bisect_left(pair.alignment.matches, span.start, key=lambda m: pair.copy.sentences[m.copy].span.start)
    end = pair.original.sentences[pair.alignment.matches[before - 1].original].span.end if before else 0
    return Difference("paragraph-added", span, (Place(pair.original.doc, Span(end, end), "it would stand here"),))
