"""The commands people type: check, rules, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from copylint.frontends._options import (
    As,
    Config,
    FailOnOption,
    HeadlineField,
    IdField,
    Listing,
    MaxWarnings,
    Show,
    TextField,
    with_policy,
    with_reading,
)
from copylint.frontends._running import complain, load, painter, say, tell_of_waivers, undisturbed
from copylint.model.report import FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.formats import FORMATS
from copylint.reports.formats import report as report_in
from copylint.settings import Settings

if TYPE_CHECKING:
    from copylint.reports._protocol import Report
    from copylint.reports.progress import Progress


Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc]
TEXT = Format("text")


def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or globs; - is standard input.")],
    *,
    form: Annotated[Format, typer.Option("--format", help="Format of the report.")] = TEXT,
    show: Show = None,
    fail_on: FailOnOption = None,
    max_warnings: MaxWarnings = None,
    stdin_filename: Annotated[str | None, typer.Option(metavar="NAME", help="What to call standard input.")] = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    config: Config = None,
) -> None:
    """Check copy for damage: exit code 0 nothing to mend, 1 findings, 2 something was not read or not checked."""
    from copylint import __version__  # noqa: PLC0415  --help and a wrong option need none of this
    from copylint.pipeline import Pipeline  # noqa: PLC0415
    from copylint.reports.progress import Progress  # noqa: PLC0415

    settings = with_policy(Settings.read(config), show, fail_on, max_warnings)
    pipeline = Pipeline(with_reading(settings, input_format, text_field, headline_field, id_field), say)
    load(pipeline)
    report = report_in(form.value, version=__version__, rules=lambda: pipeline.rules, painter=painter)
    stdout.settle_encoding(utf8=not FORMATS[form.value].for_people)
    with Progress(off=not sys.stderr.isatty()) as progress:
        stdout.write(report.begin())
        tally = _run(pipeline.run(paths, stdin_filename), report, progress)
    stdout.write(report.end(tally))
    tell_of_waivers(pipeline)
    raise typer.Exit(tally.exit_code)


def _run(outcomes: Iterator[FileReport | Unread], report: Report, progress: Progress) -> Tally:
    """Return the tally of a run; say on stdout what was found, on stderr what was not read or not checked."""
    tally = Tally()
    for outcome in outcomes:
        if isinstance(outcome, Unread):
            tally.unread.append(outcome)
            complain([outcome], progress)
            continue
        tally.files += 1
        outcome.documents = progress.count(tally.count(outcome.documents))
        stdout.write(undisturbed(report.file(outcome), progress))
        tally.unread.extend(outcome.failures)
        complain(outcome.failures, progress)
    return tally


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
    stdout.write([rules_json(found, __version__)] if form is Listing.JSON else rule_table(found, painter()))


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
    stdout.write(rule_page(found, mechanism.about, defaults, pipeline.measured.get(found.name), painter()))
