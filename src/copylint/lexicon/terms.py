"""Closed lists of words: days, determiners, honorifics, abbreviations."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, str]:
    return tomllib.loads((files("copylint.lexicon") / "terms.toml").read_text(encoding="utf-8"))


@cache
def terms(name: str) -> frozenset[str]:
    """Return a list of `terms.toml`.

    >>> "monday" in terms("calendar")
    True
    """
    return frozenset(_tables()[name].split())
