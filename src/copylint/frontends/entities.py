"""The commands on lists of known entities: check, find, add, import, export, suggest."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copylint.entitylists.rows import Problem, Row, Wrong, entity_of
from copylint.frontends._given import settings_of
from copylint.frontends._options import Config, Listing
from copylint.lexicon.entity import Entity, fold
from copylint.model.errors import ConfigurationError
from copylint.reports import stdout
from copylint.reports.escapes import visible
from copylint.settings import Settings

if TYPE_CHECKING:
    from copylint.entitylists.lookup import Mention
    from copylint.lexicon.entities import EntityList
    from copylint.pipeline import Pipeline

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Keep lists of known names: people, places, organisations.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

TO_MEND = 1
SCHEMA_VERSION = 1


class ListFormat(StrEnum):
    """A format of a list."""

    TSV = "tsv"
    CSV = "csv"
    JSONL = "jsonl"
    TOML = "toml"


class Kind(StrEnum):
    """What a name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"


Form = Annotated[Listing, typer.Option("--format", help="Format of the report.")]
Target = Annotated[
    Path | None,
    typer.Option("--to", metavar="LIST", help="List to add to (made where it isn't there); the ending is its format."),
]


@app.command("check")
def check(
    lists: Annotated[
        list[Path] | None, typer.Argument(metavar="LIST", help="Lists; none: those of the settings.")
    ] = None,
    *,
    form: Form = Listing.TEXT,
    config: Config = None,
) -> None:
    """Check every row of lists: exit code 0 all can be used, 1 rows to mend, 2 a list could not be read."""
    from copylint.entitylists.checking import check_list  # noqa: PLC0415
    from copylint.entitylists.clashes import merge  # noqa: PLC0415  --help needs none of this
    from copylint.entitylists.reading import list_files  # noqa: PLC0415

    paths = [file for given in (lists or settings_of(config).entities) for file in list_files(given)]
    if not paths:
        raise ConfigurationError("entities", "", "a list to check, or entities in the settings", "neither")
    checked = [(path, *check_list(path, _bytes(path))) for path in paths]
    notes = merge([(path, rows) for path, rows, _ in checked])[1]
    problems = [p for _, _, found in checked for p in found]
    stdout.settle_encoding(utf8=form is Listing.JSON)
    if form is Listing.JSON:
        listed = [{"path": str(path), "entities": len(rows)} for path, rows, _ in checked]
        stdout.write([_json(lists=listed, problems=[_problem_object(p) for p in problems], notes=notes)])
    else:
        stdout.write(f"{visible(str(p))}\n" for p in problems)
        stdout.write(f"note: {visible(n)}\n" for n in notes)
        stdout.write(starmap(_counted, checked))
    raise typer.Exit(TO_MEND if problems else 0)


