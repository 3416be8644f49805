"""Options that several commands take, and the settings they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from copylint.model.errors import ConfigurationError
from copylint.settings import FORMATS, Settings
from copylint.settings.keys import CONFIDENCES, KNOWN, SEVERITIES
from copylint.settings.tables import parse_override, values_of


def members(values: Iterable[str]) -> dict[str, str]:
    """Return the members of an enumeration of an option's values."""
    return {value.upper().replace("-", "_"): value for value in values}


class When(StrEnum):
    """When to use colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Listing(StrEnum):
    """A format of a list."""

    TEXT = "text"
    JSON = "json"


FailOn = StrEnum("FailOn", members(reversed(SEVERITIES)))  # type: ignore[misc]
InputFormat = StrEnum("InputFormat", members(FORMATS))  # type: ignore[misc]
MinConfidence = StrEnum("MinConfidence", members(reversed(CONFIDENCES)))  # type: ignore[misc]
Engine = StrEnum("Engine", members(KNOWN["engines"]))  # type: ignore[misc]
Locale = StrEnum("Locale", members(KNOWN["locales"]))  # type: ignore[misc]

Config = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE|KEY=VALUE", help="Settings file instead of the nearest one, or a single setting."),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no settings file.")]
Show = Annotated[list[str] | None, typer.Option(metavar="info,possible", help="Also show what is left out by default.")]
FailOnOption = Annotated[
    FailOn | None, typer.Option(help="Least severity that gives exit code 1 (default: error); info also shows it.")
]
MaxWarnings = Annotated[int | None, typer.Option(min=0, metavar="N", help="Hold copy with more warnings than that.")]
Select = Annotated[list[str] | None, typer.Option(metavar="NAME,…", help="Only these rules or families.")]
ExtendSelect = Annotated[list[str] | None, typer.Option(metavar="NAME,…", help="These rules or families besides.")]
Ignore = Annotated[list[str] | None, typer.Option(metavar="NAME,…", help="None of these rules or families.")]
LeastConfidence = Annotated[
    MinConfidence | None, typer.Option("--min-confidence", help="Least confidence of what is shown (default: likely).")
]
LocaleOption = Annotated[Locale | None, typer.Option("--locale", help="What English the copy is in.")]
Exclude = Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="What a searched folder leaves out.")]
As = Annotated[InputFormat | None, typer.Option("--input-format", help="What the files are, instead of asking them.")]
TextField = Annotated[str | None, typer.Option(metavar="NAME", help="Field of records that holds the text.")]
HeadlineField = Annotated[str | None, typer.Option(metavar="NAME", help="Field of records that holds the headline.")]
IdField = Annotated[str | None, typer.Option(metavar="NAME", help="Field of records that holds the id.")]
Grammar = Annotated[Engine | None, typer.Option("--grammar", help="Have another engine read the copy too.")]
LanguageToolUrl = Annotated[str | None, typer.Option(metavar="URL", help="LanguageTool server to send paragraphs to.")]
LanguageToolFolder = Annotated[
    str | None, typer.Option(metavar="DIR", help="LanguageTool's jars, to start a server of.")
]
GrammarOptional = Annotated[bool | None, typer.Option("--grammar-optional", help="No error where it can't be asked.")]

Color = Annotated[When, typer.Option(help="Whether to use colours.")]

LISTS = ("show", "select", "extend-select", "ignore")
OPTIONS = (  # of the keys of the settings, those that are options
    *(*LISTS, "min-confidence", "fail-on", "max-warnings", "locale", "exclude"),
    *("input-format", "text-field", "headline-field", "id-field"),
    *("grammar", "languagetool-url", "languagetool-folder", "grammar-optional"),
)


def settings_of(
    config: list[str] | None, *, isolated: bool = False, options: Mapping[str, Any] | None = None
) -> Settings:
    """Return the settings in force: those of the file, single ones of `--config`, and the options that were given.

    Options are a command's arguments, of which those in OPTIONS count, with `_` for `-`;
    what is None wasn't given.

    Raises:
        ConfigurationError: a file or a value that can't be used, or two files.

    """
    files = [given for given in config or () if "=" not in given or Path(given).exists()]
    if len(files) > 1:
        raise ConfigurationError("--config", "", "one settings file", ", ".join(files))
    if files and isolated:
        raise ConfigurationError("--isolated", "", "no --config FILE", files[0])
    settings = Settings() if isolated else Settings.read(Path(files[0]) if files else None)
    for single in config or ():
        if single not in files:
            settings = settings.over(parse_override(single))
    return settings.over(_given(options or {}))


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of options, those of lists parted at commas; errors name the option."""
    values: dict[str, Any] = {}
    for name, value in options.items():
        key = name.replace("_", "-")
        if value is None or key not in OPTIONS:
            continue
        if key in LISTS:
            value = [part.strip() for one in value for part in one.split(",") if part.strip()]  # noqa: PLW2901
        values |= values_of({key: value}, f"--{key}", Path.cwd())
    return values
