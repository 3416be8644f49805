"""Values of a settings file or of the command line, each checked for what it has to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from copylint.model.errors import ConfigurationError
from copylint.settings.keys import MATCH, SOURCE, Key, keys, source_keys

Values = dict[str, Any]


def values_of(table: Mapping[str, Any], where: str, folder: Path) -> Values:
    """Return the values of a table, paths relative to a folder; `where` names the table in errors.

    Raises:
        ConfigurationError: an unknown key or a value of the wrong kind, with what was expected.

    """
    _known(table, (*keys(), SOURCE), where, "")
    values = {name: _value(key, table[name], where, "", folder) for name, key in keys().items() if name in table}
    if SOURCE in table:
        values[SOURCE] = _sources(table[SOURCE], where, folder)
    return values


def parse_override(text: str) -> Values:
    """Return the value of one setting written as KEY=VALUE, the value in TOML or as a bare word.

    Raises:
        ConfigurationError: it is no such setting.

    """
    key, _, value = text.partition("=")
    key = key.strip()
    import tomllib  # noqa: PLC0415  asked of few runs

    try:
        table = tomllib.loads(f"{key} = {value}")
    except tomllib.TOMLDecodeError:
        table = {key: value.strip()}
    return values_of(table, "--config", Path.cwd())


def _sources(tables: object, where: str, folder: Path) -> list[Values]:
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise ConfigurationError(where, SOURCE, f"tables, each under [[{SOURCE}]]", tables)
    found = []
    for table in tables:
        _known(table, (MATCH, *source_keys()), where, SOURCE)
        match = table.get(MATCH, [])
        if not match or not isinstance(match, list) or not all(isinstance(m, str) for m in match):
            raise ConfigurationError(where, f"{SOURCE}.{MATCH}", "patterns of sources or paths", match)
        own = {n: _value(k, table[n], where, SOURCE, folder) for n, k in source_keys().items() if n in table}
        found.append({MATCH: tuple(match), **own})
    return found


def _known(table: Mapping[str, Any], names: Collection[str], where: str, inside: str) -> None:
    for name in table:
        if name not in names:
            from difflib import get_close_matches  # noqa: PLC0415  only errors ask for it

            near = get_close_matches(name, list(names), 1)
            expected = near[0] if near else f"one of {', '.join(names)}"
            raise ConfigurationError(where, f"{inside}.{name}" if inside else name, expected, name)


def _value(key: Key, value: object, where: str, inside: str, folder: Path) -> Any:
    """Return a value as its key has it."""
    try:
        return READERS[key.kind](key, value, folder)
    except _Wrong as wrong:
        name = f"{inside}.{key.name}" if inside else key.name
        raise ConfigurationError(where, name + wrong.below, wrong.expected, wrong.found) from wrong


class _Wrong(Exception):  # noqa: N818  becomes an error where the file is known
    def __init__(self, expected: str, found: object, below: str = "") -> None:
        self.expected = expected
        self.found = found
        self.below = below


def _texts(key: Key, value: object, folder: Path) -> tuple[str, ...]:  # noqa: ARG001
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _Wrong("a list of texts", value)
    return tuple(value)


def _paths(key: Key, value: object, folder: Path) -> tuple[Path, ...]:  # noqa: ARG001
    if not isinstance(value, list) or not all(isinstance(v, str | Path) for v in value):
        raise _Wrong("a list of paths", value)
    paths = tuple(folder / v for v in value)
    for path in paths:
        if not path.exists():
            raise _Wrong("a path that is there", str(path))
    return paths


def _path(key: Key, value: object, folder: Path) -> Path:  # noqa: ARG001
    if not isinstance(value, str | Path) or not str(value):
        raise _Wrong("a path", value)
    return folder / Path(value).expanduser()


def _flag(key: Key, value: object, folder: Path) -> bool:  # noqa: ARG001
    if not isinstance(value, bool):
        raise _Wrong("true or false", value)
    return value


def _text(key: Key, value: object, folder: Path) -> str:  # noqa: ARG001
    if not isinstance(value, str) or not value:
        raise _Wrong("a text", value)
    return value


def _choice(key: Key, value: object, folder: Path) -> str:  # noqa: ARG001
    if not isinstance(value, str) or value not in key.known:
        raise _Wrong(" or ".join(key.known), value)
    return value


def _choices(key: Key, value: object, folder: Path) -> frozenset[str]:  # noqa: ARG001
    if not isinstance(value, list) or any(v not in key.known for v in value):
        raise _Wrong(" or ".join(key.known), value)
    return frozenset(value)


def _count(key: Key, value: object, folder: Path) -> int:  # noqa: ARG001
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _Wrong("a whole number, 0 or more", value)
    return value


def _words(key: Key, value: object, folder: Path) -> dict[str, str]:  # noqa: ARG001
    if not isinstance(value, dict):
        raise _Wrong("a table", value)
    for name, word in value.items():
        if word not in key.known:
            raise _Wrong(" or ".join(key.known), word, f".{name}")
    return value


READERS = {
    "texts": _texts,
    "paths": _paths,
    "path": _path,
    "flag": _flag,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "count": _count,
    "words": _words,
}