@app.command("find")
def find(
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="A text, or - for standard input.")] = None,
    *,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Look up the names of a file.")] = None,
    form: Form = Listing.TEXT,
    config: Config = None,
) -> None:
    """Say what the lists have of each name in a text: listed, a form to avoid, near to a listed one, or unlisted."""
    from copylint.entitylists.lookup import look_up  # noqa: PLC0415
    from copylint.lexicon.words import words  # noqa: PLC0415

    copy = _copy(text or [], file)
    mentions = list(look_up(copy, _pipeline(config).entities, words()))
    stdout.settle_encoding(utf8=form is Listing.JSON)
    if form is Listing.JSON:
        stdout.write([_json(names=[_mention_object(copy, m) for m in mentions])])
    else:
        stdout.write(_mention_lines(copy, mentions))


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name as it is to be printed.")],
    *,
    kind: Annotated[Kind, typer.Option(help="What the name names.")],
    given: Annotated[
        str, typer.Option(metavar="NAME", help="The part of a person's name that is the given name.")
    ] = "",
    alias: Annotated[
        list[str] | None, typer.Option(metavar="FORM", help="Another form that is right; may be repeated.")
    ] = None,
    avoid: Annotated[list[str] | None, typer.Option(metavar="FORM", help="A form to avoid; may be repeated.")] = None,
    title: Annotated[
        list[str] | None, typer.Option(metavar="TITLE", help="A title as it stands before the name; may be repeated.")
    ] = None,
    adjective: Annotated[
        list[str] | None, typer.Option(metavar="FORM", help="Adjective or demonym; may be repeated.")
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Who or what that is.")] = "",
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where the spelling can be checked.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Year or date in which the offices ended.")] = "",
    to: Target = None,
    config: Config = None,
) -> None:
    """Add a name at the end of a list of one's own; nothing else in the list changes."""
    from copylint.entitylists.writing import append  # noqa: PLC0415

    cells = {"name": name, "kind": kind.value, "given": given, "note": note, "source": source, "until": until}
    several = {"aliases": alias, "avoid": avoid, "titles": title, "adjective": adjective}
    found = entity_of(cells | {column: values or [] for column, values in several.items()})
    if isinstance(found, Wrong):
        raise ConfigurationError("entities add", found.column, found.expected, found.found)
    target = to or _own_list(settings_of(config))
    append(target, [found])
    typer.echo(f"copylint: added {found.name} to {visible(str(target))}", err=True)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Wikidata results (JSON, CSV), OpenRefine export, or names.")
    ],
    *,
    kind: Annotated[Kind | None, typer.Option(help="Kind of the names that don't say theirs.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=HEADER", help="Which header a column comes from; may be repeated."),
    ] = None,
    known: Annotated[bool, typer.Option(help="Import names too that the lists in force have.")] = False,
    to: Target = None,
    config: Config = None,
) -> None:
    """Turn names from elsewhere into rows of a list: on standard output, or added to a list."""
    from copylint.entitylists.importing import import_names  # noqa: PLC0415
    from copylint.entitylists.writing import append, dump  # noqa: PLC0415

    outcomes = import_names(file, _bytes(file), kind.value if kind else "", _pairs(column or []))
    problems = [o for o in outcomes if isinstance(o, Problem)]
    rows = [o.entity for o in outcomes if isinstance(o, Row)]
    entities = _pipeline(config).entities
    new = rows if known else [e for e in rows if not _is_listed(e, entities)]
    for problem in problems:
        typer.echo(f"copylint: left out: {visible(str(problem))}", err=True)
    if to is None:
        stdout.settle_encoding(utf8=True)
        stdout.write([dump(new, "tsv")])
    elif new:
        append(to, new)
    counts = f"{len(new)} new, {len(rows) - len(new)} already listed, {len(problems)} left out"
    typer.echo(f"copylint: {visible(str(file))}: {counts}", err=True)
    raise typer.Exit(TO_MEND if problems else 0)


@app.command("export")
def export(
    *,
    form: Annotated[ListFormat, typer.Option("--format", help="Format of the list.")] = ListFormat.TSV,
    own: Annotated[
        bool, typer.Option("--own", help="Only the lists of the settings, not those that come along.")
    ] = False,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only names of this kind; may be repeated.")] = None,
    config: Config = None,
) -> None:
    """Write the names in force as one list on standard output."""
    from copylint.entitylists.store import load_entities  # noqa: PLC0415
    from copylint.entitylists.writing import dump  # noqa: PLC0415

    pipeline = _pipeline(config)
    entities = load_entities([], pipeline.settings.entities) if own else pipeline.entities
    stdout.settle_encoding(utf8=True)
    stdout.write([dump((e for e in entities if not kind or Kind(e.kind) in kind), form.value)])


@app.command("suggest")
def suggest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Sound copy of one's own: files, folders, globs.")],
    *,
    least: Annotated[int, typer.Option(min=1, help="How often a name must stand in the copy.")] = 3,
    to: Target = None,
    config: Config = None,
) -> None:
    """List names that recur in sound copy and aren't listed, as rows to look through and accept.

    A row says how often the name stands where, and what it is one letter away from; its kind is left empty where the
    copy doesn't tell.
    """
    from copylint.entitylists.suggesting import suggest as suggestions  # noqa: PLC0415
    from copylint.entitylists.writing import dump  # noqa: PLC0415
    from copylint.lexicon.words import words  # noqa: PLC0415
    from copylint.model.source import Unread  # noqa: PLC0415

    pipeline = _pipeline(config)
    unread: list[Unread] = []
    found = suggestions(pipeline.documents(paths, unread), pipeline.entities, words(), least)
    text = dump([s.entity() for s in found], to.suffix.removeprefix(".") if to else "tsv")
    stdout.settle_encoding(utf8=True)
    if to is None:
        stdout.write([text])
    else:
        _write_new(to, text)
    for one in unread:
        typer.echo(f"copylint: {visible(one.path)}: {visible(one.message)}", err=True)
    raise typer.Exit(2 if unread else 0)


