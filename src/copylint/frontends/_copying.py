"""What the commands do alike that hold copies against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copylint import __version__
from copylint.frontends._check_options import CHECK_OPTIONS
from copylint.frontends._given import settings_of
from copylint.frontends._running import opened, painter, run, say, tell_of_waivers
from copylint.model.report import FileReport
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.formats import FORMATS
from copylint.reports.formats import report as report_in

if TYPE_CHECKING:
    from copylint.comparing import Comparing

SHARED = (
    *("form", "select", "extend_select", "ignore", "show", "min_confidence", "fail_on", "max_warnings", "exit_zero"),
    *("locale", "waivers", "baseline", "input_format", "text_field", "headline_field", "id_field"),
    *("output_file", "color", "quiet", "config", "isolated"),
)
COPIES_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "original": Annotated[str, typer.Argument(metavar="ORIGINAL", help="The file that the others are copies of.")],
        "copies": Annotated[
            list[str], typer.Argument(metavar="COPY", help="Files, folders or globs; - is standard input.")
        ],
        **{name: CHECK_OPTIONS[name] for name in SHARED},
    }
)


def road(given: Mapping[str, Any]) -> Comparing:
    """Return the road of copies with the settings in force, everything that may be broken loaded."""
    from copylint.comparing import Comparing  # noqa: PLC0415  --help and a wrong option need no road

    quiet, isolated = given["quiet"], given["isolated"]
    settings = settings_of(given["config"], isolated=isolated, options=given)
    pipeline = opened(settings, quiet=quiet, isolated=isolated, waivers=given["waivers"], baseline=given["baseline"])
    return Comparing(pipeline)


def copies_run(comparing: Comparing, reports: Iterator[FileReport | Unread], given: Mapping[str, Any]) -> int:
    """Print the reports and return the exit code."""
    pipeline, quiet = comparing.pipeline, given["quiet"]
    form, machine = given["form"], not FORMATS[given["form"]].for_people
    report = report_in(form, version=__version__, rules=lambda: pipeline.rules, painter=lambda: painter(given["color"]))
    with stdout.into(given["output_file"]) if given["output_file"] else nullcontext():
        stdout.settle_encoding(utf8=machine)
        tally = run(pipeline, reports, report, summary=machine or not quiet)
    if not quiet:
        for note in comparing.notes:
            say(f"note: {note}")
        tell_of_waivers(pipeline)
    return 0 if given["exit_zero"] and tally.exit_code == 1 else tally.exit_code
