"""Which carrier a text is: told by its content, by the ending of its name where content can't tell, or by the user."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os.path import splitext

from copylint.model.errors import UnknownKindError, UnreadableError
from copylint.model.expressions import expression
from copylint.model.source import Source
from copylint.settings import Reading
from copylint.sources.fields import DATE_FIELDS, HEADLINE_FIELDS, ID_FIELDS, SOURCE_FIELDS, TEXT_FIELDS
from copylint.sources.items import Carrier, Plain

LONGEST_HEADER = 4_000  # code points
DATA_ENDINGS = frozenset((".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml", ".json"))
NEVER_EMPTY = DATA_ENDINGS | {".jsonl", ".ndjson", ".csv", ".tsv"}
_FRONT_MATTER = expression(r"---[ \t]*\r?\n[\w-]+:[^\n]*+\n(?:(?!---)[^\n]*+\n){0,100}+---[ \t]*\r?\n")
_DELIMITER = expression(r"[,;\t]")


def carrier_of(source: Source, reading: Reading) -> Carrier:
    """Return the carrier a source is, if only of plain copy.

    Raises:
        UnknownKindError: it is XML, JSON or a table, but of no kind that holds copy.
        UnreadableError: it isn't what the user says it is, or a record's field is missing.

    """
    ending = splitext(source.path)[1].lower()  # noqa: PTH122  a Path takes ten times as long
    if source.file is None and ending in NEVER_EMPTY and not source.head.strip():
        raise UnreadableError(source.path, "nothing in it")
    if source.file is not None:
        found = _parquet(source, reading)
    elif reading.format in CLAIMED:
        return CLAIMED[reading.format](source, reading)
    elif reading.format is None and ending in ENDINGS:
        return CLAIMED[ENDINGS[ending]](source, reading)
    else:
        found = _by_content(source, reading) or _as_named(source, ending)
    if reading.format and reading.format != found.kind:
        raise UnreadableError(source.path, f"not {reading.format}: it reads as {found.kind}")
    return found


def _as_named(source: Source, ending: str) -> Carrier:
    """Return plain copy, unless the file's name says that it is data."""
    if ending not in DATA_ENDINGS:
        return Plain(source)
    raise UnknownKindError(source.path, f"named {ending}, but nothing that copylint knows as such")


def _by_content(source: Source, reading: Reading) -> Carrier | None:
    head = source.head.lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        from copylint.sources.markup import markup_carrier  # noqa: PLC0415  plain copy needs no parser

        return markup_carrier(source)
    if "\x02" in source.head:
        from copylint.sources.wire import Wire, is_wire  # noqa: PLC0415

        return Wire(source) if is_wire(source.text) else None
    if head.startswith(("{", "[")):
        from copylint.sources.json_formats import json_carrier  # noqa: PLC0415

        return json_carrier(source, reading)
    if _FRONT_MATTER.match(head):
        return _markdown(source, reading)
    return _csv(source, reading) if _is_table(head.partition("\n")[0], reading) else None


def _is_table(first: str, reading: Reading) -> bool:
    """Return whether a line names the columns of a table: the one for text, and another that copy comes with."""
    names = {name.strip('\r"').lower() for name in _DELIMITER.split(first[:LONGEST_HEADER])}
    if reading.text_field:
        return len(names) > 1 and reading.text_field.lower() in names
    others = {*HEADLINE_FIELDS, *ID_FIELDS, *DATE_FIELDS, *SOURCE_FIELDS}
    return not names.isdisjoint(TEXT_FIELDS) and not names.isdisjoint(others)


def _html(source: Source, reading: Reading) -> Carrier:  # noqa: ARG001
    from copylint.sources.markup import Page  # noqa: PLC0415

    return Page(source)


def _markdown(source: Source, reading: Reading) -> Carrier:  # noqa: ARG001
    from copylint.sources.markdown import Markdown  # noqa: PLC0415

    return Markdown(source)


def _lines(source: Source, reading: Reading) -> Carrier:
    from copylint.sources.json_formats import JsonLines  # noqa: PLC0415

    return JsonLines(source, reading)


def _csv(source: Source, reading: Reading) -> Carrier:
    from copylint.sources.tables import Csv  # noqa: PLC0415

    return Csv(source, reading)


def _parquet(source: Source, reading: Reading) -> Carrier:
    from copylint.sources.tables import Parquet  # noqa: PLC0415

    return Parquet(source, reading)


CLAIMED: Mapping[str | None, Callable[[Source, Reading], Carrier]] = {
    "text": lambda source, reading: Plain(source),  # noqa: ARG005
    "html": _html,
    "markdown": _markdown,
    "jsonl": _lines,
    "csv": _csv,
}
ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
