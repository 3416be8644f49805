"""Records, one an item: what JSON Lines, CSV and Parquet share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copylint.model.errors import UnreadableError
from copylint.model.source import Source
from copylint.settings import Reading
from copylint.sources.fields import TEXT_FIELDS
from copylint.sources.items import Carrier


class Records(Carrier):
    """A file of records of which the user may name the fields."""

    def __init__(self, source: Source, reading: Reading) -> None:
        """Take the file and the names of its fields."""
        super().__init__(source)
        self.reading = reading

    def need_column(self, columns: Iterable[str]) -> None:
        """Say so where no column can hold the text, or one that was named isn't there.

        Raises:
            UnreadableError: with the columns there are.

        """
        given, names = self.reading, list(columns)
        asked = [n for n in (given.text_field, given.headline_field, given.id_field) if n]
        missing = [name for name in asked if name not in names]
        if missing:
            raise UnreadableError(self.source.path, f"no column {missing[0]!r} (columns: {', '.join(names)})")
        if not given.text_field and set(TEXT_FIELDS).isdisjoint(names):
            raise UnreadableError(
                self.source.path, f"no column for text; name it with --text-field (columns: {', '.join(names)})"
            )


def lines(blocks: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text, their ends included."""
    begun: list[str] = []
    for block in blocks:
        first, *others = block.split("\n")
        begun.append(first)
        for other in others:
            yield "".join(begun) + "\n"
            begun = [other]
    if last := "".join(begun):
        yield last
