"""Paragraphs cut and put together, so that each question to an engine is of a size it can answer in time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from copylint.model.span import Span
from copylint.outside.match import Match

MOST = 8_000  # code points asked about at once; a second or two of LanguageTool's time
BETWEEN = "\n\n"
_BREAKS = (re.compile(r"[.!?…][\"”’')\]]?\s"), re.compile(r"\s"))


class Piece(NamedTuple):
    """A paragraph, or a stretch of one: which paragraph, where in it the stretch starts, and its text."""

    paragraph: int
    start: int
    text: str


def pieces(paragraphs: Sequence[str], most: int = MOST) -> Iterator[Piece]:
    """Yield the paragraphs, those that are too long cut behind a sentence, else at white space, else anywhere."""
    for number, text in enumerate(paragraphs):
        start = 0
        while start < len(text):
            end = len(text) if len(text) - start <= most else _cut(text, start, start + most)
            yield Piece(number, start, text[start:end])
            start = end


def _cut(text: str, start: int, end: int) -> int:
    """Return where the last sentence before the end stops, or the last word, but not before the middle."""
    middle = (start + end) // 2
    for pattern in _BREAKS:
        found = [match.end() for match in pattern.finditer(text, middle, end)]
        if found:
            return found[-1]
    return end


def batches(cut: Iterable[Piece], most: int = MOST) -> Iterator[list[Piece]]:
    """Yield the pieces in lots of at most so many code points (a longer piece alone)."""
    lot: list[Piece] = []
    size = 0
    for piece in cut:
        if lot and size + len(piece.text) > most:
            yield lot
            lot, size = [], 0
        lot.append(piece)
        size += len(piece.text) + len(BETWEEN)
    if lot:
        yield lot


def asked(paragraphs: Sequence[str], ask: Callable[[str], Iterable[Match]]) -> list[tuple[Match, ...]]:
    """Return what is said of each paragraph by something that is asked of one text at a time.

    What reaches over the edge of a paragraph is said of none.
    """
    said: list[list[Match]] = [[] for _ in paragraphs]
    for lot in batches(pieces(paragraphs)):
        matches = sorted(ask(BETWEEN.join(piece.text for piece in lot)), key=lambda match: match.span)
        _share_out(matches, lot, said)
    return [tuple(of) for of in said]


def _share_out(matches: list[Match], lot: list[Piece], said: list[list[Match]]) -> None:
    """Give the matches in a lot to the paragraphs they lie in."""
    at = 0
    for piece in lot:
        end = at + len(piece.text)
        for match in matches:
            if at <= match.span.start and match.span.end <= end:
                shift = piece.start - at
                moved = Span(match.span.start + shift, match.span.end + shift)
                said[piece.paragraph].append(replace(match, span=moved))
        at = end + len(BETWEEN)
