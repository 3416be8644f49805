"""The command people type most: check. Nothing here loads typer, which a plain call of it can do without."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from copylint import __version__
from copylint.frontends._given import settings_of
from copylint.frontends._running import files, load, painter, say, tell_of_waivers, undisturbed
from copylint.model.errors import ConfigurationError
from copylint.model.report import FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.formats import FORMATS
from copylint.reports.formats import report as report_in

if TYPE_CHECKING:
    from copylint.frontends._fixing import Mender
    from copylint.pipeline import Pipeline
    from copylint.reports._protocol import Report


def check(
    paths: list[str],
    *,
    form: str = "text",
    select: list[str] | None = None,
    extend_select: list[str] | None = None,
    ignore: list[str] | None = None,
    show: list[str] | None = None,
    min_confidence: str | None = None,
    fail_on: str | None = None,
    max_warnings: int | None = None,
    exit_zero: bool = False,
    locale: str | None = None,
    exclude: list[str] | None = None,
    force_exclude: bool = False,
    waivers: Path | None = None,
    baseline: Path | None = None,
    stdin_filename: str | None = None,
    input_format: str | None = None,
    text_field: str | None = None,
    headline_field: str | None = None,
    id_field: str | None = None,
    diff: bool = False,
    fix: bool = False,
    unsafe_fixes: bool = False,
    show_fixes: bool = False,
    statistics: bool = False,
    output_file: Path | None = None,
    color: str = "auto",
    quiet: bool = False,
    jobs: int | None = None,
    no_cache: bool = False,
    watch: bool = False,
    config: list[str] | None = None,
    isolated: bool = False,
) -> int:
    """Check copy for damage: exit code 0 nothing to mend, 1 findings, 2 something was not read or not checked."""
    options = locals()
    from copylint.pipeline import Pipeline  # noqa: PLC0415  --help and a wrong option need no road

    settings = settings_of(config, isolated=isolated, options=options)
    pipeline = Pipeline(
        settings, None if quiet else say, force_exclude=force_exclude, waivers=waivers, baseline=baseline
    )
    if settings.rules or settings.entities or any(settings.named()) or pipeline.waiver_file or baseline:
        load(pipeline, quiet=quiet)  # what is one's own may be broken

    mender = _mender(pipeline, unsafe=unsafe_fixes, show=show_fixes) if fix or diff else None
    if mender and diff:
        return _diff(mender, paths, stdin_filename)
    if fix and "-" in paths and len(paths) > 1:
        raise ConfigurationError("--fix", "", "standard input alone, or files", " ".join(paths))

    def once() -> Tally:
        machine = not FORMATS[form].for_people
        report = _report(form, pipeline, color, statistics=statistics)
        if mender:
            reports = mender.reports(paths, stdin_filename)
        else:
            reports = _checked(pipeline, paths, stdin_filename, jobs, keep=not no_cache)
        with _sent(output_file, aside=fix and "-" in paths) as copy:
            if mender:
                mender.copy = copy
            stdout.settle_encoding(utf8=machine)
            return _run(pipeline, reports, report, summary=machine or not quiet)

    tally = once()
    if not quiet and not unsafe_fixes and mender and mender.withheld:
        say(f"{mender.withheld} more can be mended by --unsafe-fixes, which a person should look at")
    if not quiet:
        tell_of_waivers(pipeline)
    if watch:
        from copylint.frontends._watching import watch_paths  # noqa: PLC0415

        watch_paths(paths, once)
    return 0 if exit_zero and tally.exit_code == 1 else tally.exit_code


def _checked(
    pipeline: Pipeline, paths: list[str], stdin_name: str | None, jobs: int | None, *, keep: bool
) -> Iterator[FileReport | Unread]:
    """Return the reports on the files; of many, where `keep` asks for it, those kept of earlier runs."""
    from copylint.batch.few import check_few, few  # noqa: PLC0415  --help needs none of this

    if (found := few(pipeline, paths)) is not None:
        return check_few(pipeline, found, stdin_name)
    from copylint.batch.cache import Cache, cache_file  # noqa: PLC0415
    from copylint.batch.local import check_files, usable_cores  # noqa: PLC0415

    cache = Cache(cache_file() if keep else None)
    return check_files(pipeline, paths, stdin_name, jobs=jobs or usable_cores(), cache=cache)


def _mender(pipeline: Pipeline, *, unsafe: bool, show: bool) -> Mender:
    from copylint.frontends._fixing import Mender  # noqa: PLC0415  a run that mends nothing needs none

    return Mender(pipeline, unsafe=unsafe, show=show)


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
        say(f"{unread.path}: {unread.message}")
    return 2 if mender.unread else 1 if mender.changed else 0


def _report(form: str, pipeline: Pipeline, color: str, *, statistics: bool) -> Report:
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
