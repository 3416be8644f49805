"""TOML documents as tables: what has been parsed once is known by its very text, and not parsed again.

Those that come with copylint were parsed when the package was built. What is kept is JSON, so nothing in it can run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from copylint.settings.cache_folder import cache_folder

BUILT = Path(__file__).with_name("parsed.json")
FEW = 8  # documents; so many are parsed sooner than looked up
KEPT = 8  # files in the user's cache; one a set of rules that is in use

Tables = dict[str, Mapping[str, Any]]


def parsed(text: str) -> Mapping[str, Any]:
    """Return the table of a TOML document, which is not to be changed.

    Raises:
        ValueError: it is no TOML document (`tomllib.TOMLDecodeError`).

    """
    table = _known().get(text)
    if table is None:
        import tomllib  # noqa: PLC0415  not needed for what is known

        table = tomllib.loads(text)
    return table


def prepare(texts: Iterable[str]) -> None:
    """Make known what many documents hold, from the user's cache or for it; those that are no TOML stay unknown."""
    known = _known()
    new = sorted({text for text in texts if text not in known})
    if len(new) < FEW or (folder := cache_folder("rules")) is None:
        return
    from hashlib import sha256  # noqa: PLC0415  not needed for what is known

    file = folder / f"{sha256(json.dumps(new).encode()).hexdigest()[:32]}.json"
    tables = _read(file)
    if tables.keys() != set(new):
        tables = _parsed_all(new)
        _keep(tables, file)
    known.update(tables)


def build(documents: Iterable[Path]) -> int:
    """Parse the documents that come with copylint when the package is built; return their number."""
    tables = _parsed_all(document.read_text(encoding="utf-8") for document in documents)
    BUILT.write_text(json.dumps(tables), encoding="utf-8")
    return len(tables)


@cache
def _known() -> Tables:
    return _read(BUILT)


def _read(file: Path) -> Tables:
    """Return the tables of a file, none where it is missing or was damaged."""
    with suppress(OSError, ValueError):
        tables = json.loads(file.read_bytes())
        if isinstance(tables, dict) and all(isinstance(table, dict) for table in tables.values()):
            return tables
    return {}


def _parsed_all(texts: Iterable[str]) -> Tables:
    """Return the tables of those documents that are TOML and have nothing that JSON lacks."""
    import tomllib  # noqa: PLC0415

    tables: Tables = {}
    for text in texts:
        with suppress(ValueError, TypeError):
            table = tomllib.loads(text)
            json.dumps(table)
            tables[text] = table
    return tables


def _keep(tables: Tables, file: Path) -> None:
    """Keep tables for later runs; where that isn't possible they parse them again."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        work = file.with_suffix(f".{os.getpid()}")
        work.write_text(json.dumps(tables), encoding="utf-8")
        work.replace(file)
        for old in sorted(file.parent.iterdir(), key=lambda p: p.stat().st_mtime, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
