"""Words: how common in the wild, which forms, whether a dictionary has them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from copylint.lexicon.form import Form
from copylint.model.errors import CopylintError

TABLE = Path(__file__).with_name("words.marisa")
FORMAT = "<BH"
ZIPF_STEP = 20
CACHE_LIMIT = 200_000


class Words:
    """The word table; look-ups take any case and are cached up to a limit."""

    def __init__(self, table: Any) -> None:
        """Wrap a mapped trie of word → (Zipf steps, form bits)."""
        self._table = table
        self._seen: dict[str, tuple[float, int]] = {}

    def _row(self, word: str) -> tuple[float, int]:
        row = self._seen.get(word)
        if row is None:
            found = self._table.get(word.lower())
            row = (found[0][0] / ZIPF_STEP, found[0][1]) if found else (0.0, 0)
            if len(self._seen) >= CACHE_LIMIT:
                self._seen.clear()
            self._seen[word] = row
        return row

    def zipf(self, word: str) -> float:
        """Return the Zipf frequency (log10 of occurrences in a billion words), 0.0 for a word never seen.

        >>> words().zipf("the") > 7
        True
        """
        return self._row(word)[0]

    def commonest(self, beginning: str) -> float:
        """Return the Zipf frequency of the commonest word that begins so; the shorter the beginning, the slower.

        >>> words().commonest("presid") == words().zipf("president")
        True
        """
        return max((row[0] for _, row in self._table.items(beginning.lower())), default=0) / ZIPF_STEP

    def between(self, rarest: float, commonest: float) -> Iterator[str]:
        """Yield the words whose Zipf frequency lies between two."""
        for word, (steps, _) in self._table.iteritems():
            if rarest <= steps / ZIPF_STEP <= commonest:
                yield word

    def beginnings(self, word: str) -> list[str]:
        """Return the words of the table that a lower-case word begins with, shortest first.

        >>> "not" in words().beginnings("nothing")
        True
        """
        return cast("list[str]", self._table.prefixes(word))

    def forms(self, word: str) -> Form:
        """Return the grammatical forms the spelling can be."""
        return Form(self._row(word)[1])

    def can_be(self, word: str, forms: Form) -> bool:
        """Return whether the spelling can be any of the forms."""
        return bool(self._row(word)[1] & int(forms))  # as plain numbers, in a tenth of the time

    def valid(self, word: str) -> bool:
        """Return whether a spelling dictionary has the word."""
        return bool(self._row(word)[1] & Form.VALID)

    def has(self, word: str) -> bool:
        """Return whether the table has a spelling in lower case, known or only seen; nothing is cached."""
        return word in self._table

    def known(self, word: str) -> bool:
        """Return whether a dictionary or a grammar has the word; being seen in the wild isn't enough."""
        return self._row(word)[1] != 0


@cache
def words() -> Words:
    """Return the word table, mapped into memory on first use.

    Raises:
        CopylintError: the package was not built (the table is missing).

    """
    import marisa_trie  # noqa: PLC0415  20 ms that a run without words need not pay

    return Words(mapped(marisa_trie.RecordTrie(FORMAT), TABLE, "the word table"))


def mapped(table: Any, file: Path, name: str) -> Any:
    """Return a trie mapped into memory from the file that was made when the package was built.

    Raises:
        CopylintError: the package was not built; the table is called by its name.

    """
    try:
        table.mmap(str(file))
    except (OSError, RuntimeError) as error:
        raise CopylintError(f"{name} is missing ({file}): install copylint with pip, which builds it") from error
    return table


def table_size() -> int:
    """Return the size of the word table in bytes (0 where it is missing): it tells one table from another."""
    return TABLE.stat().st_size if TABLE.exists() else 0
