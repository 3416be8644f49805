"""Common words one slip away from a spelling, and foreign words that only look like slips."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from copylint.lexicon.entity import deletions, one_slip
from copylint.lexicon.words import mapped

TABLE = Path(__file__).with_name("near.marisa")
FOREIGN = "="  # as in build.py


class NearWords:
    """The table of near words: each common word stands under its forms with one letter taken out.

    That is the method of SymSpell: exact for one letter lost, added, changed or swapped.
    """

    def __init__(self, table: Any) -> None:
        """Wrap a mapped trie of form → words."""
        self._table = table

    def near(self, spelling: str) -> list[str]:
        """Return the common words one slip away from a spelling in lower case.

        >>> near_words().near("goverment")
        ['government']
        """
        found: set[bytes] = set()
        for key in deletions(spelling):
            found.update(self._table.get(key) or ())
        return [word for value in sorted(found) if one_slip(spelling, word := value.decode())]

    def foreign(self, spelling: str) -> bool:
        """Return whether another language has the spelling, where an English word lies near it.

        >>> near_words().foreign("technologie"), near_words().foreign("goverment")
        (True, False)
        """
        return FOREIGN + spelling in self._table


@cache
def near_words() -> NearWords:
    """Return the table of near words, mapped into memory on first use.

    Raises:
        CopylintError: the package was not built (the table is missing).

    """
    import marisa_trie  # noqa: PLC0415  20 ms that a run without unknown words need not pay

    return NearWords(mapped(marisa_trie.BytesTrie(), TABLE, "the table of near words"))
