"""The commands that tell of settings: settings, init."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from copylint.frontends._given import settings_of
from copylint.frontends._options import Config, Isolated, Listing
from copylint.frontends._running import say
from copylint.model.errors import ConfigurationError
from copylint.reports import stdout
from copylint.reports.escapes import visible

FILE = "copylint.toml"


def settings(
    *,
    form: Annotated[Listing, typer.Option("--format", help="Format of the list.")] = Listing.TEXT,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of the settings instead.")] = False,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Show which settings are in force, and where each comes from."""
    stdout.settle_encoding(utf8=form is Listing.JSON or schema)
    if schema:
        from copylint.settings.written import schema as schema_of  # noqa: PLC0415  only who asks for it

        stdout.write([json.dumps(schema_of(), indent=2, ensure_ascii=False), "\n"])
        return
    found = settings_of(config, isolated=isolated)
    origins = {key: (_plain(origin.value), origin.where) for key, origin in found.in_force().items()}
    if form is Listing.JSON:
        listed = {key: {"value": value, "from": where} for key, (value, where) in origins.items()}
        stdout.write([json.dumps({"schema_version": 1, "settings": listed}, ensure_ascii=False, indent=1), "\n"])
        return
    for key, (value, where) in origins.items():
        if where is not None:
            stdout.write([visible(f"{key} = {json.dumps(value, ensure_ascii=False)}  # {where}"), "\n"])
    unset = [key for key, (_, where) in origins.items() if where is None]
    stdout.write([f"by default: {', '.join(unset)}\n" if unset else ""])


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, Mapping):
        return {key: _plain(v) for key, v in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, Path) else value


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write it.")] = Path(),
) -> None:
    """Write a commented copylint.toml to start from; one that is there is never written over."""
    from copylint.settings.written import starting_file  # noqa: PLC0415  only who asks for it

    path = folder / FILE
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starting_file())
    except FileExistsError as error:
        raise ConfigurationError(str(path), "", "no such file yet", "one") from error
    except OSError as error:
        raise ConfigurationError(str(path), "", "a folder that can be written to", error.strerror) from error
    say(f"wrote {path}")
