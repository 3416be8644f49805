"""Values out of a settings file, each checked for what it has to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from copylint.model.errors import ConfigurationError


class Table:
    """A table of a settings file that knows where it stands; every mistake names file, key and what was expected."""

    def __init__(self, file: Path, values: Mapping[str, Any], keys: Collection[str], name: str = "") -> None:
        """Take the values; a key that isn't among those known is a mistake.

        Raises:
            ConfigurationError: with the nearest known key.

        """
        self.file = file
        self._values = values
        self._name = name
        for key in values:
            if key not in keys:
                near = get_close_matches(key, list(keys), 1)
                raise self.wrong(key, near[0] if near else f"one of {', '.join(keys)}", key)

    def wrong(self, key: str, expected: str, found: object) -> ConfigurationError:
        """Return the error that says what is wrong with a key."""
        return ConfigurationError(str(self.file), f"{self._name}.{key}" if self._name else key, expected, found)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key isn't there."""
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise self.wrong(key, "a list of texts", values)
        return tuple(values)

    def paths(self, key: str) -> tuple[Path, ...]:
        """Return a list of paths, relative to the settings file, that are there."""
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise self.wrong(key, "a list of paths", values)
        paths = tuple(self.file.parent / v for v in values)
        for path in paths:
            if not path.exists():
                raise self.wrong(key, "a path that is there", str(path))
        return paths

    def text(self, key: str, known: Collection[str] = ()) -> str | None:
        """Return a text, one of those known where any are given; None where the key isn't there."""
        value = self._values.get(key)
        if value is not None and (not isinstance(value, str) or (known and value not in known)):
            raise self.wrong(key, " or ".join(known) or "a text", value)
        return value

    def count(self, key: str) -> int | None:
        """Return a whole number of at least 0; None where the key isn't there."""
        value = self._values.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.wrong(key, "a whole number, 0 or more", value)
        return value

    def choices(self, key: str, known: Collection[str]) -> frozenset[str]:
        """Return a set of texts that are all known."""
        values = self._values.get(key, [])
        if not isinstance(values, list) or any(v not in known for v in values):
            raise self.wrong(key, " or ".join(known), values)
        return frozenset(values)

    def words(self, key: str, known: Collection[str]) -> dict[str, str]:
        """Return a table of texts whose values are all known."""
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            raise self.wrong(key, "a table", values)
        for name, value in values.items():
            if value not in known:
                raise self.wrong(f"{key}.{name}", " or ".join(known), value)
        return values

    def tables(self, key: str, keys: Collection[str]) -> Iterable[Table]:
        """Yield the tables of a list of tables."""
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
            raise self.wrong(key, f"tables, each under [[{key}]]", values)
        return [Table(self.file, v, keys, key) for v in values]
