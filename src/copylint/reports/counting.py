"""Counts and lists in words."""

from __future__ import annotations

from collections.abc import Iterable


def plural(count: int, noun: str) -> str:
    """Return the count with its noun.

    >>> plural(1, "file"), plural(13, "place")
    ('1 file', '13 places')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(words: Iterable[str]) -> str:
    """Return the words with commas between them."""
    return ", ".join(words)
