"""Quotation marks that a copy lost, or put around what nobody is quoted with; speech that changed its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from copylint.copies import offices
from copylint.copies.altered import Quotations
from copylint.copies.difference import Difference, Place
from copylint.copies.indirect import told_in_row
from copylint.copies.names import Kinship, Name, Names, spelled_alike
from copylint.copies.pair import Pair
from copylint.copies.quotations import Quoted, Speech
from copylint.copies.wording import Wording, compare_words
from copylint.copies.words import TELLING, Word
from copylint.lexicon.terms import terms
from copylint.model.expressions import expression
from copylint.model.span import Span

KEPT = 0.5  # share of a quotation between marks in the copy that is enough: the rest was left out or told
SAID_BEFORE = 0.5  # share of a new quotation's telling words that the matching narrative has
RUN = 0.75  # share of a quotation that stands in a row without its marks
FRAGMENT_RUN = 6  # words of a torn quotation in a row, for the rest to be told by its words alone
FRAGMENT = 0.6
LIGHT = 1.0  # weight below which a word needs no capital in a title
PAUSE = 4  # code points between words in a row: a comma, a dash, the end of a sentence
LABEL = 2  # words in marks that needn't be anybody's
SHORT = 2  # words; the marks of a short one are known by its very words
TELLING_WORDS = 2
NEAR = 25  # code points between telling words of one clause
SPEAKER_REACH = 6  # words between a speaker and the verb
MISSPELLED = 0.7
_THAT = expression(r"\b(?:that|whether|if)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_PREPOSITIONS = frozenset(("at", "in", "of", "from", "for", "with", "near", "on"))
_SPEAKERS_OWN = terms("first_person")


def added_marks(quotations: Quotations) -> Iterator[Difference]:
    """Yield the quotations of the copy that the original has in words of its own: indirect speech made direct."""
    pair = quotations.pair
    for quoted in quotations.unknown:
        if _names_a_work(quoted, quotations.copy.doc.text):
            continue
        found = _told_in(quoted, _narrative(pair, (o for s in quoted.sentences for o in pair.matched(s))))
        if found is None:
            near = dict.fromkeys(o for s in quoted.sentences for o in pair.around(s))
            rows = (told_in_row(quoted.words, _narrative(pair, (o,))) for o in near)
            found = next(filter(None, rows), None)
        if found is not None:
            place = Place(pair.original.doc, found)
            yield Difference("marks-added", quoted.span, (place,), place.text)


def _narrative(pair: Pair, sentences: Iterable[int]) -> list[Word]:
    """Return the words of sentences of the original that stand between no marks."""
    speech = pair.original_speech
    return [word for o in sentences for word in unmarked(pair.original.sentences[o].words, speech)]


def _names_a_work(quoted: Quoted, text: str) -> bool:
    """Return whether the words between the marks are a title, which some houses set without them."""
    telling = [word for word in quoted.words if word.weight >= LIGHT]
    return bool(telling) and all(text[word.span.start].isupper() for word in telling)


def unmarked(words: Sequence[Word], speech: Speech) -> list[Word]:
    """Return the words that stand between no marks."""
    return [word for word in words if not speech.marked(word.span.start)]


def _told_in(quoted: Quoted, narrative: Sequence[Word]) -> Span | None:
    """Return where the narrative has the words of a quotation, in whatever order."""
    telling = {word.stem for word in quoted.words if word.weight >= TELLING}
    there = [word for word in narrative if word.stem in telling]
    if len(quoted.words) <= SHORT:
        runs = zip(*(narrative[k:] for k in range(len(quoted.words))), strict=False)
        found = next((run for run in runs if tuple(w.folded for w in run) == quoted.folded), None)
        return Span(found[0].span.start, found[-1].span.end) if found and telling else None
    weights = {word.stem: word.weight for word in quoted.words if word.stem in telling}
    share = sum(weights[stem] for stem in {word.stem for word in there}) / (sum(weights.values()) or 1.0)
    if share < SAID_BEFORE or len({word.stem for word in there}) < TELLING_WORDS:
        return None
    return Span(there[0].span.start, there[-1].span.end)


def lost_marks(quotations: Quotations) -> Iterator[Difference]:
    """Yield the words of the original's quotations that stand in the copy without marks.

    What is told in other words, or behind a “that” in the words of the one who tells it, is lawful indirect speech.
    """
    pair = quotations.pair
    for number, source in enumerate(quotations.original.quotations):
        kept = quotations.kept.get(number, set())
        if source.weight and sum(source.words[k].weight for k in kept) >= KEPT * source.weight:
            continue
        if _names_a_work(source, quotations.original.doc.text):
            continue
        torn = pair.original.doc.text[source.words[0].span.start].islower()
        sentences = {c for o in source.sentences for c in pair.around_original(o)}
        if len(source.words) <= SHORT:
            sentences = {c for o in source.sentences for c in pair.saying(o)[:1]}
        words = [w for c in sorted(sentences) for w in unmarked(pair.copy.sentences[c].words, quotations.copy)]
        found = _unmarked_run(source, words, quotations.copy.doc.text, torn=torn)
        if found is not None and quotations.copy.doc.text[found.start - 1 : found.start] not in ("“", '"', "‘"):
            place = Place(pair.original.doc, source.span)
            yield Difference("marks-lost", found, (place,), place.text)


def _unmarked_run(source: Quoted, words: Sequence[Word], text: str, *, torn: bool) -> Span | None:
    """Return the words that a quotation left behind without marks."""
    if not words:
        return None
    wording = compare_words(source.words, words, stems=True)
    run = max(_runs(wording), key=lambda r: sum(words[k].weight for _, k in r), default=[])
    if not run or not any(words[k].weight >= TELLING for _, k in run):
        return None
    span = Span(words[run[0][1]].span.start, words[run[-1][1]].span.end)
    own = {word.folded for word in source.words} & _SPEAKERS_OWN
    if own and not own & {words[k].folded for _, k in run}:
        return None  # we became they: indirect speech
    weight = sum(source.words[k].weight for k, _ in run)
    if weight >= RUN * source.weight and len(run) >= RUN * len(source.words):
        return None if _lawful(span, [words[k] for _, k in run], text) else span
    return _torn(source, wording, run) if torn else None


def _runs(wording: Wording) -> Iterator[list[tuple[int, int]]]:
    """Yield the runs of words that both have in a row, nothing in the copy between them."""
    run: list[tuple[int, int]] = list(wording.shared[:1])
    for before, now in pairwise(wording.shared):
        near = now[0] == before[0] + 1 and now[1] == before[1] + 1
        between = wording.copy[now[1]].span.start - wording.copy[before[1]].span.end
        if near and between <= PAUSE:
            run.append(now)
        else:
            yield run
            run = [now]
    if run:
        yield run


def _lawful(span: Span, run: Sequence[Word], text: str) -> bool:
    """Return whether a “that” stands before what is no speaker's own way of saying it."""
    own = any(word.folded in _SPEAKERS_OWN for word in run)
    return not own and bool(_THAT.search(text, max(0, span.start - 40), span.start))


