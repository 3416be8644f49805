"""The commands people type: check, rules, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copylint.model.finding import Severity
from copylint.model.report import FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.escapes import visible
from copylint.settings import Settings, parse_show

if TYPE_CHECKING:
    from copylint.pipeline import Pipeline
    from copylint.reports._protocol import Report
    from copylint.reports.paint import Painter
    from copylint.reports.progress import Progress


class Format(StrEnum):
    """A format of the report."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"


class Listing(StrEnum):
    """A format of the list of rules."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The least severity that fails a file."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Config = Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file, instead of the nearest one.")]


def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or globs; - is standard input.")],
    *,
    form: Annotated[Format, typer.Option("--format", help="Format of the report.")] = Format.TEXT,
    show: Annotated[
        list[str] | None, typer.Option(metavar="info,possible", help="Also show what is left out by default.")
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Least severity that gives exit code 1 (default: error); info also shows it.")
    ] = None,
    stdin_filename: Annotated[str | None, typer.Option(metavar="NAME", help="What to call standard input.")] = None,
    config: Config = None,
) -> None:
    """Check copy for damage: exit code 0 nothing to mend, 1 findings, 2 something was not read or not checked."""
    from copylint.pipeline import Pipeline  # noqa: PLC0415  --help and a wrong option need no road
    from copylint.reports.progress import Progress  # noqa: PLC0415

    pipeline = Pipeline(_asked(Settings.read(config), show, fail_on), _say)
    _load(pipeline)
    report = _report(form)
    stdout.settle_encoding(utf8=form is Format.JSON)
    with Progress(off=not sys.stderr.isatty()) as progress:
        stdout.write(report.begin())
        tally = _run(pipeline.run(paths, stdin_filename), report, progress)
    stdout.write(report.end(tally))
    raise typer.Exit(tally.exit_code)


def _run(outcomes: Iterator[FileReport | Unread], report: Report, progress: Progress) -> Tally:
    """Return the tally of a run; say on stdout what was found, on stderr what was not read or not checked."""
    tally = Tally()
    for outcome in outcomes:
        if isinstance(outcome, Unread):
            tally.unread.append(outcome)
            _complain([outcome], progress)
            continue
        tally.add(outcome)
        if (said := list(report.file(outcome))) and stdout.is_terminal():
            progress.clear()
        stdout.write(said)
        _complain(outcome.failures, progress)
        progress.step()
    return tally


def _complain(unread: Sequence[Unread], progress: Progress) -> None:
    for one in unread:
        progress.clear()
        typer.echo(f"copylint: {visible(one.path)}: {visible(one.message)}", err=True)


def rules(
    *,
    form: Annotated[Listing, typer.Option("--format", help="Format of the list.")] = Listing.TEXT,
    config: Config = None,
) -> None:
    """List the rules in force, by family."""
    from copylint import __version__  # noqa: PLC0415  rules are loaded when they are asked for
    from copylint.pipeline import Pipeline  # noqa: PLC0415
    from copylint.reports.rule_page import rule_table, rules_json  # noqa: PLC0415

    found = Pipeline(Settings.read(config)).rules
    stdout.settle_encoding(utf8=form is Listing.JSON)
    stdout.write([rules_json(found, __version__)] if form is Listing.JSON else rule_table(found, _painter()))


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Name of a rule.")], *, config: Config = None
) -> None:
    """Say what a rule finds, why it matters, how it is found and on what grounds."""
    from copylint.pipeline import Pipeline  # noqa: PLC0415  rules are loaded when they are asked for
    from copylint.reports.rule_page import rule_page  # noqa: PLC0415

    pipeline = Pipeline(Settings.read(config))
    found = pipeline.rule(rule)
    mechanism = pipeline.engine.checks[found.check]
    defaults = {key: param.default for key, param in mechanism.params.items()}
    stdout.settle_encoding(utf8=False)
    stdout.write(rule_page(found, mechanism.about, defaults, pipeline.measured.get(found.name), _painter()))


def _load(pipeline: Pipeline) -> None:
    """Load rules and entities now: where they are broken, nothing has been printed yet."""
    _ = pipeline.engine, pipeline.causes
    for note in pipeline.entities.notes:
        _say(f"note: {note}")


def _say(words: str) -> None:
    typer.echo(f"copylint: {visible(words)}", err=True)


def _report(form: Format) -> Report:
    """Return the report; a format loads only what it needs."""
    if form is Format.JSON:
        from copylint import __version__  # noqa: PLC0415
        from copylint.reports.json_report import JsonReport  # noqa: PLC0415

        return JsonReport(__version__)
    if form is Format.CONCISE:
        from copylint.reports.concise import ConciseReport  # noqa: PLC0415

        return ConciseReport()
    from copylint.reports.terminal import TerminalReport  # noqa: PLC0415

    return TerminalReport(_painter())


def _painter() -> Painter:
    from copylint.reports.paint import Painter  # noqa: PLC0415  rich takes 100 ms to load

    return Painter(stdout.width(), color=stdout.wants_color())


def _asked(settings: Settings, show: list[str] | None, fail_on: FailOn | None) -> Settings:
    """Return the settings with the command line's put over them; nothing fails a file that isn't shown."""
    shown = settings.show if show is None else parse_show(show)
    least = settings.fail_on if fail_on is None else Severity[fail_on.name]
    if least is Severity.INFO:
        shown |= {"info"}
    return replace(settings, show=shown, fail_on=least)
