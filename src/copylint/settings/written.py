"""The keys of the settings as documents: a commented file to start from, and a JSON schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from copylint.settings.keys import MATCH, SOURCE, Key, keys, source_keys

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_HEAD = """\
# Settings of copylint. Each key stands here with an example; take the # away from those you need.
# The command line goes before this file. In pyproject.toml, the same keys stand under [tool.copylint].
"""
_SOURCE_HEAD = f"""
# What is different for some sources: by the name that a feed gives its items (else its own title), or by the path.
# {", ".join(source_keys())} may differ.
# [[{SOURCE}]]
# {MATCH} = ["reuters*", "feeds/partner-*.xml"]
# fail-on = "warning"
"""


def starting_file() -> str:
    """Return a settings file in which every key is a comment."""
    return _HEAD + "".join(f"\n# {key.about}\n# {key.name} = {key.example}\n" for key in keys().values()) + _SOURCE_HEAD


def schema() -> dict[str, Any]:
    """Return the JSON schema of `copylint.toml`."""
    match = {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "patterns of sources or paths"}
    source = {
        "type": "object",
        "additionalProperties": False,
        "required": [MATCH],
        "properties": {MATCH: match, **dict(_properties(source_keys().values()))},
    }
    sources = {"type": "array", "items": source, "description": "what is different for some sources"}
    return {
        "$schema": SCHEMA,
        "title": "Settings of copylint",
        "type": "object",
        "additionalProperties": False,
        "properties": {**dict(_properties(keys().values())), SOURCE: sources},
    }


def _properties(listed: Iterable[Key]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in listed:
        yield key.name, {**_type(key), "description": key.about}


def _type(key: Key) -> dict[str, Any]:
    """Return what a value of a kind is in JSON."""
    text: dict[str, Any] = {"type": "string"}
    known = {"enum": list(key.known)}
    return {
        "text": {**text, "minLength": 1},
        "path": {**text, "minLength": 1},
        "flag": {"type": "boolean"},
        "choice": known,
        "count": {"type": "integer", "minimum": 0},
        "texts": {"type": "array", "items": text},
        "paths": {"type": "array", "items": text},
        "choices": {"type": "array", "items": known},
        "words": {"type": "object", "additionalProperties": known},
    }[key.kind]