def _torn(source: Quoted, wording: Wording, run: list[tuple[int, int]]) -> Span | None:
    """Return the part of a torn quotation that the copy has without marks and in other words.

    Only a part of a sentence that was quoted for its very words, of which some still stand in a row.
    """
    words = wording.copy
    stems = {w.stem for w in source.words if w.weight >= TELLING}
    run_stems = {words[k].stem for _, k in run} & stems
    there = [k for k, word in enumerate(words) if word.stem in stems]
    found = {words[k].stem for k in there}
    if len(run) < FRAGMENT_RUN or len(run_stems) < TELLING_WORDS or len(found) < FRAGMENT * len(stems):
        return None
    rest = _cluster([k for k in there if words[k].stem not in run_stems], words)
    chosen = rest if len({words[k].stem for k in rest}) > TELLING_WORDS else [k for _, k in run]
    return Span(words[chosen[0]].span.start, words[chosen[-1]].span.end)


def _cluster(places: Sequence[int], words: Sequence[Word]) -> list[int]:
    """Return the largest group of places that lie near one another."""
    groups: list[list[int]] = []
    for place in places:
        if groups and words[place].span.start - words[groups[-1][-1]].span.end <= NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    return max(groups, key=len, default=[])


def changed_speakers(quotations: Quotations, original: Names, copy: Names, kinship: Kinship) -> Iterator[Difference]:
    """Yield the speakers of the copy to whom the original does not give what they say."""
    pair = quotations.pair
    matches = [*quotations.verbatim, *((told.quoted, told.source) for told in quotations.altered)]
    for quoted, source in matches:
        if len(quoted.words) <= LABEL:
            continue  # a word in marks is nobody's speech
        was = _speakers(pair, source, original, of_copy=False)
        now = _speakers(pair, quoted, copy, of_copy=True)
        there = [name for at in quoted.sentences for name in copy.by_sentence[at]]
        if was and now and not any(_one_person(a, b, kinship) for a in was for b in there):
            place = Place(pair.original.doc, was[-1].span)
            yield Difference("attribution", now[-1].span, (place,), place.text)


def _one_person(one: Name, other: Name, kinship: Kinship) -> bool:
    alike = spelled_alike(one.folded, other.folded) >= MISSPELLED
    return alike or kinship.same(one.text, other.text) or kinship.variants(one.text, other.text)


def _speakers(pair: Pair, quoted: Quoted, names: Names, *, of_copy: bool) -> list[Name]:
    """Return the name beside a verb of speech in the sentences of a quotation, outside of its marks."""
    speech = pair.copy_speech if of_copy else pair.original_speech
    known = offices.terms().offices | offices.terms().modifiers
    for at in quoted.sentences:
        words = names.reading.sentences[at].words
        said = [w.folded in terms("speech_verbs") and not speech.marked(w.span.start) for w in words]
        own = [n for n in names.by_sentence[at] if n.text.lower() not in known and _speaks(n, words, speech)]
        near = [(abs(name.word - verb), name) for name in own for verb, speaks in enumerate(said) if speaks]
        distance, nearest = min(near, default=(SPEAKER_REACH + 1, None))
        if nearest is not None and distance <= SPEAKER_REACH:
            return _whole_name(nearest, own)
    return []


def _speaks(name: Name, words: Sequence[Word], speech: Speech) -> bool:
    """Return whether a name may be a speaker's: outside of marks, and not behind a preposition."""
    before = [word.folded for word in words[max(0, name.word - 2) : name.word]]
    of = bool(before) and (before[-1] in _PREPOSITIONS or (before[-1] in ("the", "a") and before[0] in _PREPOSITIONS))
    return not of and not speech.marked(name.span.start)


def _whole_name(name: Name, row: Sequence[Name]) -> list[Name]:
    """Return the words of a name that one word belongs to."""
    whole = [name]
    for step in (-1, 1):
        at = name.word + step
        while found := next((n for n in row if n.word == at), None):
            whole.append(found)
            at += step
    return sorted(whole)
