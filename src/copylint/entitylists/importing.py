"""Names from elsewhere: Wikidata query results (JSON or CSV), OpenRefine exports, plain lists of names."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from copylint.entitylists.reading import delimiter_of
from copylint.entitylists.rows import COLUMNS, SEPARATOR, SEVERAL, Found, Problem, Row, Wrong, entity_of
from copylint.model.errors import ConfigurationError, EntityListError
from copylint.model.expressions import expression
from copylint.sources.decoding import decode

WIKIDATA = expression(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d+)")
_UNLABELLED = expression(r"Q\d+")
_TIME = expression(r"(-?\d{4}(?:-\d\d){0,2})T[\d:.]+Z?")
_YEAR_ONLY = expression(r"(\d{4})-01-01")  # how Wikidata's export writes a year alone


class Record(NamedTuple):
    """One record of an export: the line it starts in, and its cells by header."""

    line: int
    cells: Mapping[str, str]


def import_names(
    path: Path, data: bytes, kind: str = "", columns: Mapping[str, str] | None = None
) -> list[Row | Problem]:
    """Return the entities that an export or a plain list holds, and the records that give none.

    The content tells the format. `kind` is for records that don't say theirs; `columns` names, for a column of the
    list, the header it comes from. Records of one item (Wikidata repeats an item for each alias or office) are one row.

    Raises:
        EntityListError: the file is no export and no list.
        ConfigurationError: a header named in `columns` isn't there.

    """
    source = decode(str(path), data)
    if source.guessed:
        raise EntityListError(f"{path}: expected UTF-8 text, found another encoding", 0, path.name)
    text = source.text
    records = list(_records(path, text))
    if records and not records[0].cells:
        raise EntityListError(f"{path}: expected an export with columns, or one name a line", 0, path.name)
    headers = list(dict.fromkeys(h for record in records for h in record.cells))
    chosen = {**_columns(headers), **_asked(path, columns or {}, headers)}
    if "name" not in chosen:
        problem = Problem(str(path), 1, "header", "a column of names (--column name=HEADER)", Found(", ".join(headers)))
        raise EntityListError(str(problem), 0, path.name)
    return [_row(path, group, chosen, kind) for group in _items(records, chosen)]


def _records(path: Path, text: str) -> Iterator[Record]:
    if text.lstrip().startswith(("{", "[")):
        yield from _json_records(path, text)
        return
    first = text.lstrip("\r\n").partition("\n")[0]
    if not any(mark in first for mark in "\t,;"):
        yield from _plain(text)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(first), strict=True)
    line = 2
    try:
        for cells in reader:
            yield Record(line, {h: v for h, v in cells.items() if h and isinstance(v, str)})
            line = reader.line_num + 1
    except csv.Error as error:
        problem = Problem(str(path), line, "", "cells whose quotation marks are closed", Found(str(error)))
        raise EntityListError(str(problem), 0, path.name) from error


def _plain(text: str) -> Iterator[Record]:
    """Yield a record for each line that isn't empty or a comment; a header `name` is none."""
    for line, name in enumerate(text.splitlines(), start=1):
        if name.strip() and not name.startswith("#") and not (line == 1 and name.strip().lower() in ("name", "names")):
            yield Record(line, {"name": name.strip()})


def _json_records(path: Path, text: str) -> Iterator[Record]:
    try:
        value: Any = json.loads(text)
    except ValueError as error:
        raise EntityListError(f"{path}: expected JSON, found {error}", 0, path.name) from error
    if isinstance(value, dict) and isinstance(value.get("results"), dict):
        value = value["results"].get("bindings")  # SPARQL 1.1 Query Results JSON Format, section 3
    elif isinstance(value, dict):
        value = value.get("rows")  # OpenRefine's templating export
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise EntityListError(f"{path}: expected a list of records, “results” or “rows”, found neither", 0, path.name)
    for number, item in enumerate(value, start=1):
        yield Record(number, {h: _text(v) for h, v in item.items() if v is not None})


