"""The command people type most: check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from copylint.batch.cache import Cache, cache_file
from copylint.batch.local import check_files, usable_cores
from copylint.frontends._fixing import Mender
from copylint.frontends._options import (
    As,
    Color,
    Config,
    Exclude,
    ExtendSelect,
    FailOnOption,
    Grammar,
    GrammarOptional,
    HeadlineField,
    IdField,
    Ignore,
    Isolated,
    LanguageToolFolder,
    LanguageToolUrl,
    LeastConfidence,
    LocaleOption,
    MaxWarnings,
    Select,
    Show,
    TextField,
    When,
    members,
    settings_of,
)
from copylint.frontends._running import (
    fatal,
    files,
    load,
    painter,
    say,
    tell_of_absence,
    tell_of_waivers,
    undisturbed,
)
from copylint.frontends._watching import watch_paths
from copylint.model.errors import ConfigurationError
from copylint.model.report import FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.formats import FORMATS
from copylint.reports.formats import report as report_in

if TYPE_CHECKING:
    from copylint.pipeline import Pipeline
    from copylint.reports._protocol import Report


Format = StrEnum("Format", members(FORMATS))  # type: ignore[misc]
TEXT = Format("text")


def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or globs; - is standard input.")],
    *,
    form: Annotated[Format, typer.Option("--format", help="Format of the report.")] = TEXT,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    show: Show = None,
    min_confidence: LeastConfidence = None,
    fail_on: FailOnOption = None,
    max_warnings: MaxWarnings = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with exit code 0 whatever is found.")] = False,
    locale: LocaleOption = None,
    exclude: Exclude = None,
    force_exclude: Annotated[bool, typer.Option("--force-exclude", help="Leave out what is named too.")] = False,
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Waivers, instead of .copylint-waivers.toml.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(metavar="FILE", help="Show only what this baseline lacks.")] = None,
    stdin_filename: Annotated[str | None, typer.Option(metavar="NAME", help="What to call standard input.")] = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    grammar: Grammar = None,
    languagetool_url: LanguageToolUrl = None,
    languagetool_folder: LanguageToolFolder = None,
    grammar_optional: GrammarOptional = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what fixes would change, and change nothing.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend the files; of standard input, print it mended.")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help="Also fixes that need a look.")] = False,
    show_fixes: Annotated[bool, typer.Option("--show-fixes", help="Tell of each change.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule instead.")] = False,
    output_file: Annotated[
        Path | None, typer.Option("--output-file", "-o", metavar="FILE", help="Where the report goes.")
    ] = None,
    color: Color = When.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no notes.")] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes to check with (default: all cores).")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Check again what was checked before.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until stopped.")] = False,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Check copy for damage: exit code 0 nothing to mend, 1 findings, 2 something was not read or not checked."""
    options = locals()
    from copylint.pipeline import Pipeline  # noqa: PLC0415  --help and a wrong option need no road

    settings = settings_of(config, isolated=isolated, options=options)
    pipeline = Pipeline(
        settings, None if quiet else say, force_exclude=force_exclude, waivers=waivers, baseline=baseline
    )
    if settings.rules or settings.entities or any(settings.named()) or pipeline.waiver_file or baseline:
        load(pipeline, quiet=quiet)  # what is one's own may be broken

    mender = Mender(pipeline, unsafe=unsafe_fixes, show=show_fixes)
    if diff:
        raise typer.Exit(_diff(mender, paths, stdin_filename))
    if fix and "-" in paths and len(paths) > 1:
        raise ConfigurationError("--fix", "", "standard input alone, or files", " ".join(paths))

    def once() -> Tally:
        machine = not FORMATS[form.value].for_people
        report = _report(form.value, pipeline, color, statistics=statistics)
        if fix:
            reports = mender.reports(paths, stdin_filename)
        else:
            cache = Cache(None if no_cache else cache_file())
            reports = check_files(pipeline, paths, stdin_filename, jobs=jobs or usable_cores(), cache=cache)
        with _sent(output_file, aside=fix and "-" in paths) as mender.copy:
            stdout.settle_encoding(utf8=machine)
            return _run(pipeline, reports, report, summary=machine or not quiet)

    tally = once()
    if not quiet and not unsafe_fixes and (fix or diff) and mender.withheld:
        say(f"{mender.withheld} more can be mended by --unsafe-fixes, which a person should look at")
    if not quiet:
        tell_of_waivers(pipeline)
    if watch:
        watch_paths(paths, once)
    raise typer.Exit(0 if exit_zero and tally.exit_code == 1 else tally.exit_code)


def _sent(path: Path | None, *, aside: bool) -> AbstractContextManager[BinaryIO | None]:
    """Return where the report is sent: to a file, aside where standard output is for the mended copy, or there."""
    if aside:
        return stdout.aside()
    return stdout.into(path) if path else nullcontext()


def _diff(mender: Mender, paths: list[str], stdin_name: str | None) -> int:
    """Print what would change and return the exit code: 1 where something would."""
    stdout.settle_encoding(utf8=True)
    stdout.write(mender.diffs(paths, stdin_name))
    for unread in mender.unread:
        if not unread.by:
            say(f"{unread.path}: {unread.message}")
    tell_of_absence(mender.unread)
    return 2 if fatal(mender.unread) else 1 if mender.changed else 0


def _report(form: str, pipeline: Pipeline, color: When, *, statistics: bool) -> Report:
    from copylint import __version__  # noqa: PLC0415  reads the package's metadata

    if statistics:
        from copylint.reports.statistics import StatisticsReport  # noqa: PLC0415

        return StatisticsReport(json=form == "json", version=__version__)
    return report_in(form, version=__version__, rules=lambda: pipeline.rules, painter=lambda: painter(color))


def _run(pipeline: Pipeline, outcomes: Iterator[FileReport | Unread], report: Report, *, summary: bool) -> Tally:
    """Return the tally of a run; say on stdout what was found, on stderr what was not read or not checked."""
    from copylint.reports.progress import Progress  # noqa: PLC0415

    tally = Tally()
    with Progress(off=not sys.stderr.isatty()) as progress:
        stdout.write(report.begin())
        for file in files(pipeline, outcomes, tally, progress):
            stdout.write(undisturbed(report.file(file), progress))
    if summary:
        stdout.write(report.end(tally))
    return tally
