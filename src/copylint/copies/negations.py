"""Negations that a copy lost or put in, where the words around them stayed, and words that became their contrary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from copylint.copies.difference import Difference, Place
from copylint.copies.opposites import denies, denies_otherwise, exchanged
from copylint.copies.pair import Pair
from copylint.copies.reading import Sentence
from copylint.copies.slots import nearness
from copylint.copies.wording import Change, compare_words, stretch
from copylint.copies.words import TELLING, Word
from copylint.model.span import Span

LEAST_ALIKE = 0.4
REACH = 5  # words to either side of a denial in which it may stand in another form
SAME_PLACE = 1.5  # what speaks for two words of contrary meaning standing in the same place


def changed_negations(pair: Pair) -> Iterator[Difference]:
    """Yield the places where the copy denies what the original says, or says what it denies."""
    for copy, sentence in enumerate(pair.copy.sentences):
        for original in pair.matched(copy)[:1]:
            before = pair.original.sentences[original]
            if pair.similarity(copy) < LEAST_ALIKE or before.key == sentence.key:
                continue
            contrary = list(_contrary(pair, copy, original))
            yield from contrary
            now, was = _negatives(sentence.words), _negatives(before.words)
            if len(now) != len(was) and not contrary:
                yield from _changes(before.words, sentence.words, pair)


def _changes(was: Sequence[Word], now: Sequence[Word], pair: Pair) -> Iterator[Difference]:
    """Yield the negations lost and added, unless the other side denies in words of its own."""
    changes = compare_words(was, now, stems=True).changes
    before = {at for change in changes for at in range(*change.original)}
    after = {at for change in changes for at in range(*change.copy)}
    for change in changes:
        told = {
            "negation-lost": denies_otherwise(_near(change.copy, after, now)),
            "negation-added": denies_otherwise(_near(change.original, before, was)),
        }
        yield from (found for found in _change(change, was, now, pair) if not told[found.kind])


def _near(part: Span, changed: set[int], words: Sequence[Word]) -> list[Word]:
    """Return the changed words in and near a part of a sentence."""
    reach = range(max(0, part.start - REACH), min(len(words), part.end + REACH))
    return [words[at] for at in reach if at in changed]


def _negatives(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if denies(word)]


def _change(change: Change, was: Sequence[Word], now: Sequence[Word], pair: Pair) -> Iterator[Difference]:
    before, after = was[change.original.start : change.original.end], now[change.copy.start : change.copy.end]
    lost, added = _negatives(before), _negatives(after)
    others = [word for word in (*before, *after) if not denies(word)]
    if bool(lost) == bool(added) or any(word.weight >= TELLING for word in others):
        return  # another way of saying it: stays in port, is not leaving
    kind = "negation-lost" if lost else "negation-added"
    place = Place(pair.original.doc, stretch(was, _widened(change.original, was)))
    yield Difference(kind, stretch(now, _widened(change.copy, now)), (place,), place.text)


def _widened(part: Span, words: Sequence[Word]) -> Span:
    """Return the words of a change with one on either side."""
    return Span(max(0, part.start - 1), min(len(words), part.end + 1))


def _contrary(pair: Pair, copy: int, original: int) -> Iterator[Difference]:
    """Yield the words that stand where the original has one of the contrary meaning, and as many negations."""
    before, sentence = pair.original.sentences[original], pair.copy.sentences[copy]
    around = [pair.original.sentences[o] for o in pair.matched(copy)]
    saying = [pair.copy.sentences[c] for c in (copy, *pair.saying(original))]
    near = partial(_one_place, before, sentence)
    for was, now in exchanged(before.words, sentence.words, _forms(around), _forms(saying)):
        if near(was, now):
            place = Place(pair.original.doc, before.words[was].span)
            yield Difference("opposite", sentence.words[now].span, (place,), place.text)


def _forms(sentences: Sequence[Sentence]) -> set[str]:
    return {word.folded for sentence in sentences for word in sentence.words}


def _one_place(before: Sentence, sentence: Sentence, was: int, now: int) -> bool:
    """Return whether two words stand in the same place: in one change, or beside the same words."""
    for change in compare_words(before.words, sentence.words, stems=True).changes:
        if Span(was, was + 1).overlaps(change.original) and Span(now, now + 1).overlaps(change.copy):
            return True
    return nearness(sentence.words, Span(now, now + 1), before.words, Span(was, was + 1)) >= SAME_PLACE
