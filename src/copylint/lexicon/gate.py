"""Which of many patterns may match in a text: one pass for the literals that each of them needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick, Implementation

from copylint.lexicon.required import EDGE

_WORD = bytes((chr(byte).isalnum() and byte < 128) or byte == ord("_") for byte in range(256))  # noqa: PLR2004  ASCII


def lined(data: bytes) -> bytes:
    """Return a text as a gate reads it, between line feeds."""
    return b"\n%b\n" % data


class LiteralGate:
    """Tells patterns that may match from all others."""

    def __init__(self, needed: Mapping[int, Sequence[str]]) -> None:
        """Take the literals that patterns need, by their number."""
        self._needed = needed

    def hits(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Yield the number of a pattern and where a literal of it stands in a text made by `lined`."""
        owners, automaton = self._automaton
        for literal, start, end in automaton.find_matches_as_indexes(data, overlapping=True):
            number, left, right = owners[literal]
            if _stands(data, start, end, left, right):
                yield number, start

    @cached_property
    def _automaton(self) -> tuple[list[tuple[int, bool, bool]], BytesAhoCorasick]:
        """What finds all literals, and whose each is, with the edges that it needs."""
        pairs = [(literal, number) for number, literals in self._needed.items() for literal in literals]
        cores = [literal.strip(EDGE).encode() for literal, _ in pairs]
        owners = [(number, literal[0] == EDGE, literal[-1] == EDGE) for literal, number in pairs]
        return owners, BytesAhoCorasick(cores, implementation=Implementation.ContiguousNFA)

    def open(self, data: bytes) -> set[int]:
        """Return the numbers of the patterns that may match in a text made by `lined`."""
        return {number for number, _ in self.hits(data)}


def _stands(data: bytes, start: int, end: int, left: bool, right: bool) -> bool:  # noqa: FBT001
    """Return whether words begin and end where they have to."""
    return (not left or _edge(data, start)) and (not right or _edge(data, end))


def _edge(data: bytes, at: int) -> bool:
    """Return whether a word of ASCII letters begins or ends there."""
    return not 0 < at < len(data) or _WORD[data[at - 1]] != _WORD[data[at]]
