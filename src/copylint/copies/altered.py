"""Quotations that a copy changed: words between the marks, marks lost, marks put around what nobody said so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copylint.copies.difference import Difference, Place
from copylint.copies.pair import Pair
from copylint.copies.quotations import Quoted
from copylint.copies.wording import Change, Wording, compare_words
from copylint.copies.words import TELLING, Word
from copylint.model.expressions import expression
from copylint.model.span import Span

ALTERED = 0.42  # share of telling words, in order, that a quotation keeps of the one it was made of, in its place
ELSEWHERE = 0.75  # the same for quotations whose sentences don't match
FEWEST_ELSEWHERE = 5  # words
IN_ROW = 0.55  # share of all words, in order, that is as good
TURNED = 0.75  # share of all words in whatever order: clauses that changed places
JOINED = 0.1  # what a quotation joined from two has to share more
SHORT = 4  # words; a shorter quotation is known by its place, as every word of it may have changed
LIGHT = 1.0  # weight below which a word says little
AKIN = 0.35  # share of weight that utterances in the same place have in common
NOBODY = -9  # no quotation
SAME_FRAME = 0.6  # share of what stands around a short quotation
_ELLIPSIS = expression(r"…|\.\s?\.\s?\.|\[|\* \* \*")


class Told(NamedTuple):
    """What a quotation of a copy was made of: a quotation of the original, and how its words became others."""

    quoted: Quoted
    source: Quoted
    wording: Wording
    numbers: tuple[int, ...]


class Quotations:
    """The quotations of a copy, each with what it was made of."""

    def __init__(self, pair: Pair) -> None:
        """Match the quotations of a pair."""
        self.pair = pair
        self.original = pair.original_speech
        self.copy = pair.copy_speech
        self.verbatim: list[tuple[Quoted, Quoted]] = []
        self.altered: list[Told] = []
        self.unknown: list[Quoted] = []
        self.kept: dict[int, set[int]] = {}  # quotation of the original → its words that the copy has in marks
        self.partner: dict[int, int] = {}  # quotation of the copy → the one of the original it was made of
        for at, quoted in enumerate(self.copy.quotations):
            self._match(at, quoted)
        self._by_place()
        self._by_neighbour()

    def _match(self, at: int, quoted: Quoted) -> None:
        found = self.original.verbatim(_spoken(quoted, self.copy.doc.text))
        if found:
            self.partner[at] = found[0][0]
            for number, word in found:
                self.kept.setdefault(number, set()).add(word)
            self.verbatim.append((quoted, self.original.quotations[found[0][0]]))
            return
        told = self._likely(quoted)
        if told is None:
            self.unknown.append(quoted)
            return
        self.partner[at] = told.numbers[-1]
        if excused(told, self.original.doc.text, self.copy.doc.text):
            self._keep(told)
            self.verbatim.append((quoted, told.source))
        else:
            self._keep(told)
            self.altered.append(told)

    def _keep(self, told: Told) -> None:
        places = [(n, k) for n in told.numbers for k in range(len(self.original.quotations[n].words))]
        words = {o for o, _ in told.wording.shared}
        words |= {o for c in told.wording.changes for o in range(*c.original) if c.copy.start < c.copy.end}
        for number, word in (places[o] for o in words):
            self.kept.setdefault(number, set()).add(word)

    def _likely(self, quoted: Quoted) -> Told | None:
        """Return the quotation of the original that shares most with one that stands there in no such words."""
        local = [n for s in quoted.sentences for o in self.pair.around(s) for n in self.original.by_sentence.get(o, ())]
        best = self._best(quoted, list(dict.fromkeys(local)), ALTERED)
        if best is None and len(quoted.words) >= FEWEST_ELSEWHERE:
            best = self._best(quoted, self._elsewhere(quoted), ELSEWHERE)
        return best

    def _best(self, quoted: Quoted, numbers: Sequence[int], least: float) -> Told | None:
        """Return the one that is like enough and says most of what the quotation says, be it one or two in a row."""
        best, score = None, 0.0
        for which in ((one, *more) for one in numbers for more in ((), (one + 1,))):
            source = self.original.joined(which)
            joined = JOINED * (len(which) - 1)
            likeness = _likeness(source, quoted) - joined if source else 0.0
            if source is None or likeness < least:
                continue
            wording = compare_words(source.words, quoted.words)
            told = likeness + wording.cover - joined
            if told >= score:
                best, score = Told(quoted, source, wording, which), told
        return best

    def _elsewhere(self, quoted: Quoted) -> list[int]:
        shingles = [quoted.folded[k : k + 3] for k in range(len(quoted.words) - 2)]
        found = [q for shingle in shingles for q, _ in self.original.verbatim(shingle)]
        return list(dict.fromkeys(found))[:8]

    def _by_place(self) -> None:
        """Match short quotations by what stands around them, where one of each copy is left in matching sentences."""
        for quoted in list(self.unknown):
            number = self._in_place_of(quoted)
            if number is not None:
                source = self.original.quotations[number]
                self.unknown.remove(quoted)
                told = Told(quoted, source, compare_words(source.words, quoted.words), (number,))
                self._keep(told)
                self.altered.append(told)

    def _by_neighbour(self) -> None:
        """Match quotations that stand before or behind ones that match, where the original has one of like words."""
        for at, quoted in enumerate(self.copy.quotations):
            if quoted not in self.unknown:
                continue
            for step in (1, -1):
                number = self.partner.get(at + step, NOBODY) - step
                if self._beside(at, step, number, step) and self._akin(quoted, number):
                    source = self.original.quotations[number]
                    self.unknown.remove(quoted)
                    told = Told(quoted, source, compare_words(source.words, quoted.words), (number,))
                    self._keep(told)
                    self.altered.append(told)
                    break

    def _beside(self, at: int, step: int, number: int, there: int) -> bool:
        """Return whether a quotation of either copy and its neighbour stand in one paragraph."""
        sides = ((self.copy, at, at + step), (self.original, number, number + there))
        return all(
            min(two) >= 0 and max(two) < len(speech.quotations) and speech.joined(sorted(two)) is not None
            for speech, *two in sides
        )

    def _akin(self, quoted: Quoted, number: int) -> bool:
        """Return whether a quotation of the original that the copy lacks shares words with one, in whatever order."""
        source = self.original.quotations[number]
        shared = {*source.stems} & {*quoted.stems}
        weight = sum(word.weight for word in quoted.words if word.stem in shared and word.weight >= LIGHT)
        return number not in self.kept and weight >= AKIN * min(source.weight, quoted.weight)

    def _in_place_of(self, quoted: Quoted) -> int | None:
        if len(quoted.words) > SHORT or len(quoted.sentences) != 1:
            return None
        (sentence,) = quoted.sentences
        for matched in self.pair.matched(sentence)[:1]:
            left = [n for n in self.original.by_sentence.get(matched, ()) if n not in self.kept]
            if len(left) == 1 and len(self.original.quotations[left[0]].words) <= SHORT:
                source = self.original.quotations[left[0]]
                frame = _outside(self.pair.original.sentences[matched].words, source.span)
                around = _outside(self.pair.copy.sentences[sentence].words, quoted.span)
                if compare_words(frame, around, stems=True).inside >= SAME_FRAME:
                    return left[0]
        return None


def _likeness(source: Quoted, quoted: Quoted) -> float:
    """Return how alike two quotations are, inflection aside: by words that tell, or by all of them in a row."""
    wording = compare_words(source.words, quoted.words, stems=True)
    telling = sum(quoted.words[c].weight >= TELLING for _, c in wording.shared)
    short, long = sorted((len(source.words), len(quoted.words)))
    if short <= SHORT and (not telling or long > 2 * short):
        return 0.0
    if not telling:
        return wording.in_row if wording.in_row >= TURNED and long <= 2 * short else 0.0
    both = Counter(source.stems) & Counter(quoted.stems)
    if sum(both.values()) >= TURNED * long:
        return 1.0
    in_row = wording.in_row if wording.in_row >= IN_ROW and long <= 2 * short else 0.0
    return max(wording.inside if telling > 1 or short <= SHORT else 0.0, in_row)


def _spoken(quoted: Quoted, text: str) -> list[str]:
    """Return the folded words of a quotation without [sic]."""
    return [w.folded for w in quoted.words if not (w.folded == "sic" and text[w.span.start - 1] in "[(")]


def _outside(words: Sequence[Word], span: Span) -> list[Word]:
    return [word for word in words if not span.contains(word.span)]


def excused(told: Told, original: str, copy: str) -> bool:
    """Return whether all that changed is an editor's right: words in brackets, an ellipsis, an end left out."""
    ends = (0, len(told.source.words))
    return all(_lawful(change, told, original, copy, ends) for change in told.wording.changes)


