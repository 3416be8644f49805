"""The command that leaves a finding as it is: waive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from copylint.frontends._given import settings_of
from copylint.frontends._options import As, Config, HeadlineField, IdField, Show, TextField
from copylint.frontends._running import all_files, files, load, say
from copylint.model.document import Document
from copylint.model.errors import ConfigurationError
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.fingerprints import anchor, excerpt
from copylint.model.report import Tally
from copylint.model.traced import Position

if TYPE_CHECKING:
    from copylint.pipeline import Pipeline

_PLACE = expression(r"(.+?):([0-9]{1,12})(?::([0-9]{1,12}))?:?", re.DOTALL)
_LINE = expression(r"(.+):([0-9]{1,12}):?", re.DOTALL)
STOPPED = 2


class Place(NamedTuple):
    """A place in a file, as a report names it; no column stands for the whole line."""

    path: str
    line: int
    column: int | None

    def __str__(self) -> str:
        """Return it as it was given."""
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")


class Found(NamedTuple):
    """A finding and the document it stands in; `waived` where a waiver leaves it as it is."""

    finding: Finding
    doc: Document
    waived: bool

    @property
    def start(self) -> Position:
        """Where in the file it starts."""
        return self.doc.position(self.finding.span.start)

    def holds(self, place: Place) -> bool:
        """Return whether it stands at a place; one in a line is the line's in which it starts."""
        if place.column is None:
            return self.start.line == place.line
        at = Position(place.line, place.column)
        return self.start == at or self.start <= at < self.doc.end_position(self.finding.span.end)


def waive(
    place: Annotated[str, typer.Argument(metavar="PATH:LINE[:COLUMN]", help="Where the finding stands.")],
    rule: Annotated[
        str | None, typer.Argument(metavar="[RULE]", help="Its rule, where the place isn't enough.")
    ] = None,
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is left as it is.")],
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The last day that holds.")
    ] = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")] = "",
    anywhere: Annotated[bool, typer.Option("--anywhere", help="In every file, not only in this one.")] = False,
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Waiver file, instead of .copylint-waivers.toml.")
    ] = None,
    show: Show = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    config: Config = None,
) -> None:
    """Leave a finding as it is, for a reason: it is not shown and doesn't count any longer.

    The place is that of a report. Where several findings stand there, they are listed, and nothing is written.
    """
    options = locals()
    from copylint import keeping  # noqa: PLC0415
    from copylint.pipeline import Pipeline  # noqa: PLC0415  --help and a wrong option need no road

    at = parse_place(place)
    if not reason.strip():
        raise ConfigurationError("--reason", "", "why the finding is left as it is", reason)
    if until and until.date() < datetime.now().astimezone().date():
        raise ConfigurationError("--until", "", "a day that is not over", f"{until:%Y-%m-%d}")
    pipeline = Pipeline(settings_of(config, options=options), say, waivers=waivers)
    load(pipeline)
    if rule is not None:
        pipeline.rule(rule)
    one = _chosen(list(_findings(pipeline, at)), at, rule)
    file = keeping.waive(
        pipeline, one.finding, one.doc, reason, until=until.date() if until else None, by=by, anywhere=anywhere
    )
    say(f"waived {at.path}:{_line(one)} in {file}")


def parse_place(text: str) -> Place:
    r"""Return the place that a text names; colons in the path, and a drive's, are its own.

    >>> parse_place("desk/a.txt:3:14"), parse_place(r"C:\desk\a.txt:3")
    (Place(path='desk/a.txt', line=3, column=14), Place(path='C:\\desk\\a.txt', line=3, column=None))

    Raises:
        ConfigurationError: it names no line.

    """
    found = _PLACE.fullmatch(text)
    if found and found[3] and not Path(found[1]).exists() and Path(f"{found[1]}:{found[2]}").exists():
        found = _LINE.fullmatch(text)
    if found is None or any(int(number) == 0 for number in found.groups()[1:] if number):
        raise ConfigurationError(text, "", "PATH:LINE:COLUMN or PATH:LINE, counted from 1", text)
    path, line, *column = found.groups()
    return Place(path, int(line), int(column[0]) if column and column[0] else None)


def _findings(pipeline: Pipeline, place: Place) -> Iterator[Found]:
    """Yield the findings in the line or at the place."""
    from copylint.reports.progress import Progress  # noqa: PLC0415

    if Path(place.path).is_dir():
        raise ConfigurationError(place.path, "", "a file", "a folder")
    tally = Tally()
    with Progress(off=True) as progress:
        for report in files(pipeline, all_files(pipeline, [place.path]), tally, progress):
            for part in report.documents:
                for finding in (*part.findings, *part.waived):
                    found = Found(finding, part.document, finding in part.waived)
                    if found.start.line == place.line or found.holds(place):
                        yield found
    if not tally.files:
        raise typer.Exit(STOPPED)


def _chosen(found: list[Found], place: Place, rule: str | None) -> Found:
    """Return the one finding that is meant; where there are none or several, say so and stop."""
    meant = [f for f in found if f.holds(place) and rule in (None, f.finding.rule)]
    new = [f for f in meant if not f.waived]
    new = [f for f in new if f.start == (place.line, place.column)] or new
    if len({(f.finding.rule, anchor(f.finding, f.doc)) for f in new}) == 1:
        return new[0]
    if new:
        say(f"{place}: {len(new)} findings stand there; say which, by its column or its rule:")
        _list(new)
    elif meant:
        say(f"{place}: waived already:")
        _list(meant)
    else:
        say(f"{place}: no finding{f' of {rule}' if rule else ''} stands there{'; in that line:' if found else ''}")
        _list(found)
    raise typer.Exit(STOPPED)


def _list(found: Iterable[Found]) -> None:
    for one in sorted(found, key=lambda f: f.start):
        say(f"  {_line(one)}{' (waived)' if one.waived else ''}")


def _line(one: Found) -> str:
    return f"{one.start.line}:{one.start.column} {one.finding.rule}: {excerpt(one.finding.text)}"
