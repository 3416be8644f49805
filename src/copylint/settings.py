"""What a run is to do: from `copylint.toml` or `[tool.copylint]` in the nearest `pyproject.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from copylint.model.errors import ConfigurationError
from copylint.model.finding import Severity

SHOWABLE = ("info", "possible")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run.

    `rules` and `entities` are paths of one's own beside those that come with copylint; `fail_on` is the least severity
    that fails a file; `show` adds `info` and `possible` findings; `path` is the file the settings came from.
    """

    rules: tuple[Path, ...] = ()
    entities: tuple[Path, ...] = ()
    fail_on: Severity = Severity.ERROR
    show: frozenset[str] = frozenset()
    path: Path | None = None

    @classmethod
    def load(cls, start: Path | None = None) -> Settings:
        """Return the settings of the nearest file at or above `start` (by default the working folder).

        Raises:
            ConfigurationError: the file is broken, or says something unknown.

        """
        for folder in ((start or Path.cwd()).resolve(), *(start or Path.cwd()).resolve().parents):
            for name in ("copylint.toml", "pyproject.toml"):
                file = folder / name
                if file.is_file() and (table := _table(file)) is not None:
                    return cls.parse(table, file)
        return cls()

    @classmethod
    def read(cls, file: Path | None) -> Settings:
        """Return the settings of the file named, or of the nearest one where none is.

        Raises:
            ConfigurationError: the file isn't there, is broken, or says something unknown.

        """
        if file is None:
            return cls.load()
        try:
            document = tomllib.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigurationError(str(file), "", "a settings file", error.strerror or str(error)) from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigurationError(str(file), "", "a TOML document", str(error)) from error
        if file.name != "pyproject.toml":
            return cls.parse(document, file)
        tool = document.get("tool")
        table = tool.get("copylint") if isinstance(tool, dict) else None
        if not isinstance(table, dict):
            raise ConfigurationError(str(file), "tool.copylint", "a table", table)
        return cls.parse(table, file)

    @classmethod
    def parse(cls, table: Mapping[str, Any], file: Path) -> Settings:
        """Return the settings a table of a settings file holds.

        Raises:
            ConfigurationError: an unknown key or a value of the wrong kind, named with what was expected.

        """
        for key in table:
            if key not in KEYS:
                near = get_close_matches(key, KEYS, 1)
                raise ConfigurationError(str(file), key, f"{near[0]}" if near else f"one of {', '.join(KEYS)}", key)
        return cls(
            rules=_paths(file, table, "rules"),
            entities=_paths(file, table, "entities"),
            fail_on=_severity(file, table.get("fail-on", "error")),
            show=_shown(file, table.get("show", [])),
            path=file,
        )


KEYS = ("rules", "entities", "fail-on", "show")


def parse_show(values: list[str]) -> frozenset[str]:
    """Return which findings to add, from values such as `info,possible`.

    Raises:
        ConfigurationError: a value is neither.

    """
    return _shown(Path("--show"), [v.strip() for value in values for v in value.split(",") if v.strip()])


def _table(file: Path) -> Mapping[str, Any] | None:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if file.name == "pyproject.toml":
            return None  # somebody else's file; its own tool will complain
        raise ConfigurationError(str(file), "", "a TOML document", str(error)) from error
    if file.name == "copylint.toml":
        return document
    tool = document.get("tool")
    table = tool.get("copylint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(str(file), "tool.copylint", "a table", table)
    return table


def _paths(file: Path, table: Mapping[str, Any], key: str) -> tuple[Path, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise ConfigurationError(str(file), key, "a list of paths", values)
    paths = tuple(file.parent / v for v in values)
    for path in paths:
        if not path.exists():
            raise ConfigurationError(str(file), key, "a path that is there", str(path))
    return paths


def _severity(file: Path, value: object) -> Severity:
    words = {s.word: s for s in Severity}
    if not isinstance(value, str) or value not in words:
        raise ConfigurationError(str(file), "fail-on", " or ".join(words), value)
    return words[value]


def _shown(file: Path, values: object) -> frozenset[str]:
    if not isinstance(values, list) or any(v not in SHOWABLE for v in values):
        raise ConfigurationError(str(file), "show", " or ".join(SHOWABLE), values)
    return frozenset(values)
