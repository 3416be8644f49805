"""Options that several commands take, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from copylint.settings import FORMATS
from copylint.settings.keys import CONFIDENCES, KNOWN, SEVERITIES


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


def declared(
    command: Callable[..., int], options: Mapping[str, Any], like: Callable[..., int] | None = None
) -> Callable[..., None]:
    """Return a command for typer, its parameters as the options declare them; it ends with the code it returns.

    What a command takes by `**given` are the options that it doesn't name, each with the default it has in the command
    that it is `like`.
    """

    @wraps(command)
    def run(*args: Any, **given: Any) -> None:
        raise typer.Exit(command(*args, **given))

    plain = signature(command)
    named = [p for p in plain.parameters.values() if p.kind is not Parameter.VAR_KEYWORD]
    shared = signature(like).parameters if like else {}
    rest = [p for name, p in shared.items() if name in options.keys() - {p.name for p in named}]
    parameters = [p.replace(annotation=options[p.name]) for p in (*named, *rest)]
    run.__signature__ = plain.replace(parameters=parameters, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = dict(options)
    return run
