"""What the commands do alike that hold copies against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copylint import __version__
from copylint.frontends._given import settings_of
from copylint.frontends._options import When, members
from copylint.frontends._running import load, painter, run, say, tell_of_waivers
from copylint.model.report import FileReport
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.formats import FORMATS
from copylint.reports.formats import report as report_in

if TYPE_CHECKING:
    from copylint.comparing import Comparing

Format = StrEnum("Format", members(FORMATS))  # type: ignore[misc]
TEXT = Format("text")


def road(
    options: Mapping[str, Any],
    config: list[str] | None,
    *,
    isolated: bool,
    waivers: Path | None,
    baseline: Path | None,
    quiet: bool,
) -> Comparing:
    """Return the road of copies with the settings in force, everything that may be broken loaded."""
    from copylint.comparing import Comparing  # noqa: PLC0415  --help and a wrong option need no road
    from copylint.pipeline import Pipeline  # noqa: PLC0415

    settings = settings_of(config, isolated=isolated, options=options)
    pipeline = Pipeline(settings, None if quiet else say, isolated=isolated, waivers=waivers, baseline=baseline)
    load(pipeline, quiet=quiet)
    return Comparing(pipeline)


def copies_run(
    comparing: Comparing,
    reports: Iterator[FileReport | Unread],
    form: Format,
    output_file: Path | None,
    *,
    color: When,
    quiet: bool,
    exit_zero: bool,
) -> int:
    """Print the reports and return the exit code."""
    pipeline = comparing.pipeline
    machine = not FORMATS[form.value].for_people
    report = report_in(form.value, version=__version__, rules=lambda: pipeline.rules, painter=lambda: painter(color))
    with stdout.into(output_file) if output_file else nullcontext():
        stdout.settle_encoding(utf8=machine)
        tally = run(pipeline, reports, report, summary=machine or not quiet)
    if not quiet:
        for note in comparing.notes:
            say(f"note: {note}")
        tell_of_waivers(pipeline)
    return 0 if exit_zero and tally.exit_code == 1 else tally.exit_code
