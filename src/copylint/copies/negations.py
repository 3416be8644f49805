"""Negations that a copy lost or put in, where the words around them stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copylint.copies.difference import Difference, Place
from copylint.copies.pair import Pair
from copylint.copies.wording import Change, compare_words
from copylint.copies.words import TELLING, Word
from copylint.lexicon.terms import terms
from copylint.model.span import Span

LEAST_ALIKE = 0.4


def changed_negations(pair: Pair) -> Iterator[Difference]:
    """Yield the places where the copy denies what the original says, or says what it denies."""
    for copy, sentence in enumerate(pair.copy.sentences):
        for original in pair.matched(copy)[:1]:
            before = pair.original.sentences[original]
            if pair.similarity(copy) < LEAST_ALIKE or before.key == sentence.key:
                continue
            now, was = _negatives(sentence.words), _negatives(before.words)
            if bool(now) != bool(was) or len(now) != len(was):
                wording = compare_words(before.words, sentence.words, stems=True)
                for change in wording.changes:
                    yield from _change(change, before.words, sentence.words, pair)


def _negatives(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if _denies(word)]


def _denies(word: Word) -> bool:
    """Return whether a word denies: not, never, failed, isn't, unable."""
    return word.folded in terms("negative") or word.folded in terms("negated")


def _change(change: Change, was: Sequence[Word], now: Sequence[Word], pair: Pair) -> Iterator[Difference]:
    before, after = was[change.original.start : change.original.end], now[change.copy.start : change.copy.end]
    lost, added = _negatives(before), _negatives(after)
    others = [word for word in (*before, *after) if not _denies(word)]
    if bool(lost) == bool(added) or any(word.weight >= TELLING for word in others):
        return  # another way of saying it: stays in port, is not leaving
    kind = "negation-lost" if lost else "negation-added"
    place = Place(pair.original.doc, _stretch(was, change.original))
    yield Difference(kind, _stretch(now, change.copy), (place,), place.text)


def _stretch(words: Sequence[Word], part: Span) -> Span:
    """Return the words of a change with one on either side."""
    first, last = max(0, part.start - 1), min(len(words), part.end + 1) - 1
    return Span(words[first].span.start, words[last].span.end)
