"""An original and a copy side by side: which sentences stand beside which paragraph, and what of them changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from copylint.copies.pair import Pair
from copylint.copies.reading import Reading, headline
from copylint.copies.wording import compare_words, stretch
from copylint.copies.words import Word
from copylint.model.report import Row, Side
from copylint.model.span import Span

Homes = dict[int, int | None]


def rows(pair: Pair) -> tuple[Row, ...]:
    """Return the rows in the order of the copy: each paragraph with the sentences of the original it was made of.

    What the copy lacks stands behind what comes before it in the original.
    """
    homes = _homes(pair)
    beside: dict[int, list[int]] = defaultdict(list)
    for original, paragraph in homes.items():
        if paragraph is not None:
            beside[paragraph].append(original)
    behind: dict[int, list[Row]] = defaultdict(list)  # paragraph of the copy → what it lacks behind it
    at = -1
    for paragraph, sentences in _by_paragraph(pair.original).items():
        if all(homes[o] is None for o in sentences):
            behind[at].append(Row((Side(pair.original.doc.paragraphs[paragraph]),), None))
        at = next((home for o in reversed(sentences) if (home := homes[o]) is not None), at)
    found = list(behind[-1])
    for number, sentences in _by_paragraph(pair.copy).items():
        found += [_row(pair, beside[number], number, sentences), *behind[number]]
    return tuple(found)


def _by_paragraph(reading: Reading) -> dict[int, list[int]]:
    """Return the sentences of each paragraph."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, sentence in enumerate(reading.sentences):
        found[sentence.paragraph].append(at)
    return found


def _homes(pair: Pair) -> Homes:
    """Return beside which paragraph of the copy each sentence of the original stands; None where nothing says it.

    A sentence that nothing says stands with the one before it in its paragraph, headline beside headline.
    """
    homes: Homes = {}
    heads = headline(pair.original), headline(pair.copy)
    for paragraph, sentences in _by_paragraph(pair.original).items():
        said = {o: pair.copy.sentences[min(c)].paragraph for o in sentences if (c := pair.saying(o))}
        if all(heads) and pair.original.doc.paragraphs[paragraph] == heads[0]:
            said = dict.fromkeys(sentences, pair.copy.sentences[0].paragraph)
        last = next(iter(said.values()), None)
        for original in sentences:
            last = said.get(original, last)
            homes[original] = last
    return homes


def _row(pair: Pair, originals: Sequence[int], paragraph: int, copies: Sequence[int]) -> Row:
    """Return a paragraph of the copy beside sentences of the original."""
    was = [word for o in originals for word in pair.original.sentences[o].words]
    now = [word for c in copies for word in pair.copy.sentences[c].words]
    own = pair.copy.doc.paragraphs[paragraph]
    if not was:
        return Row((), Side(own))
    changes = compare_words(was, now).changes
    new = tuple(stretch(now, change.copy) for change in changes if change.copy.start < change.copy.end)
    gone = [was[change.original.start : change.original.end] for change in changes]
    left = (Side(span, tuple(_within(span, gone))) for span in _stretches(pair.original, originals))
    return Row(tuple(left), Side(own, new))


def _within(side: Span, gone: Sequence[Sequence[Word]]) -> Iterator[Span]:
    """Yield the stretches of words that lie in one side: what changed may reach over several."""
    for words in gone:
        own = [word for word in words if side.contains(word.span)]
        if own:
            yield Span(own[0].span.start, own[-1].span.end)


def _stretches(reading: Reading, sentences: Sequence[int]) -> Iterator[Span]:
    """Yield stretches of sentences that follow one another in one paragraph."""
    start = end = -1
    for at in sentences:
        sentence = reading.sentences[at]
        follows = start >= 0 and at - 1 in sentences and reading.sentences[at - 1].paragraph == sentence.paragraph
        if not follows:
            if start >= 0:
                yield Span(start, end)
            start = sentence.span.start
        end = sentence.span.end
    if start >= 0:
        yield Span(start, end)
