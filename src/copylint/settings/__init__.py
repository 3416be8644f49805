"""What a run is to do: from `copylint.toml` or `[tool.copylint]` in `pyproject.toml`, and from the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from copylint.model.errors import ConfigurationError
from copylint.settings.keys import FORMATS, OFF, SHOWABLE, SOURCE, keys
from copylint.settings.policies import Policy, meets, policy_of
from copylint.settings.tables import Values, values_of
from copylint.settings.toml import parsed

__all__ = ["FORMATS", "SHOWABLE", "Grammar", "Policy", "Reading", "Settings"]

COMMAND_LINE = "the command line"


class Reading(NamedTuple):
    """What the user says of the files: their format, and the fields of records that hold text, headline and id."""

    format: str | None = None
    text_field: str | None = None
    headline_field: str | None = None
    id_field: str | None = None


class Grammar(NamedTuple):
    """The engine of others that reads the copy too, and where its server or its jars are; by default there is none."""

    engine: str | None = None
    url: str | None = None
    folder: Path | None = None
    optional: bool = False


class Origin(NamedTuple):
    """A value in force and where it comes from: a file, the command line, or nothing where it is the default."""

    value: Any
    where: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run: the values of a file, and those of the command line over them.

    Values are kept by the keys of the settings file, checked and with paths made whole; `path` is the file they came
    from. What of a value isn't given is as the properties say.
    """

    file: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
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
        return cls(values_of(values, str(file), file.parent), path=file)

    @classmethod
    def of(cls, **values: Any) -> Settings:
        """Return settings made in Python, by the keys of a settings file with `_` for `-`.

        >>> Settings.of(select=["names"], min_confidence="certain").policy.least.word
        'certain'

        Raises:
            ConfigurationError: as for a file.

        """
        table = {name.replace("_", "-"): value for name, value in values.items()}
        return cls(given=values_of(table, "settings", Path.cwd()))

    def over(self, given: Values) -> Settings:
        """Return the settings with values of the command line put over them."""
        return Settings(self.file, {**self.given, **given}, self.path)

    def _get(self, key: str, default: Any) -> Any:
        return self.given.get(key, self.file.get(key, default))

    @property
    def rules(self) -> tuple[Path, ...]:
        """Rules of one's own: folders or single files."""
        return self._get("rules", ())  # type: ignore[no-any-return]

    @property
    def entities(self) -> tuple[Path, ...]:
        """Names of one's own."""
        return self._get("entities", ())  # type: ignore[no-any-return]

    @property
    def exclude(self) -> tuple[str, ...]:
        """Patterns of what a searched folder leaves out."""
        return self._get("exclude", ())  # type: ignore[no-any-return]

    @property
    def reading(self) -> Reading:
        """What files can't tell of themselves."""
        return Reading(*(self._get(key, None) for key in ("input-format", "text-field", "headline-field", "id-field")))

    @property
    def grammar(self) -> Grammar:
        """What other engine reads the copy."""
        engine = self._get("grammar", OFF)
        url, folder, optional = (
            self._get(key, None) for key in ("languagetool-url", "languagetool-folder", "grammar-optional")
        )
        return Grammar(None if engine == OFF else engine, url, folder, optional=bool(optional))

    @property
    def policy(self) -> Policy:
        """What holds for copy of no source in particular."""
        return policy_of(self.file, self.given)

    @property
    def sources(self) -> tuple[Mapping[str, Any], ...]:
        """What is different for some sources, each with the patterns it is for."""
        return tuple(self._get(SOURCE, ()))

    def policy_for(self, credit: str, path: str) -> Policy:
        """Return what holds for copy of a source in the file at a path.

        Of several sources that match, the last one wins; over all of them goes the command line.
        """
        return policy_of(self.file, *(s for s in self.sources if meets(s, credit, path)), self.given)

    def policy_mark(self, credit: str, path: str) -> str:
        """Return which of the sources copy is from: where it is the same, so is the policy."""
        return ",".join(str(number) for number, source in enumerate(self.sources) if meets(source, credit, path))

    def named(self) -> Iterator[str]:
        """Yield every name of a rule or family in the settings."""
        for layer in (self.file, *self.sources, self.given):
            for name, key in keys().items():
                if key.names:
                    yield from layer.get(name, ())

    def in_force(self) -> Mapping[str, Origin]:
        """Return each key's value and where it comes from."""
        found = {}
        for name in (*keys(), SOURCE):
            layers = ((self.given, COMMAND_LINE), (self.file, str(self.path)))
            where = next((where for layer, where in layers if name in layer), None)
            found[name] = Origin(self._get(name, None), where)
        return found

    @property
    def state(self) -> str:
        """All values in force, in words that are the same in every process."""
        return repr([f"{name}={_plainly(origin.value)}" for name, origin in self.in_force().items()])


def _plainly(value: object) -> str:
    """Return a value of the settings in words that are the same in every process."""
    if isinstance(value, frozenset | set):
        return repr(sorted(value))
    if isinstance(value, Mapping):
        return repr(sorted((key, _plainly(v)) for key, v in value.items()))
    if isinstance(value, list | tuple):
        return repr([_plainly(v) for v in value])
    return str(value)


def _document(file: Path) -> dict[str, Any]:
    try:
        return dict(parsed(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigurationError(str(file), "", "a settings file", error.strerror or str(error)) from error
    except ValueError as error:
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
