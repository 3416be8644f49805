"""Which of many patterns may match in a text: one pass for the literals that each of them needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import ahocorasick_rs

from copylint.lexicon.required import EDGE

MANY = 500  # texts; an automaton that is faster takes as long to build as it saves on so many of 5 KB
_WORD = bytes((chr(byte).isalnum() and byte < 128) or byte == ord("_") for byte in range(256))  # noqa: PLR2004  ASCII


def lined(data: bytes) -> bytes:
    """Return a text as a gate reads it, between line feeds."""
    return b"\n%b\n" % data


class LiteralGate:
    """Tells patterns that may match from all others."""

    def __init__(self, needed: Mapping[int, Sequence[str]]) -> None:
        """Take the literals that patterns need, by their number."""
        pairs = [(literal, number) for number, literals in needed.items() for literal in literals]
        self._owners = [number for _, number in pairs]
        self._edges = [(literal[0] == EDGE, literal[-1] == EDGE) for literal, _ in pairs]
        self._cores = [literal.strip(EDGE).encode() for literal, _ in pairs]
        self._automaton = self._built(ahocorasick_rs.Implementation.ContiguousNFA)
        self._asked = 0

    def _built(self, kind: ahocorasick_rs.Implementation) -> ahocorasick_rs.BytesAhoCorasick:
        return ahocorasick_rs.BytesAhoCorasick(self._cores, implementation=kind)

    def hits(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Yield the number of a pattern and where a literal of it stands in a text made by `lined`."""
        self._asked += 1
        if self._asked == MANY:
            self._automaton = self._built(ahocorasick_rs.Implementation.DFA)
        for literal, start, end in self._automaton.find_matches_as_indexes(data, overlapping=True):
            left, right = self._edges[literal]
            if (not left or _edge(data, start)) and (not right or _edge(data, end)):
                yield self._owners[literal], start

    def open(self, data: bytes) -> set[int]:
        """Return the numbers of the patterns that may match in a text made by `lined`."""
        return {number for number, _ in self.hits(data)}


def _edge(data: bytes, at: int) -> bool:
    """Return whether a word of ASCII letters begins or ends there."""
    return not 0 < at < len(data) or _WORD[data[at - 1]] != _WORD[data[at]]
