"""Numbers, dates, times and units that a copy changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from copylint.copies.difference import Difference, Place
from copylint.copies.figures import Figure, figures
from copylint.copies.pair import Pair
from copylint.copies.reading import Reading, dateline_end
from copylint.copies.slots import exchanges, nearness
from copylint.model.span import Span

SAME_PLACE = 2.0  # what speaks for two figures being the same one
SURELY = 3.0  # the same for figures that stand elsewhere in the original, too, and for weak ones
SAME_UNIT, SAME_VALUE, ALONE, ALIKE, DIGITS, SAME_DIGITS = 1.5, 1.0, 1.5, 1.0, 0.5, 1.0
VERBATIM = 0.7  # likeness of sentences from which on place alone says much
LEAST_ALIKE = 0.3
INDIAN = "en-IN"  # where 1,00,000 is house style
NO_WORD_MOVED = 0.7  # likeness of sentences from which on place says more than that a figure stands elsewhere
AMERICAN = "US$"
COUNTED = ("number", "ordinal")


class At(NamedTuple):
    """A figure and the index of its sentence."""

    figure: Figure
    sentence: int


class Figures:
    """The figures of a pair, by sentence."""

    def __init__(self, pair: Pair) -> None:
        """Read the figures of both."""
        self.pair = pair
        self.original = _by_sentence(pair.original)
        self.copy = _by_sentence(pair.copy)
        units = ({at.figure.unit for row in side for at in row} for side in (self.original, self.copy))
        if not any({"$", AMERICAN} <= side for side in units):
            self.original, self.copy = _one_dollar(self.original), _one_dollar(self.copy)

    @cached_property
    def anywhere(self) -> set[tuple[object, str]]:
        """Return value and unit of every figure of the original."""
        return {(at.figure.value, at.figure.unit) for row in self.original for at in row}

    def around(self, copy: int) -> list[At]:
        """Return the figures of the sentences that match one of the copy, and of their neighbours."""
        return [at for o in self.pair.around(copy) for at in self.original[o]]

    def lost(self, copy: int) -> list[At]:
        """Return the figures not kept of the matching sentences, and of those beside that the copy lacks."""
        beside = [o for o in self.pair.around(copy) if not self.pair.saying(o)]
        there = dict.fromkeys((*self.pair.matched(copy), *beside))
        return [at for o in there for at in self.original[o] if not self._kept(at, copy)]

    def _kept(self, at: At, copy: int) -> bool:
        there = [*self.pair.saying(at.sentence), copy]
        return any(_says(now.figure, at.figure) for c in there for now in self.copy[c])

    def near(self, was: At) -> bool:
        """Return whether a figure stands in the copy beside the sentences that say what it stands with."""
        around = self.pair.around_original(was.sentence)
        return any(_says(now.figure, was.figure) for c in around for now in self.copy[c])

    def both_kept(self, now: At, was: At) -> bool:
        """Return whether each copy has both figures in matching sentences: they were told in another order."""
        before = sum(_says(now.figure, at.figure) for at in self.around(now.sentence))
        there = sum(_says(at.figure, now.figure) for at in self.copy[now.sentence])
        turned = self.pair.similarity(now.sentence) < NO_WORD_MOVED
        return before >= there and (turned or self._kept(was, now.sentence))

    def nearness(self, now: At, was: At) -> float:
        """Return how much speaks for two figures standing in the same place."""
        return nearness(
            self.pair.copy.sentences[now.sentence].words,
            now.figure.words,
            self.pair.original.sentences[was.sentence].words,
            was.figure.words,
        )


def _one_dollar(rows: list[list[At]]) -> list[list[At]]:
    """Return figures of a story that has no other dollars than American ones, however it writes them."""
    return [
        [at._replace(figure=replace(at.figure, unit="$")) if at.figure.unit == AMERICAN else at for at in row]
        for row in rows
    ]


def _by_sentence(reading: Reading) -> list[list[At]]:
    text = reading.doc.text
    return [
        [At(f, at) for f in figures(text, s.words) if f.span.start >= dateline_end(reading.doc, s)]
        for at, s in enumerate(reading.sentences)
    ]


def _says(now: Figure, was: Figure) -> bool:
    if "vague" in (now.sort, was.sort):
        return now.sort == was.sort and now.text.lower() == was.text.lower()
    return now.same(was) or now.rounds(was)


def changed_figures(pair: Pair) -> Iterator[Difference]:
    """Yield the figures of the copy that say other than those that stand there in the original."""
    held = Figures(pair)
    for copy, row in enumerate(held.copy):
        if row and pair.similarity(copy) >= LEAST_ALIKE:
            yield from _sentence(held, copy, row)


def _sentence(held: Figures, copy: int, row: list[At]) -> Iterator[Difference]:
    exchanged = dict(_exchanged(held, copy))
    for now, was in exchanged.items():
        yield _difference(_kind(now.figure, was.figure), now, was, held)
    row = [now for now in row if now not in exchanged]
    around = held.around(copy)
    lost = [was for was in held.lost(copy) if was not in exchanged.values()]
    new = []
    for now in row:
        same = [was for was in around if now.figure.sort != "vague" and _says(now.figure, was.figure)]
        if not same:
            new.append(now)
        elif held.pair.copy.doc.locale != INDIAN and all(
            now.figure.value == was.figure.value and now.figure.regrouped(was.figure) for was in same
        ):
            yield _difference("grouping", now, same[0], held)
    for now, was in _paired(held, new, lost):
        yield _difference(_kind(now.figure, was.figure), now, was, held)
    yield from _swapped(held, copy, row)


def _exchanged(held: Figures, copy: int) -> Iterator[tuple[At, At]]:
    """Yield the figures that stand in the very place of others, whatever else the original has."""
    for exchange in exchanges(held.pair, copy):
        now = [at for at in held.copy[copy] if at.figure.words.overlaps(exchange.now)]
        was = [at for at in held.original[exchange.original] if at.figure.words.overlaps(exchange.was)]
        if len(now) == len(was) == 1:
            (new,), (old,) = now, was
            told = _comparable(new.figure, old.figure, in_place=True) and not _says(new.figure, old.figure)
            if told and not held.both_kept(new, old):
                yield new, old


def _paired(held: Figures, new: Iterable[At], lost: Iterable[At]) -> Iterator[tuple[At, At]]:
    """Yield new figures with the lost ones they came from, the likeliest first, each once."""
    new, lost = list(new), list(lost)
    ranked = sorted(
        ((_score(held, now, was, new, lost), n, o) for n, now in enumerate(new) for o, was in enumerate(lost)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    used: set[tuple[str, int]] = set()
    for score, n, o in ranked:
        if score >= _asked(held, new[n].figure, lost[o].figure) and not {("new", n), ("lost", o)} & used:
            used |= {("new", n), ("lost", o)}
            yield new[n], lost[o]


def _asked(held: Figures, now: Figure, was: Figure) -> float:
    known = (now.value, now.unit) in held.anywhere and now.sort in COUNTED
    return SURELY if now.weak or was.weak or known else SAME_PLACE


def _score(held: Figures, now: At, was: At, new: list[At], lost: list[At]) -> float:
    """Return what speaks for a figure having become another; below zero where they can't be the same."""
    a, b = now.figure, was.figure
    if not _comparable(a, b) or (a.sort == "vague" and was.sentence not in held.pair.matched(now.sentence)):
        return -1.0
    sort = COUNTED if a.sort in COUNTED else (a.sort,)
    matched = {*held.pair.matched(now.sentence), was.sentence}
    rivals = [o for o in lost if o is was or (o.sentence in matched and o.figure.sort in sort and not held.near(o))]
    alone = sum(n.figure.sort in sort for n in new) == 1 == len(rivals)
    score = held.nearness(now, was)
    score += SAME_UNIT * bool(a.unit and a.unit == b.unit)
    score += SAME_VALUE * bool(a.unit and b.unit and a.unit != b.unit and a.value == b.value)
    score += ALONE * (alone and "vague" not in (a.sort, b.sort))
    score += ALIKE * (held.pair.similarity(now.sentence) >= VERBATIM)
    if a.sort in COUNTED:
        score += DIGITS * _digits_alike(a.text, b.text) + SAME_DIGITS * _same_digits(a.text, b.text)
    return score + DIGITS * (a.sort in ("weekday", "month", "time"))


