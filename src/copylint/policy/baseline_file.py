"""The baseline as a file: one entry a line, each a line by itself, so that two branches can be merged."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from copylint.model.errors import ConfigurationError
from copylint.model.expressions import expression
from copylint.policy.baseline import Baseline, Entry

SCHEMA_VERSION = 1
_HEAD = {"copylint": "baseline", "schema_version": SCHEMA_VERSION}
_BEGINNING = json.dumps([_HEAD])[:-2].encode()
_ANCHOR = expression(r"[0-9a-f]{32}")


def read_baseline(file: Path) -> Baseline:
    """Return the baseline of a file; of entries that stand there twice, as after a merge, the larger count holds.

    Raises:
        ConfigurationError: there is none, it is no baseline, or a later version of copylint wrote it.

    """
    try:
        values = json.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigurationError(str(file), "", "a baseline (`copylint baseline write` makes one)", "none") from error
    except OSError as error:
        raise ConfigurationError(str(file), "", "a baseline", error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(str(file), "", "a baseline (a JSON array)", str(error)) from error
    found: dict[tuple[str, str, str], Entry] = {}
    for number, value in enumerate(_entries(values, file), start=1):
        entry = _entry(value, number, file)
        known = found.setdefault((entry.path, entry.rule, entry.anchor), entry)
        if known.count < entry.count:
            found[entry.path, entry.rule, entry.anchor] = entry
    return Baseline(found.values(), file)


def baseline_bytes(entries: Iterable[Entry]) -> bytes:
    """Return a baseline as it stands in its file: a comma stands before an entry, so that no line needs the next."""
    lines = [json.dumps(_HEAD), *(json.dumps(asdict(entry), ensure_ascii=False) for entry in entries)]
    return ("[" + "\n,".join(lines) + "\n]\n").encode("utf-8", "backslashreplace")


def replaceable(file: Path) -> Baseline:
    """Return the baseline that a new one may take the place of: none where nothing is there, or a badly merged one.

    Raises:
        ConfigurationError: something else stands there.

    """
    try:
        return read_baseline(file)
    except ConfigurationError:
        if file.exists() and not (file.is_file() and file.read_bytes().startswith(_BEGINNING)):
            raise
        return Baseline()


def _entries(values: Any, file: Path) -> list[Any]:
    head = values[0] if isinstance(values, list) and values else None
    if not isinstance(head, dict) or head.get("copylint") != _HEAD["copylint"]:
        raise ConfigurationError(str(file), "", "a baseline as `copylint baseline write` makes it", _kind(values))
    version = head.get("schema_version")
    if version != SCHEMA_VERSION:
        later = " (a later version of copylint wrote it)" if isinstance(version, int) else ""
        raise ConfigurationError(str(file), "schema_version", f"{SCHEMA_VERSION}{later}", version)
    return list(values[1:])


def _kind(values: Any) -> str:
    return "an array of something else" if isinstance(values, list) else f"a JSON {type(values).__name__}"


def _entry(value: Any, number: int, file: Path) -> Entry:
    def wrong(key: str, expected: str, found: object) -> ConfigurationError:
        return ConfigurationError(str(file), f"entry {number}.{key}" if key else f"entry {number}", expected, found)

    if not isinstance(value, dict):
        raise wrong("", "an object", value)
    for key in ("path", "rule", "text", "anchor"):
        if not isinstance(value.get(key), str):
            raise wrong(key, "a text", value.get(key))
    if not _ANCHOR.fullmatch(value["anchor"]):
        raise wrong("anchor", "32 hexadecimal digits", value["anchor"])
    count = value.get("count")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise wrong("count", "a whole number, 1 or more", count)
    return Entry(**{field.name: value[field.name] for field in fields(Entry)})
