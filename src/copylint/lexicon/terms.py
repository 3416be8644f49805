"""Closed lists of words: days, determiners, honorifics, abbreviations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from copylint.settings.toml import parsed


@cache
def _tables() -> dict[str, str]:
    return dict(parsed(Path(__file__).with_name("terms.toml").read_text(encoding="utf-8")))


@cache
def terms(name: str) -> frozenset[str]:
    """Return a list of `terms.toml`.

    >>> "monday" in terms("calendar")
    True
    """
    return frozenset(_tables()[name].split())
