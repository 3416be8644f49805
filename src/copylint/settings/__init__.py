"""What a run is to do: from `copylint.toml` or `[tool.copylint]` in the nearest `pyproject.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copylint.model.errors import ConfigurationError
from copylint.settings import policies
from copylint.settings.policies import Policy, SourcePolicy, policy_of, source_policy_of
from copylint.settings.tables import Table

SHOWABLE = ("info", "possible")
FORMATS = (
    *("text", "html", "markdown", "rss", "atom", "wxr", "nitf", "newsml-g2", "jsonfeed", "ninjs", "wp-rest"),
    *("iptc7901", "anpa1312", "jsonl", "csv", "parquet"),
)
KEYS = (
    *("rules", "entities", "input-format", "text-field", "headline-field", "id-field", "show"),
    *(*policies.KEYS, "source"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user says of the files: their format, and the fields of records that hold text, headline and id."""

    format: str | None = None
    text_field: str | None = None
    headline_field: str | None = None
    id_field: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run.

    `rules` and `entities` are paths of one's own beside those that come with copylint; `policy` says when copy is held,
    `sources` what is different for some sources; `show` adds `info` and `possible` findings; `reading` tells what
    files can't tell of themselves; `path` is the file the settings came from.
    """

    rules: tuple[Path, ...] = ()
    entities: tuple[Path, ...] = ()
    policy: Policy = field(default_factory=Policy)
    sources: tuple[SourcePolicy, ...] = ()
    show: frozenset[str] = frozenset()
    reading: Reading = Reading()
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
                if file.is_file() and (table := _nearest(file)) is not None:
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
        table = _own(file, _document(file))
        if table is None:
            raise ConfigurationError(str(file), "tool.copylint", "a table", None)
        return cls.parse(table, file)

    @classmethod
    def parse(cls, values: Mapping[str, Any], file: Path) -> Settings:
        """Return the settings a table of a settings file holds.

        Raises:
            ConfigurationError: an unknown key or a value of the wrong kind, named with what was expected.

        """
        table = Table(file, values, KEYS)
        return cls(
            rules=table.paths("rules"),
            entities=table.paths("entities"),
            policy=policy_of(table),
            sources=tuple(source_policy_of(t) for t in table.tables("source", policies.SOURCE_KEYS)),
            show=table.choices("show", SHOWABLE),
            reading=Reading(
                format=table.text("input-format", FORMATS),
                text_field=table.text("text-field"),
                headline_field=table.text("headline-field"),
                id_field=table.text("id-field"),
            ),
            path=file,
        )

    def policy_for(self, credit: str, path: str) -> Policy:
        """Return what holds for copy of a source in the file at a path; of several that match, the last one wins."""
        policy = self.policy
        for source in self.sources:
            if source.meets(credit, path):
                policy = source.over(policy)
        return policy


def parse_show(values: list[str]) -> frozenset[str]:
    """Return which findings to add, from values such as `info,possible`.

    Raises:
        ConfigurationError: a value is neither.

    """
    asked = [v.strip() for value in values for v in value.split(",") if v.strip()]
    return Table(Path("--show"), {"show": asked}, ("show",)).choices("show", SHOWABLE)


def _document(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(str(file), "", "a settings file", error.strerror or str(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(str(file), "", "a TOML document", str(error)) from error


def _own(file: Path, document: dict[str, Any]) -> Mapping[str, Any] | None:
    """Return what a document says to copylint: all of it, or a table of `pyproject.toml` that may be missing."""
    if file.name != "pyproject.toml":
        return document
    tool = document.get("tool")
    table = tool.get("copylint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(str(file), "tool.copylint", "a table", table)
    return table


def _nearest(file: Path) -> Mapping[str, Any] | None:
    try:
        return _own(file, _document(file))
    except ConfigurationError as error:
        if file.name == "pyproject.toml" and not error.key:
            return None  # somebody else's file; its own tool will complain
        raise
