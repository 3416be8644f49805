"""The settings that a command's arguments make; what reads no arguments of typer's needs no typer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from copylint.model.errors import ConfigurationError
from copylint.settings import Settings
from copylint.settings.tables import parse_override, values_of

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
