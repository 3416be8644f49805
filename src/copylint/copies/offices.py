"""The words of titles: offices, what goes before them, and forms of address."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Terms(NamedTuple):
    """The words of titles.toml."""

    offices: frozenset[str]
    modifiers: frozenset[str]
    joiners: frozenset[str]
    idle: frozenset[str]
    ranks: frozenset[str]
    address: frozenset[str]
    compounds: frozenset[str]
    general: dict[str, str]
    same: dict[str, str]


@cache
def terms() -> Terms:
    """Return the words of titles.toml."""
    raw = tomllib.loads((files("copylint.copies") / "titles.toml").read_text(encoding="utf-8"))
    offices, modifiers, joiners, idle, ranks, address = (
        frozenset(raw[key].split()) for key in ("offices", "modifiers", "joiners", "idle", "ranks", "address")
    )
    compounds = frozenset(raw["compounds"])
    return Terms(offices, modifiers, joiners, idle, ranks, address, compounds, raw["general"], raw["same"])


def one_office(one: str, other: str) -> bool:
    """Return whether two lower-case words are one office: Prof and professor, Gen and general."""
    same = terms().same
    return same.get(one, one) == same.get(other, other)


def before_names(word: str) -> bool:
    """Return whether a lower-case word, with a capitalised one behind it, is part of a title or a form of address."""
    known = terms()
    return word in known.ranks | known.address | known.offices or word in known.same
