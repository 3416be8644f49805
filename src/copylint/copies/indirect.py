"""Speech told by somebody else: “I will not go” and that she would not go."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import LCSseq

from copylint.copies.words import Word
from copylint.model.span import Span

IN_ROW = 0.75  # share of the words of a quotation that the narrative has, in order
FEWEST = 3  # words in order
MANY = 5  # words in order, however plain
LOOSE = 1.5  # how much longer what tells a quotation may be
LIGHT = 1.0  # weight below which a word says little of what was said
LONGEST = 80  # words of a quotation that are looked for


@cache
def _told() -> dict[str, str]:
    raw = tomllib.loads((files("copylint.copies") / "tenses.toml").read_text(encoding="utf-8"))
    return dict(raw["told"])


def told_in_row(quoted: Sequence[Word], narrative: Sequence[Word]) -> Span | None:
    """Return where a narrative has the words of a quotation in a row, the speaker's I and will put as he and would."""
    spoken, told = _as_told(quoted[:LONGEST]), _as_told(narrative)
    shared = [
        (block.a + k, block.b + k)
        for block in LCSseq.editops([form for form, _ in spoken], [form for form, _ in told]).as_matching_blocks()
        for k in range(block.size)
    ]
    while shared and shared[-1][1] - shared[0][1] > LOOSE * len(spoken):
        del shared[0]  # a pronoun of another clause
    if len(shared) < max(FEWEST, IN_ROW * len(spoken)) or not _says_much([spoken[at][1] for at, _ in shared]):
        return None
    return Span(told[shared[0][1]][1].span.start, told[shared[-1][1]][1].span.end)


def _says_much(words: Sequence[Word]) -> bool:
    """Return whether words in a row can hardly be so by chance."""
    return len(words) >= MANY or any(word.weight >= LIGHT for word in words)


def _as_told(words: Sequence[Word]) -> list[tuple[str, Word]]:
    """Return the words as somebody else tells them, each with the word it comes from."""
    return [(form, word) for word in words for form in _told().get(word.folded, word.stem).split()]
