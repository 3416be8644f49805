"""Tables: CSV and Parquet, one item a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from copylint.model.errors import UnreadableError
from copylint.model.source import Unread
from copylint.model.traced import Position, Traced, lines_of
from copylint.sources import csv_rows, parquet
from copylint.sources.fields import MissingFieldError, record
from copylint.sources.items import Item
from copylint.sources.records import Records


class Csv(Records):
    """Rows below a row that names the columns."""

    kind = "csv"

    def items(self) -> Iterator[Item | Unread]:
        """Yield an item for each row, and the rows that hold none."""
        try:
            rows = csv_rows.rows(self.source.blocks())
            header = next(rows, None)
            names = [cell.text.strip() for cell in header.cells] if header else []
            self.need_column(names)
            for number, row in enumerate(rows, start=1):
                if len(row.cells) > len(names):
                    yield Unread(self.source.path, f"line {row.place.line}: {len(row.cells)} cells, not {len(names)}")
                    continue
                cells = dict(zip(names, row.cells, strict=False))
                fields = {name: cell.text for name, cell in cells.items()}
                try:
                    item = record(fields, self.reading, number, cells.__getitem__, row.place)
                except MissingFieldError as error:
                    yield Unread(self.source.path, f"line {row.place.line}: {error}")
                    continue
                yield item._replace(received=partial(self.source.encode, row.raw))
        except ValueError as error:
            raise UnreadableError(self.source.path, f"broken CSV: {error}") from error

    def envelope(self) -> tuple[bytes, bytes]:
        """Return the row of names."""
        header = next(csv_rows.rows(self.source.blocks()))
        return self.source.bom + self.source.encode(header.raw), b""


class Parquet(Records):
    """Rows of a Parquet file; places are lines and columns of the text itself, as the file has none."""

    kind = "parquet"

    def items(self) -> Iterator[Item | Unread]:
        """Yield an item for each row, and the rows that hold none."""
        path = self._file()
        self.need_column(parquet.columns(path))
        for number, row in enumerate(parquet.rows(path), start=1):
            try:
                item = record(row.values, self.reading, number, partial(_traced, row.values), Position(1, 1))
            except MissingFieldError as error:
                yield Unread(self.source.path, f"row {number}: {error}")
            else:
                yield item._replace(received=row.alone)

    def _file(self) -> Path:
        if self.source.file is None:
            raise UnreadableError(self.source.path, "no Parquet file")
        return self.source.file


def _traced(fields: Mapping[str, Any], name: str) -> Traced:
    return Traced(lines_of(str(fields[name])))