def _text(value: Any) -> str:
    """Return a JSON value as a cell: of a SPARQL binding or reconciled cell its text, of a list its parts."""
    if isinstance(value, dict):
        return _text(value.get("value", value.get("name", value.get("v", ""))))
    if isinstance(value, list):
        return SEPARATOR.join(_text(v) for v in value)
    return str(value)


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files("copylint.entitylists") / "headers.toml").read_text(encoding="utf-8"))


def _columns(headers: Sequence[str]) -> dict[str, str]:
    """Return the header each column comes from: by its name, or as Wikidata names what belongs to a variable."""
    plain = {" ".join(h.lstrip("?").lower().split()): h for h in headers}
    found = {c: plain[n] for c in COLUMNS for n in reversed(_tables()[c]) if n in plain}
    for variable in plain:  # ?politician with ?politicianLabel, ?politicianAltLabel and ?politicianDescription
        if f"{variable}label" in plain and "name" not in found:
            belongs = {"name": "label", "aliases": "altlabel", "note": "description", "source": ""}
            found |= {c: plain[variable + end] for c, end in belongs.items() if variable + end in plain}
    return found


def _asked(path: Path, columns: Mapping[str, str], headers: Sequence[str]) -> Mapping[str, str]:
    for column, header in columns.items():
        if column not in COLUMNS:
            raise ConfigurationError("--column", column, f"one of {', '.join(COLUMNS)}", column)
        if header not in headers:
            raise ConfigurationError(str(path), "header", f"the column {header}", ", ".join(headers))
    return columns


def _items(records: Iterable[Record], chosen: Mapping[str, str]) -> Iterator[list[Record]]:
    """Yield the records of each item: those of one source key, and those without a name right below theirs."""
    groups: dict[str, list[Record]] = {}
    last = ""
    for record in records:
        name = record.cells.get(chosen["name"], "").strip()
        source = record.cells.get(chosen.get("source", ""), "").strip()
        key = (source if WIKIDATA.fullmatch(source) or _UNLABELLED.fullmatch(source) else name) or last
        last = key
        groups.setdefault(key, []).append(record)
    yield from groups.values()


def _row(path: Path, group: Sequence[Record], chosen: Mapping[str, str], kind: str) -> Row | Problem:
    cells: dict[str, str | list[str]] = {}
    for column, header in chosen.items():
        values = [v for r in group if (v := r.cells.get(header, "").strip())]
        if column in SEVERAL:
            cells[column] = list(dict.fromkeys(part for v in values for part in _parts(v)))
        elif values:
            cells[column] = max(map(_date, values)) if column == "until" else values[0]
    name, line = str(cells.get("name", "")), group[0].line
    if _UNLABELLED.fullmatch(name):
        return Problem(str(path), line, "name", "a name in English", name)
    cells["kind"] = _kind(str(cells.get("kind", ""))) or kind
    cells["source"] = _source(str(cells.get("source", "")))
    if cells["kind"] != "person" or not _stands_in(str(cells.get("given", "")), name):
        cells["given"] = ""
    found = entity_of(cells)
    if isinstance(found, Wrong):
        return Problem(str(path), line, found.column, found.expected, found.found)
    return Row(found, line)


def _stands_in(given: str, name: str) -> bool:
    return f" {given} " in f" {name} "


def _parts(value: str) -> list[str]:
    """Return the forms of a cell: parted by bars or, as Wikidata parts its aliases, by commas."""
    parts = value.split(SEPARATOR) if SEPARATOR in value else value.split(", ")
    return [part.strip() for part in parts if part.strip()]


def _date(value: str) -> str:
    found = _TIME.fullmatch(value)
    day = found.group(1) if found else value
    year = _YEAR_ONLY.fullmatch(day)
    return year.group(1) if year else day


def _kind(value: str) -> str:
    """Return the kind that a class such as “sovereign state” or “political party” makes."""
    words = re.findall(r"\w+", value.lower())
    kinds: Mapping[str, Sequence[str]] = _tables()["kinds"]
    if value in kinds:
        return value
    return next((kind for word in reversed(words) for kind, names in kinds.items() if word in names), "")


def _source(value: str) -> str:
    """Return the key of a Wikidata item, or the value as it is."""
    found = WIKIDATA.fullmatch(value)
    if found or _UNLABELLED.fullmatch(value):
        return f"wikidata:{found.group(1) if found else value}"
    return value
