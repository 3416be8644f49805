"""Literal phrases in a text: letter for letter in lower case, and by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from copylint.model.document import Document
from copylint.model.expressions import expression

_TIED = expression(r"[\w’'-]")


def lowered(text: str) -> str:
    """Return the text in lower case with every character in its place.

    >>> len(lowered("İzmir")), lowered("ON THE")
    (5, 'on the')
    """
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def tied(text: str, start: int, end: int) -> bool:
    """Return whether a letter, a hyphen or an apostrophe ties a phrase to what stands beside it.

    >>> tied("on the grounds", 0, 6), tied("on theirs", 0, 6), tied("add-on the", 4, 10)
    (False, True, True)
    """
    return bool(_TIED.match(text[start - 1 : start]) or _TIED.match(text[end : end + 1]))


class Literals:
    """Phrases in lower case that are looked for all at once, in any case; the longest one where several begin."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Put the phrases into one automaton."""
        written = [phrase.encode() for phrase in phrases]
        self._plain = all(map(bytes.isascii, written))
        self._automaton = BytesAhoCorasick(written, matchkind=MatchKind.LeftmostLongest)

    def find(self, doc: Document) -> Iterator[tuple[int, int, int]]:
        """Yield the number of a phrase and the offsets of each place where it stands."""
        data = doc.utf8.lower() if self._plain else lowered(doc.text).encode("utf-8", "replace")
        behind = offset = 0
        for number, start, end in self._automaton.find_matches_as_indexes(data):
            offset += len(data[behind:start].decode())
            behind = start
            yield number, offset, offset + len(data[start:end].decode())