def _comparable(now: Figure, was: Figure, *, in_place: bool = False) -> bool:
    if "share" in (now.unit, was.unit) and not (now.unit and was.unit):
        return False  # a third, and one of three
    if "vague" in (now.sort, was.sort):
        return {now.sort, was.sort} == {"vague", "number"}
    if in_place and {now.sort, was.sort} == {"time", "number"}:
        return True  # a time that lost a digit is read as a number
    if now.sort in COUNTED and was.sort in COUNTED:
        return in_place or not now.unit or not was.unit or now.unit == was.unit or now.value == was.value
    return now.sort == was.sort


def _digits_alike(now: str, was: str) -> bool:
    one, other = ([c for c in text if c.isdigit()] for text in (now, was))
    return bool(one and other) and sum(c in other for c in one) * 2 > max(len(one), len(other))


def _same_digits(now: str, was: str) -> bool:
    """Return whether two figures differ in their scale alone: 3.1 million and 3.1 billion."""
    one, other = ([c for c in text if c.isdigit()] for text in (now, was))
    return bool(one) and one == other


def _kind(now: Figure, was: Figure) -> str:
    if now.sort == "vague":
        return "vague"
    if {now.sort, was.sort} & {"weekday", "month", "time"}:
        return "date"
    if now.unit and was.unit and now.unit != was.unit:
        return "unit"
    return "number"


