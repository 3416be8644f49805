"""Options that several commands take."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from copylint.model.finding import Severity
from copylint.settings import FORMATS, Reading, Settings, parse_show


class Listing(StrEnum):
    """A format of a list."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The least severity that fails a file."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


InputFormat = StrEnum("InputFormat", {name.upper().replace("-", "_"): name for name in FORMATS})  # type: ignore[misc]

Config = Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file, instead of the nearest one.")]
Show = Annotated[list[str] | None, typer.Option(metavar="info,possible", help="Also show what is left out by default.")]
FailOnOption = Annotated[
    FailOn | None, typer.Option(help="Least severity that gives exit code 1 (default: error); info also shows it.")
]
MaxWarnings = Annotated[int | None, typer.Option(min=0, metavar="N", help="Hold copy with more warnings than that.")]
As = Annotated[InputFormat | None, typer.Option("--input-format", help="What the files are, instead of asking them.")]
TextField = Annotated[str | None, typer.Option(metavar="NAME", help="Field of records that holds the text.")]
HeadlineField = Annotated[str | None, typer.Option(metavar="NAME", help="Field of records that holds the headline.")]
IdField = Annotated[str | None, typer.Option(metavar="NAME", help="Field of records that holds the id.")]


def with_reading(
    settings: Settings, form: InputFormat | None, text: str | None, headline: str | None, id_field: str | None
) -> Settings:
    """Return the settings with what the command line says of the files put over them."""
    own = settings.reading
    return replace(
        settings,
        reading=Reading(
            form.value if form else own.format,
            text or own.text_field,
            headline or own.headline_field,
            id_field or own.id_field,
        ),
    )


def with_policy(
    settings: Settings, show: list[str] | None, fail_on: FailOn | None, max_warnings: int | None = None
) -> Settings:
    """Return the settings with the command line's put over them; nothing fails a file that isn't shown."""
    shown = settings.show if show is None else parse_show(show)
    policy, sources = settings.policy, settings.sources
    if fail_on is not None:
        policy = replace(policy, fail_on=Severity[fail_on.name])
        sources = tuple(replace(source, fail_on=None) for source in sources)
    if max_warnings is not None:
        policy = replace(policy, max_warnings=max_warnings)
        sources = tuple(replace(source, max_warnings=None) for source in sources)
    if Severity.INFO in (policy.fail_on, *(source.fail_on for source in sources)):
        shown |= {"info"}
    return replace(settings, show=shown, policy=policy, sources=sources)
