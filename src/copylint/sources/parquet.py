"""Parquet → rows, batch by batch; each can be had as a file by itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from copylint.model.errors import UnreadableError

BATCH = 256  # rows
BUFFER_BYTES = 1 << 20  # of a column read at a time


class ParquetRow(NamedTuple):
    """A row: its values by column, and a Parquet file that holds nothing but it."""

    values: Mapping[str, object]
    alone: Callable[[], bytes]


def columns(path: Path) -> list[str]:
    """Return the names of a file's columns.

    Raises:
        UnreadableError: no Parquet, or nothing is installed that reads it.

    """
    with _opened(path) as file:
        return list(file.schema_arrow.names)


def rows(path: Path, columns: Sequence[str] | None = None) -> Iterator[ParquetRow]:
    """Yield the rows with the values of some columns, or of all; no more than a batch of them is held.

    Raises:
        UnreadableError: no Parquet, broken, without such a column, or nothing is installed that reads it; what came
            before the break was yielded.

    """
    with _opened(path) as file:
        names = list(file.schema_arrow.names)
        missing = [name for name in columns or () if name not in names]
        if missing:
            raise UnreadableError(str(path), f"no column {missing[0]!r} (columns: {', '.join(names)})")
        wanted = [at for at, name in enumerate(names) if columns is None or name in columns]
        for batch in file.iter_batches(batch_size=BATCH):
            for at, row in enumerate(_whole_microseconds(batch.select(wanted)).to_pylist()):
                yield ParquetRow(row, partial(_alone, batch, at, file.schema_arrow))


def _whole_microseconds(batch: Any) -> Any:
    """Return a batch with times that Python can hold."""
    import pyarrow as pa  # noqa: PLC0415  an extra

    for at, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            times = batch.column(at).cast(pa.timestamp("us", field.type.tz), safe=False)
            batch = batch.set_column(at, field.name, times)
    return batch


def _alone(batch: Any, at: int, schema: Any) -> bytes:
    """Return a file of one row of a batch."""
    import pyarrow as pa  # noqa: PLC0415  an extra
    from pyarrow import parquet  # noqa: PLC0415

    written = BytesIO()
    table = pa.Table.from_batches([batch.slice(at, 1)]).cast(schema)
    parquet.write_table(table.replace_schema_metadata(schema.metadata), written)
    return written.getvalue()


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a file; what is wrong with it is said in one line."""
    try:
        import pyarrow as pa  # noqa: PLC0415  an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise UnreadableError(str(path), "Parquet needs pyarrow: pip install 'copylint[arrow]'") from error
    try:
        with parquet.ParquetFile(path, buffer_size=BUFFER_BYTES, pre_buffer=False) as file:
            yield file
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else f"broken Parquet: {error}"
        raise UnreadableError(str(path), " ".join(reason.split())) from error
