"""Lines, paragraphs and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from copylint.lexicon.terms import terms
from copylint.model.expressions import expression
from copylint.model.span import Span

WRAP_LONGEST = 100  # code points; longer lines are paragraphs of their own
WRAP_SHORTEST = 45
ABBREVIATIONS = terms("abbreviations")
_LINE = expression(r"\r\n|\n|\r(?!\n)")
_LF = expression(r"\r?\n")
_SENTENCE_END = expression(r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"”’')\]]*+(?=(\s+)[\"“‘'(\[]*[A-Z0-9À-Þ])")
_LAST_WORD = expression(r"([A-Za-z]+)\.?$")


def split_lines(text: str) -> tuple[Span, ...]:
    """Return the lines without their ends: LF, CRLF, or CR in a text that has no LF."""
    spans, start = [], 0
    if "\r" not in text:  # half the time
        for line in text.split("\n"):
            spans.append(Span(start, start + len(line)))
            start += len(line) + 1
        return tuple(spans if len(spans) == 1 or spans[-1].start < len(text) else spans[:-1])
    ends = _LF if "\n" in text else _LINE
    for end in ends.finditer(text):
        spans.append(Span(start, end.start()))
        start = end.end()
    if start < len(text) or not spans:
        spans.append(Span(start, len(text)))
    return tuple(spans)


def strip(text: str, span: Span) -> Span:
    """Return the span without white space at either end."""
    piece = text[span.start : span.end]
    if not piece or not (piece[0].isspace() or piece[-1].isspace()):
        return span
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))


def split_paragraphs(text: str, lines: Iterable[Span]) -> tuple[Span, ...]:
    """Return paragraphs: each line that holds text, or blocks of lines where the copy is hard-wrapped."""
    kept = [strip(text, line) for line in lines]
    if not _wrapped(text, kept):
        return tuple(s for s in kept if s.start < s.end)
    return tuple(_blocks(kept))


def _blocks(lines: list[Span]) -> Iterator[Span]:
    start, end = -1, -1
    for line in lines:
        if line.start == line.end:
            if start >= 0:
                yield Span(start, end)
            start = -1
        else:
            start, end = (line.start if start < 0 else start), line.end
    if start >= 0:
        yield Span(start, end)


def _wrapped(text: str, lines: list[Span]) -> bool:
    """Copy is hard-wrapped where most lines that another line follows are of like, middling length and run on."""
    followed = [(a, b) for a, b in pairwise(lines) if a.start < a.end and b.start < b.end]
    if len(followed) < 3:  # noqa: PLR2004  too few to tell
        return False
    middling = sum(WRAP_SHORTEST <= a.end - a.start <= WRAP_LONGEST for a, _ in followed)
    running = sum(text[b.start].islower() for _, b in followed)
    return middling >= 0.8 * len(followed) and running >= 0.4 * len(followed)


def split_sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """Return the sentences of a paragraph; abbreviations and initials end none."""
    return tuple(_sentences(text, *paragraph))


def _sentences(text: str, start: int, stop: int) -> Iterator[Span]:
    for end in _SENTENCE_END.finditer(text, start, stop):
        if text[end.start()] == "." and _abbreviated(text, start, end.start()):
            continue
        yield Span(start, end.end())
        start = end.end(1)
    if start < stop:
        yield Span(start, stop)


def _abbreviated(text: str, start: int, dot: int) -> bool:
    word = _LAST_WORD.search(text[max(start, dot - 12) : dot])
    if word is None:
        return False
    return len(word.group(1)) == 1 or word.group(1).lower() in ABBREVIATIONS
