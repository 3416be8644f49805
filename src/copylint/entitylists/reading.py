"""Lists of known entities as desks keep them: TSV, CSV, JSON Lines and TOML."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from copylint.entitylists.rows import COLUMNS, SEVERAL, Cells, Found, Problem, Row, Wrong, column_of, entity_of
from copylint.lexicon.entity import KINDS
from copylint.model.errors import UnreadableError
from copylint.model.expressions import expression
from copylint.sources.decoding import decode

SUFFIXES = (".tsv", ".csv", ".jsonl", ".ndjson", ".toml")
DELIMITERS = "\t;,"
_TABLE = expression(r"^[ \t]*\[\[[ \t]*entity[ \t]*\]\]", re.MULTILINE)

Outcome = Row | Problem


def list_files(path: Path) -> list[Path]:
    """Return the list itself, or the lists in a folder by name."""
    if path.is_dir():
        return sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
    return [path]


def read_rows(path: Path, data: bytes) -> Iterator[Outcome]:
    """Yield each row of a list, or what is wrong with it, in the order of the lines.

    The name's ending tells the format. A row's problem stops none of the other rows; a broken header stops them all.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        found = path.suffix or path.name
        yield Problem(str(path), 1, "", f"a list whose name ends with {', '.join(SUFFIXES)}", found)
        return
    try:
        source = decode(str(path), data)
    except UnreadableError as error:
        yield Problem(str(path), 1, "", "UTF-8 text", Found(error.reason))
        return
    if source.guessed:
        yield _wrong_encoding(path, data)
        return
    yield from reader(str(path), source.text)


def _wrong_encoding(path: Path, data: bytes) -> Problem:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(str(path), line, "", "UTF-8 text", Found(f"the byte 0x{data[error.start]:02x}"))
    raise AssertionError("text that is UTF-8 was taken for a guess")


def delimiter_of(header: str) -> str:
    """Return what parts the cells of a table: the one of tab, semicolon and comma that its header has most of."""
    return max(DELIMITERS, key=header.count)


def _read_table(path: str, text: str) -> Iterator[Outcome]:
    """Yield the rows of a table; the header says which of tab, semicolon and comma parts its cells."""
    delimiter = delimiter_of(text.partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Problem(
                path, line, "", "cells whose quotation marks are closed and doubled inside", Found(str(error))
            )
            return
        if cells is None:
            break
        if columns is None:
            problems, columns = _header(path, line, cells)
            yield from problems
            if problems:
                return
        elif any(c.strip() for c in cells):
            yield _table_row(path, line, columns, cells)
        line = reader.line_num + 1
    if columns is None:
        yield Problem(path, 1, "", f"the header {', '.join(COLUMNS)}", Found("nothing"))


def _header(path: str, line: int, cells: Sequence[str]) -> tuple[list[Problem], list[str]]:
    """Return what is wrong with a header, and the columns it names."""
    problems: list[Problem] = []
    columns: list[str] = []
    for number, cell in enumerate(cells, start=1):
        column = column_of(cell)
        if isinstance(column, Wrong):
            problems.append(Problem(path, line, "header", column.expected, cell, number))
        elif column in columns:
            problems.append(Problem(path, line, "header", "each column once", cell, number))
        else:
            columns.append(column)
    missing = [c for c in ("name", "kind") if c not in columns]
    if missing and not problems:
        problems.append(Problem(path, line, "header", f"the column {missing[0]}", Found(", ".join(cells) or "nothing")))
    return problems, columns


def _table_row(path: str, line: int, columns: Sequence[str], cells: Sequence[str]) -> Outcome:
    if len(cells) > len(columns) and any(c.strip() for c in cells[len(columns) :]):
        return Problem(path, line, "", f"{len(columns)} cells", Found(f"{len(cells)}"))
    found = entity_of(dict(zip(columns, cells, strict=False)))
    if not isinstance(found, Wrong):
        return Row(found, line)
    number = columns.index(found.column) + 1 if found.column in columns else 0
    return Problem(path, line, found.column, found.expected, found.found, number)


def _read_json_lines(path: str, text: str) -> Iterator[Outcome]:
    for line, row in enumerate(text.split("\n"), start=1):
        if not row.strip():
            continue
        try:
            value = json.loads(row)
        except ValueError as error:
            yield Problem(path, line, "", "a JSON object", Found(str(error)))
            continue
        yield _object(path, line, value)


def _read_toml(path: str, text: str) -> Iterator[Outcome]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        yield Problem(path, int(place.group(1)) if place else 1, "", "a TOML document", Found(str(error)))
        return
    values = tables.pop("entity", [])
    if tables or not isinstance(values, list):
        yield Problem(path, 1, "", "tables named [[entity]] and nothing else", Found(next(iter(tables), "entity")))
        return
    lines = [text.count("\n", 0, m.start()) + 1 for m in _TABLE.finditer(text)]
    if len(lines) != len(values):  # written another way, or quoted inside a text: count the tables instead
        lines = [1] * len(values)
    for line, value in zip(lines, values, strict=True):
        yield _object(path, line, value)


def _object(path: str, line: int, value: Any) -> Outcome:
    """Return the row of an object whose keys are columns; lists may be lists."""
    if not isinstance(value, dict):
        return Problem(path, line, "", "an object with name and kind", value)
    cells: dict[str, str | list[str]] = {}
    for key, cell in value.items():
        column = column_of(key)
        if isinstance(column, Wrong):
            return Problem(path, line, key, column.expected, key)
        listed = isinstance(cell, list) and column in SEVERAL and all(isinstance(c, str) for c in cell)
        if not isinstance(cell, str) and not listed:
            wanted = "text or a list of texts" if column in SEVERAL else "text"
            return Problem(path, line, column, wanted, cell)
        cells[column] = cell
    return _row(path, line, cells)


def _row(path: str, line: int, cells: Cells) -> Outcome:
    if "kind" not in cells:
        return Problem(path, line, "kind", " or ".join(KINDS), Found("nothing"))
    found = entity_of(cells)
    if isinstance(found, Wrong):
        return Problem(path, line, found.column, found.expected, found.found)
    return Row(found, line)


READERS: dict[str, Callable[[str, str], Iterator[Outcome]]] = {
    ".tsv": _read_table,
    ".csv": _read_table,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".toml": _read_toml,
}
