"""The commands on damage that was there before: baseline write, baseline check."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copylint.frontends._given import settings_of
from copylint.frontends._options import (
    As,
    Config,
    FailOnOption,
    HeadlineField,
    IdField,
    MaxWarnings,
    Show,
    TextField,
)
from copylint.frontends._running import all_files, files, load, painter, say, tell_of_waivers, undisturbed
from copylint.model.report import Tally
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.formats import FORMATS
from copylint.reports.formats import report as report_in

if TYPE_CHECKING:
    from copylint.pipeline import Pipeline

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Know the damage that is there today, and show only what is new.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

STALE = 2
NOT_READ = 2
Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc]
TEXT = Format("text")
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or globs.")]
File = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Baseline, instead of .copylint-baseline.json."),
]


@app.command("write")
def write(
    paths: Paths,
    *,
    baseline: File = None,
    show: Show = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    config: Config = None,
) -> None:
    """Write down all that is found under the paths now, in place of what the baseline had of these files.

    Exit code 0 written, 2 something was not read or not checked, and nothing was written.
    """
    options = locals()
    from copylint import keeping  # noqa: PLC0415
    from copylint.pipeline import Pipeline  # noqa: PLC0415  --help and a wrong option need no road
    from copylint.reports.progress import Progress  # noqa: PLC0415

    settings = settings_of(config, options=options)
    pipeline = Pipeline(settings, say)
    record = keeping.new_baseline(baseline or keeping.baseline_beside(settings))
    load(pipeline)
    tally = Tally()
    with Progress(off=not sys.stderr.isatty()) as progress:
        for report in files(pipeline, all_files(pipeline, paths), tally, progress):
            for document in report.documents:
                record.note(document)
            record.finish(report.path)
    if tally.unread:
        say(f"{record.path}: not written, as not everything was read")
        raise typer.Exit(NOT_READ)
    keeping.write_baseline(record)
    say(f"{record.path}: {tally.findings} known from now on")


@app.command("check")
def check(
    paths: Paths,
    *,
    baseline: File = None,
    form: Annotated[Format, typer.Option("--format", help="Format of the report.")] = TEXT,
    allow_stale: Annotated[
        bool, typer.Option("--allow-stale", help="Entries that no longer occur are no error.")
    ] = False,
    show: Show = None,
    fail_on: FailOnOption = None,
    max_warnings: MaxWarnings = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    config: Config = None,
) -> None:
    """Check copy and show what the baseline doesn't have.

    Exit code 0 nothing new to mend, 1 new findings, 2 something was not read or not checked, or the baseline has
    entries of the files read that no longer occur: write it anew, so that the damage can't come back unseen.
    """
    options = locals()
    from copylint import __version__, keeping  # noqa: PLC0415  --help and a wrong option need none of this
    from copylint.pipeline import Pipeline  # noqa: PLC0415
    from copylint.reports.progress import Progress  # noqa: PLC0415

    settings = settings_of(config, options=options)
    pipeline = Pipeline(settings, say, baseline=baseline or keeping.baseline_beside(settings))
    load(pipeline)
    people = FORMATS[form.value].for_people
    report = report_in(form.value, version=__version__, rules=lambda: pipeline.rules, painter=painter)
    stdout.settle_encoding(utf8=not people)
    tally = Tally()
    with Progress(off=not sys.stderr.isatty()) as progress:
        stdout.write(report.begin())
        for file in files(pipeline, all_files(pipeline, paths), tally, progress):
            stdout.write(undisturbed(report.file(file), progress))
    stale = [Unread(str(pipeline.baseline.path), str(entry)) for entry in pipeline.baseline.stale()]
    if not (people or allow_stale):
        tally.unread.extend(stale)
    stdout.write(report.end(tally))
    _tell(pipeline, stale)
    raise typer.Exit(STALE if stale and not allow_stale else tally.exit_code)


def _tell(pipeline: Pipeline, stale: list[Unread]) -> None:
    """Say on stderr what was left out, and what of the baseline is no longer so."""
    if pipeline.baseline.known:
        say(f"note: {pipeline.baseline.known} left out, as {pipeline.baseline.path} has them")
    for entry in stale:
        say(f"{entry.path}: {entry.message}")
    tell_of_waivers(pipeline)
