"""The command that stands between a feed and the desk: gate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copylint.frontends._given import settings_of
from copylint.frontends._options import (
    As,
    Config,
    ExtendSelect,
    FailOnOption,
    HeadlineField,
    IdField,
    Ignore,
    Isolated,
    LeastConfidence,
    Listing,
    LocaleOption,
    MaxWarnings,
    Select,
    Show,
    TextField,
)
from copylint.frontends._running import complain, load, painter, say, undisturbed
from copylint.model.errors import ConfigurationError
from copylint.model.source import Unread
from copylint.reports import stdout

if TYPE_CHECKING:
    from copylint.gate.reports import GateReport, GateTally
    from copylint.gate.run import Gate
    from copylint.reports.progress import Progress

JOURNAL = "gate.sqlite"


def gate(
    paths: Annotated[list[str], typer.Argument(metavar="FEED", help="Files, folders or globs; - is standard input.")],
    *,
    accept: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder that gets each accepted item as a document.")
    ] = None,
    hold: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder that gets each held item, with a report beside it.")
    ] = None,
    journal: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What was decided before (default: gate.sqlite in --accept).")
    ] = None,
    since_baseline: Annotated[
        bool, typer.Option("--since-baseline", help="Fail where a kind of damage jumps against the journal's rate.")
    ] = False,
    form: Annotated[Listing, typer.Option("--format", help="Format of the report.")] = Listing.TEXT,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    show: Show = None,
    min_confidence: LeastConfidence = None,
    locale: LocaleOption = None,
    fail_on: FailOnOption = None,
    max_warnings: MaxWarnings = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Let sound items of feeds through and hold the others: exit code 0 all accepted, 1 some held, 2 some not read."""
    options = locals()
    from copylint import __version__  # noqa: PLC0415  --help and a wrong option need none of this
    from copylint.gate.journal import Journal, told_of  # noqa: PLC0415
    from copylint.gate.rates import jumps, unmeasured  # noqa: PLC0415
    from copylint.gate.reports import GateTally  # noqa: PLC0415
    from copylint.gate.run import Gate  # noqa: PLC0415
    from copylint.pipeline import Pipeline  # noqa: PLC0415
    from copylint.reports.progress import Progress  # noqa: PLC0415
    from copylint.sources.replacing import prepare  # noqa: PLC0415

    settings = settings_of(config, isolated=isolated, options=options)
    pipeline = Pipeline(settings, say, isolated=isolated)
    kept = journal or (accept / JOURNAL if accept else None)
    if since_baseline and kept is None:
        raise ConfigurationError("--since-baseline", "", "a journal: --journal or --accept", "neither")
    load(pipeline)
    report, tally = _report(form, __version__), GateTally()
    stdout.settle_encoding(utf8=form is Listing.JSON)
    for folder in filter(None, (accept, hold, kept and kept.parent)):
        prepare(folder)
    with (
        told_of(kept),
        Journal(kept, pipeline.state, pipeline.measure) as book,
        Progress(off=not sys.stderr.isatty()) as progress,
    ):
        stdout.write(report.begin())
        _run(Gate(pipeline, book, __version__, accept, hold), paths, report, tally, progress)
        if since_baseline:
            for source in unmeasured(book):
                say(f"note: {source}: too few items in the journal to tell a jump")
            tally.jumps = list(jumps(book))
    stdout.write(report.end(tally))
    raise typer.Exit(tally.exit_code)


def _run(through: Gate, paths: list[str], report: GateReport, tally: GateTally, progress: Progress) -> None:
    """Pass all files through the gate; say on stdout what became of each item, on stderr what was not read."""
    for file in through.run(paths):
        if isinstance(file, Unread):
            tally.unread.append(file)
            complain([file], progress)
            continue
        tally.files += 1
        file.outcomes = progress.count(tally.count(file.outcomes))
        stdout.write(undisturbed(report.file(file), progress))
        tally.unread.extend(file.failures)
        complain(file.failures, progress)


def _report(form: Listing, version: str) -> GateReport:
    from copylint.gate.reports import GateJson, GateText  # noqa: PLC0415

    return GateJson(version) if form is Listing.JSON else GateText(painter())
