"""The command `check` as typer has it: its arguments and options."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

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
    members,
)
from copylint.reports.formats import FORMATS

Format = StrEnum("Format", members(FORMATS))  # type: ignore[misc]
Waivers = typer.Option(metavar="FILE", help="Waivers, instead of .copylint-waivers.toml.")
Baseline = typer.Option(metavar="FILE", help="Show only what this baseline lacks.")
OutputFile = typer.Option("--output-file", "-o", metavar="FILE", help="Where the report goes.")


def switch(*names: str, says: str) -> Any:
    """Return an option that is there or not."""
    return Annotated[bool, typer.Option(*names, help=says)]


CHECK_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "paths": Annotated[
            list[str], typer.Argument(metavar="PATH", help="Files, folders or globs; - is standard input.")
        ],
        "form": Annotated[Format, typer.Option("--format", help="Format of the report.")],
        "select": Select,
        "extend_select": ExtendSelect,
        "ignore": Ignore,
        "show": Show,
        "min_confidence": LeastConfidence,
        "fail_on": FailOnOption,
        "max_warnings": MaxWarnings,
        "exit_zero": switch("--exit-zero", says="End with exit code 0 whatever is found."),
        "locale": LocaleOption,
        "exclude": Exclude,
        "force_exclude": switch("--force-exclude", says="Leave out what is named too."),
        "waivers": Annotated[Path | None, Waivers],
        "baseline": Annotated[Path | None, Baseline],
        "stdin_filename": Annotated[str | None, typer.Option(metavar="NAME", help="What to call standard input.")],
        "input_format": As,
        "text_field": TextField,
        "headline_field": HeadlineField,
        "id_field": IdField,
        "grammar": Grammar,
        "languagetool_url": LanguageToolUrl,
        "languagetool_folder": LanguageToolFolder,
        "grammar_optional": GrammarOptional,
        "diff": switch("--diff", says="Show what fixes would change, and change nothing."),
        "fix": switch("--fix", says="Mend the files; of standard input, print it mended."),
        "unsafe_fixes": switch("--unsafe-fixes", says="Also fixes that need a look."),
        "show_fixes": switch("--show-fixes", says="Tell of each change."),
        "statistics": switch("--statistics", says="Count the findings of each rule instead."),
        "output_file": Annotated[Path | None, OutputFile],
        "color": Color,
        "quiet": switch("--quiet", "-q", says="No summary and no notes."),
        "jobs": Annotated[
            int | None, typer.Option(min=1, metavar="N", help="Processes to check with (default: all cores).")
        ],
        "no_cache": switch("--no-cache", says="Check again what was checked before."),
        "together": switch("--together", says="Also hold copies of one story against one another."),
        "watch": switch("--watch", says="Check again whenever a file changes, until stopped."),
        "config": Config,
        "isolated": Isolated,
    }
)
