"""The command people type most: check. Nothing here loads typer, which a plain call of it can do without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from copylint import __version__
from copylint.frontends._given import settings_of
from copylint.frontends._running import fatal, opened, painter, run, say, tell_of_absence, tell_of_waivers
from copylint.model.errors import ConfigurationError
from copylint.model.report import Tally
from copylint.reports import stdout
from copylint.reports._protocol import ByFile
from copylint.reports.formats import FORMATS
from copylint.reports.formats import report as report_in

if TYPE_CHECKING:
    from copylint.batch.local import Outcome
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
    grammar: str | None = None,
    languagetool_url: str | None = None,
    languagetool_folder: str | None = None,
    grammar_optional: bool | None = None,
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
    together: bool = False,
    watch: bool = False,
    config: list[str] | None = None,
    isolated: bool = False,
) -> int:
    """Check copy for damage: exit code 0 nothing to mend, 1 findings, 2 something was not read or not checked."""
    options = locals()
    settings = settings_of(config, isolated=isolated, options=options)
    own: dict[str, Any] = {"force_exclude": force_exclude, "isolated": isolated, "baseline": baseline}
    pipeline = opened(settings, quiet=quiet, waivers=waivers, late=True, **own)
    mender = _mender(pipeline, unsafe=unsafe_fixes, show=show_fixes) if fix or diff else None
    if mender and diff:
        return _diff(mender, paths, stdin_filename)
    if mender:
        _fixable(paths, together=together)

    def once() -> Tally:
        machine = not FORMATS[form].for_people
        report = _report(form, pipeline, color, statistics=statistics)
        outcomes: Iterator[Outcome]
        if mender:
            outcomes = mender.reports(paths, stdin_filename)
        elif together:
            outcomes = _together(pipeline, paths, stdin_filename)
        else:
            looks = f"{form} {stdout.width()} {stdout.wants_color(color)}"
            outcomes = _checked(pipeline, paths, stdin_filename, report, jobs=jobs, looks=looks, keep=not no_cache)
        with _sent(output_file, aside=fix and "-" in paths) as copy:
            if mender:
                mender.copy = copy
            stdout.settle_encoding(utf8=machine)
            return run(pipeline, outcomes, report, summary=machine or not quiet)

    tally = once()
    if not quiet:
        if mender and not unsafe_fixes and mender.withheld:
            say(f"{mender.withheld} more can be mended by --unsafe-fixes, which a person should look at")
        tell_of_waivers(pipeline)
    if watch:
        from copylint.frontends._watching import watch_paths  # noqa: PLC0415

        watch_paths(paths, once)
    return 0 if exit_zero and tally.exit_code == 1 else tally.exit_code


def _checked(
    pipeline: Pipeline,
    paths: list[str],
    stdin_name: str | None,
    report: Report,
    *,
    jobs: int | None,
    looks: str,
    keep: bool,
) -> Iterator[Outcome]:
    """Return the reports on the files; of many, those kept of earlier runs, in the words of a report of such looks."""
    from copylint.batch.few import check_few, few  # noqa: PLC0415  --help needs none of this

    if (found := few(pipeline, paths)) is not None:
        return check_few(pipeline, found, stdin_name)
    from copylint.batch.cache import Cache, cache_file  # noqa: PLC0415
    from copylint.batch.local import check_files, usable_cores  # noqa: PLC0415
    from copylint.batch.telling import Teller  # noqa: PLC0415

    own = pipeline.waivers.waivers or pipeline.baseline.entries  # each file has to be gone through for them
    teller = Teller(report, looks) if isinstance(report, ByFile) and not own else None
    cache = Cache(cache_file() if keep else None)
    return check_files(pipeline, paths, stdin_name, jobs=jobs or usable_cores(), cache=cache, teller=teller)


def _mender(pipeline: Pipeline, *, unsafe: bool, show: bool) -> Mender:
    from copylint.frontends._fixing import Mender  # noqa: PLC0415  a run that mends nothing needs none

    return Mender(pipeline, unsafe=unsafe, show=show)


def _together(pipeline: Pipeline, paths: list[str], stdin_name: str | None) -> Iterator[Outcome]:
    from copylint.comparing import Comparing  # noqa: PLC0415  aligning takes 40 ms to load

    return Comparing(pipeline).together(paths, stdin_name)


def _fixable(paths: list[str], *, together: bool) -> None:
    """Raise where there is nothing that could be mended in one go."""
    if together:
        raise ConfigurationError("--together", "", "no --fix", "--fix")
    if "-" in paths and len(paths) > 1:
        raise ConfigurationError("--fix", "", "standard input alone, or files", " ".join(paths))


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


def _report(form: str, pipeline: Pipeline, color: str, *, statistics: bool) -> Report:
    if statistics:
        from copylint.reports.statistics import StatisticsReport  # noqa: PLC0415

        return StatisticsReport(json=form == "json", version=__version__)
    return report_in(form, version=__version__, rules=lambda: pipeline.rules, painter=lambda: painter(color))
