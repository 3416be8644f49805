"""Which of an engine's rules say what of ours: tables beside this module, one an engine."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files

from copylint.outside.match import Match


@dataclass(frozen=True)
class Table:
    """What becomes of an engine's matches: families by rule and by category, and what is left aside."""

    families: dict[str, str]
    rules: dict[str, str]
    kinds: frozenset[str]
    off: tuple[str, ...]
    unknown_word: tuple[str, ...]
    unasked: frozenset[str]

    def family(self, match: Match) -> str | None:
        """Return the family of a match, or None where it is left aside."""
        if match.rule in self.rules:
            return self.rules[match.rule]
        if match.kind in self.kinds or _any(match.rule, self.off):
            return None
        return self.families.get(match.category)

    def is_unknown_word(self, match: Match) -> bool:
        """Return whether a match says no more than that a word isn't in the engine's dictionary."""
        return _any(match.rule, self.unknown_word)


@lru_cache
def table(engine: str) -> Table:
    """Return the table of an engine."""
    said = tomllib.loads((files(__package__) / f"{engine}.toml").read_text("utf-8"))
    return Table(
        families=said["families"],
        rules=said["rules"],
        kinds=frozenset(said["kinds"]),
        off=tuple(said["off"]),
        unknown_word=tuple(said["unknown-word"]),
        unasked=frozenset(said["unasked"]["categories"]),
    )


def _any(rule: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(rule, pattern) for pattern in patterns)