def _pipeline(config: list[str] | None) -> Pipeline:
    from copylint.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline(settings_of(config), lambda words: typer.echo(f"copylint: {visible(words)}", err=True))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(str(path), "", "a file that can be read", error.strerror or str(error)) from error


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise ConfigurationError(str(path), "", "a new list", error.strerror or str(error)) from error


def _copy(text: Sequence[str], file: Path | None) -> str:
    """Return the text to look into: the arguments, standard input, or a file."""
    from copylint.sources.decoding import decode  # noqa: PLC0415

    if file is not None:
        return decode(str(file), _bytes(file)).text
    if list(text) == ["-"]:
        return decode("-", sys.stdin.buffer.read()).text
    if not text:
        raise ConfigurationError("entities find", "", "a text, - or --file", "nothing")
    return " ".join(text)


def _own_list(settings: Settings) -> Path:
    """Return the list that a name is added to where none is named: the last one of the settings."""
    lists = [path for path in settings.entities if path.is_file()]
    if not lists:
        raise ConfigurationError(
            "entities add", "", "a list to add to (--to LIST, or entities in the settings)", "none"
        )
    return lists[-1]


def _pairs(columns: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for pair in columns:
        column, sign, header = pair.partition("=")
        if not sign:
            raise ConfigurationError("--column", "", "COLUMN=HEADER", pair)
        pairs[column] = header
    return pairs


def _is_listed(entity: Entity, entities: EntityList) -> bool:
    return any(e.kind == entity.kind for e in entities.by_form.get(fold(entity.name), ()))


def _counted(path: Path, rows: Sequence[Row], problems: Sequence[Problem]) -> str:
    """Return how many entities a list has, by kind, and how many rows are to be mended."""
    kinds = Counter(row.entity.kind for row in rows)
    words = ", ".join(f"{kinds[k.value]} {k.value}{'' if kinds[k.value] == 1 else 's'}" for k in Kind if kinds[k.value])
    said = f"{len(rows)} {'entity' if len(rows) == 1 else 'entities'}" + (f" ({words})" if words else "")
    return f"{visible(str(path))}: {said}, {len(problems)} to mend\n"


def _problem_object(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "number": problem.number,
        "expected": problem.expected,
        "found": str(problem.found),
    }


def _entity_object(entity: Entity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "kind": entity.kind,
        "note": entity.note,
        "until": entity.until,
        "source": entity.source,
    }


def _mention_object(text: str, mention: Mention) -> dict[str, Any]:
    line, column = _place(text, mention.span.start)
    return {
        "line": line,
        "column": column,
        "text": text[mention.span.start : mention.span.end],
        "standing": mention.standing.value,
        "right": mention.right or None,
        "entities": [_entity_object(e) for e in mention.entities],
    }


def _mention_lines(text: str, mentions: Sequence[Mention]) -> Iterable[str]:
    """Yield a line a name: place, name, standing, and who or what the lists have."""
    rows = [(":".join(map(str, _place(text, m.span.start))), text[m.span.start : m.span.end], m) for m in mentions]
    widths = [max((len(row[i]) for row in rows), default=0) for i in (0, 1)]
    for place, name, mention in rows:
        said = f"{place:<{widths[0]}}  {visible(name):<{widths[1]}}  {mention.standing.value:<8}  {_said(mention)}"
        yield said.rstrip() + "\n"


def _said(mention: Mention) -> str:
    """Return what the lists have: what to write, and of whom."""
    shown = [f"{e.name} ({', '.join(filter(None, (e.kind, e.note, _until(e))))})" for e in mention.entities[:3]]
    more = f" and {len(mention.entities) - 3} more" if len(mention.entities) > 3 else ""  # noqa: PLR2004
    right = f"write {mention.right}: " if mention.standing.value == "avoid" else ""
    right = f"{mention.right}? " if mention.standing.value == "near" else right
    return visible(right + "; ".join(shown) + more)


def _until(entity: Entity) -> str:
    return f"until {entity.until}" if entity.until[:4] not in entity.note and entity.until else ""


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _json(**parts: Any) -> str:
    from copylint import __version__  # noqa: PLC0415

    tool = {"name": "copylint", "version": __version__}
    return json.dumps({"schema_version": SCHEMA_VERSION, "tool": tool, **parts}, ensure_ascii=False, indent=1) + "\n"
