"""The command that holds copies against their original: compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from copylint.frontends._copying import TEXT, Format, copies_run, road
from copylint.frontends._options import (
    As,
    Color,
    Config,
    ExtendSelect,
    FailOnOption,
    HeadlineField,
    IdField,
    Ignore,
    Isolated,
    LeastConfidence,
    LocaleOption,
    MaxWarnings,
    Select,
    Show,
    TextField,
    When,
)


def compare(
    original: Annotated[str, typer.Argument(metavar="ORIGINAL", help="The file that the others are copies of.")],
    copies: Annotated[list[str], typer.Argument(metavar="COPY", help="Files, folders or globs; - is standard input.")],
    *,
    form: Annotated[
        Format, typer.Option("--format", help="Format of the report; text and html show both sides.")
    ] = TEXT,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    show: Show = None,
    min_confidence: LeastConfidence = None,
    fail_on: FailOnOption = None,
    max_warnings: MaxWarnings = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="End with exit code 0 whatever is found.")] = False,
    locale: LocaleOption = None,
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Waivers, instead of .copylint-waivers.toml.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(metavar="FILE", help="Show only what this baseline lacks.")] = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    output_file: Annotated[
        Path | None, typer.Option("--output-file", "-o", metavar="FILE", help="Where the report goes.")
    ] = None,
    color: Color = When.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no notes.")] = False,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Tell what copies changed of their original: exit code 0 nothing, 1 findings, 2 no copy, or not read."""
    comparing = road(locals(), config, isolated=isolated, waivers=waivers, baseline=baseline, quiet=quiet)
    first = comparing.original(original)
    reports = comparing.reports(first, copies)
    raise typer.Exit(copies_run(comparing, reports, form, output_file, color=color, quiet=quiet, exit_zero=exit_zero))
