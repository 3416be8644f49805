"""Which of many patterns may match in a text: one pass for the literals that each of them needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ahocorasick_rs

from copylint.lexicon.required import EDGE

_WORD = bytes((chr(byte).isalnum() and byte < 128) or byte == ord("_") for byte in range(256))  # noqa: PLR2004  ASCII


def lined(data: bytes) -> bytes:
    """Return a text as a gate reads it, between line feeds."""
    return b"\n%b\n" % data


class LiteralGate:
    """Tells patterns that may match from all others."""

    def __init__(self, needed: Mapping[int, Sequence[str]], *, lasting: bool = False) -> None:
        """Take the literals that patterns need, by their number; what is lasting is built slowly and asked fast."""
        pairs = [(literal, number) for number, literals in needed.items() for literal in literals]
        self._owners = [number for _, number in pairs]
        self._edges = [(literal[0] == EDGE, literal[-1] == EDGE) for literal, _ in pairs]
        kind = ahocorasick_rs.Implementation.DFA if lasting else ahocorasick_rs.Implementation.ContiguousNFA
        cores = [literal.strip(EDGE).encode() for literal, _ in pairs]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(cores, implementation=kind)

    def open(self, data: bytes) -> set[int]:
        """Return the numbers of the patterns that may match in a text made by `lined`."""
        found: set[int] = set()
        for literal, start, end in self._automaton.find_matches_as_indexes(data, overlapping=True):
            if self._owners[literal] not in found:
                left, right = self._edges[literal]
                if (not left or _edge(data, start)) and (not right or _edge(data, end)):
                    found.add(self._owners[literal])
        return found


def _edge(data: bytes, at: int) -> bool:
    """Return whether a word of ASCII letters begins or ends there."""
    return not 0 < at < len(data) or _WORD[data[at - 1]] != _WORD[data[at]]
