"""Known entities → the text of a list, and entities added at the end of a list that is there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tomli_w

from copylint.entitylists.checking import rows_of
from copylint.entitylists.reading import delimiter_of
from copylint.entitylists.rows import COLUMNS, SEPARATOR, SEVERAL, column_of
from copylint.lexicon.entity import Entity
from copylint.model.errors import ConfigurationError
from copylint.sources.decoding import decode

FORMATS = ("tsv", "csv", "jsonl", "toml")  # a list of JSON Lines may end with ndjson too


def dump(entities: Iterable[Entity], form: str) -> str:
    r"""Return a list in one of the `FORMATS`; reading it gives the same entities.

    >>> dump([Entity("Kyiv", "place", avoid=("Kiev",))], "jsonl")
    '{"name": "Kyiv", "kind": "place", "avoid": ["Kiev"]}\n'
    """
    if form == "jsonl":
        return "".join(_json_line(e) for e in entities)
    if form == "toml":
        return "\n".join(_toml_table(e) for e in entities)
    delimiter = "\t" if form == "tsv" else ","
    return _line(COLUMNS, delimiter) + "".join(_line(_cells(e).values(), delimiter) for e in entities)


def append(path: Path, entities: Sequence[Entity]) -> None:
    """Add entities at the end of a list, in its own format, columns and encoding; a list that isn't there is made.

    Raises:
        EntityListError: the list has a row that is wrong, or would have one; nothing is written.
        ConfigurationError: the list can't be read or written, or lacks a column that an entity needs.

    """
    try:
        before = path.read_bytes() if path.exists() else b""
        added = _added(path, before, entities)
        rows_of(path, before + added)
        with path.open("ab") as file:
            file.write(added)
    except OSError as error:
        raise ConfigurationError(str(path), "", "a list that can be written", error.strerror or str(error)) from error


def _added(path: Path, before: bytes, entities: Sequence[Entity]) -> bytes:
    """Return what is to stand behind the list's bytes."""
    form = path.suffix.lower().removeprefix(".").replace("ndjson", "jsonl")
    if form not in FORMATS or before.strip():
        rows_of(path, before)
    if not before.strip():
        return dump(entities, form).encode()
    source = decode(str(path), before)
    text = "" if source.text.endswith(("\n", "\r")) else "\n"
    if form in ("jsonl", "toml"):
        text += ("\n" if form == "toml" else "") + dump(entities, form)
    else:
        text += _table_lines(path, source.text, entities)
    ends = text.replace("\n", "\r\n") if "\r\n" in source.text else text
    return ends.encode(source.encoding)


def _table_lines(path: Path, text: str, entities: Sequence[Entity]) -> str:
    """Return rows for a table that is there, under its own header."""
    first = text.partition("\n")[0]
    delimiter = delimiter_of(first)
    header = [str(column_of(cell)) for cell in next(csv.reader(io.StringIO(first), delimiter=delimiter))]
    lines = []
    for entity in entities:
        cells = _cells(entity)
        lacking = next((c for c, value in cells.items() if value and c not in header), None)
        if lacking:
            raise ConfigurationError(str(path), "header", f"the column {lacking} for {entity.name}", ", ".join(header))
        lines.append(_line([cells[c] for c in header], delimiter))
    return "".join(lines)


def _cells(entity: Entity) -> Mapping[str, str]:
    values = {column: getattr(entity, column) for column in COLUMNS}
    return {c: SEPARATOR.join(v) if c in SEVERAL else v for c, v in values.items()}


def _line(cells: Iterable[str], delimiter: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _object(entity: Entity) -> dict[str, str | list[str]]:
    """Return the columns that hold something."""
    values = {c: list(getattr(entity, c)) if c in SEVERAL else getattr(entity, c) for c in COLUMNS}
    return {column: value for column, value in values.items() if value}


def _json_line(entity: Entity) -> str:
    return json.dumps(_object(entity), ensure_ascii=False) + "\n"


def _toml_table(entity: Entity) -> str:
    return "[[entity]]\n" + tomli_w.dumps(_object(entity))