def _lawful(change: Change, told: Told, original: str, copy: str, ends: tuple[int, int]) -> bool:
    now = told.quoted.words[change.copy.start : change.copy.end]
    was = told.source.words[change.original.start : change.original.end]
    if now:
        return all(_in_brackets(word, copy) for word in now) or (
            bool(was) and all(_in_brackets(w, original) for w in was)
        )
    if (
        change.original.start == ends[0]
        or change.original.end == ends[1]
        or all(_in_brackets(w, original) for w in was)
    ):
        return True
    before = told.quoted.words[change.copy.start - 1].span.end if change.copy.start else told.quoted.span.start
    after = told.quoted.words[change.copy.start].span.start if change.copy.start < len(told.quoted.words) else before
    return bool(_ELLIPSIS.search(copy, before, after))


def _in_brackets(word: Word, text: str) -> bool:
    opening = text.rfind("[", max(0, word.span.start - 60), word.span.start)
    return (
        opening >= 0 and "]" not in text[opening : word.span.start] and "]" in text[word.span.end : word.span.end + 60]
    )


def altered_quotations(quotations: Quotations) -> Iterator[Difference]:
    """Yield the quotations whose words changed, each with what it was and which words differ."""
    for told in quotations.altered:
        place = Place(quotations.original.doc, told.source.span)
        why = _changes(told, quotations.original.doc.text, quotations.copy.doc.text)
        yield Difference("quotation", told.quoted.span, (place,), place.text, why=why)


def _changes(told: Told, original: str, copy: str) -> str:
    """Return the changes in words."""
    parts = []
    for change in told.wording.changes:
        was = _text(told.source.words[change.original.start : change.original.end], original)
        now = _text(told.quoted.words[change.copy.start : change.copy.end], copy)
        parts.append(f"“{was}” became “{now}”" if was and now else f"“{was}” is gone" if was else f"“{now}” was put in")
    return f"{'; '.join(parts)}."


def _text(words: Sequence[Word], text: str) -> str:
    return text[words[0].span.start : words[-1].span.end] if words else ""