def _swapped(held: Figures, copy: int, row: list[At]) -> Iterator[Difference]:
    """Yield figures that changed places within a sentence that is otherwise the same."""
    for original in held.pair.matched(copy)[:1]:
        before = held.original[original]
        one, other = held.pair.copy.sentences[copy], held.pair.original.sentences[original]
        if _blanked(one.key, row) != _blanked(other.key, before):
            continue
        for sorts in (COUNTED, ("month",), ("weekday",), ("time",)):
            now, was = ([at for at in side if at.figure.sort in sorts] for side in (row, before))
            if sorted(at.figure.value for at in now) == sorted(at.figure.value for at in was):
                changed = ((a, b) for a, b in zip(now, was, strict=True) if a.figure.value != b.figure.value)
                yield from (_difference(_kind(a.figure, b.figure), a, b, held) for a, b in changed)


def _blanked(words: tuple[str, ...], row: list[At]) -> list[str]:
    taken = {at for one in row for at in range(*one.figure.words)}
    return [word for at, word in enumerate(words) if at not in taken]


def _difference(kind: str, now: At, was: At, held: Figures) -> Difference:
    place = Place(held.pair.original.doc, _widened(was, held.pair.original, kind))
    return Difference(kind, _widened(now, held.pair.copy, kind), (place,), place.text)


def _widened(at: At, reading: Reading, kind: str) -> Span:
    """Return where a figure stands, with what it counts where that is what changed or what makes it plain."""
    words = reading.sentences[at.sentence].words
    span = at.figure.span
    more = kind == "vague" or (kind == "unit" and at.figure.span.end == words[at.figure.words.end - 1].span.end)
    if more and at.figure.words.end < len(words) and words[at.figure.words.end].span.start - span.end <= 1:
        return Span(span.start, max(span.end, words[at.figure.words.end].span.end))
    return span
