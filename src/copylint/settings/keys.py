"""The keys of the settings, as `keys.toml` lists them, and the values some of them choose from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from copylint.model.finding import Confidence, Severity
from copylint.model.rule import ENGINES
from copylint.settings.toml import parsed

FORMATS = (
    *("text", "html", "markdown", "rss", "atom", "wxr", "nitf", "newsml-g2", "jsonfeed", "ninjs", "wp-rest"),
    *("iptc7901", "anpa1312", "jsonl", "csv", "parquet"),
)
SHOWABLE = ("info", "possible")
OFF = "off"
SEVERITIES = {s.word: s for s in Severity}
CONFIDENCES = {c.word: c for c in Confidence}
KNOWN: Mapping[str, tuple[str, ...]] = {
    "formats": FORMATS,
    "engines": (*ENGINES, OFF),
    "locales": ("en", "en-GB", "en-IN", "en-US"),
    "showable": SHOWABLE,
    "severities": tuple(SEVERITIES),
    "confidences": tuple(CONFIDENCES),
    "levels": (*SEVERITIES, OFF),
}
SOURCE = "source"
MATCH = "match"


class Key(NamedTuple):
    """One key: the kind of its value, what it is for, an example, the values known, whether a source may differ.

    `names` says that its values are names of rules or families.
    """

    name: str
    kind: str
    about: str
    example: str
    known: tuple[str, ...] = ()
    source: bool = False
    names: bool = False


@cache
def keys() -> Mapping[str, Key]:
    """Return all keys by name, in their order."""
    listed = parsed(Path(__file__).with_name("keys.toml").read_text("utf-8"))
    return MappingProxyType(
        {name: Key(name, **{**value, "known": KNOWN.get(value.get("known", ""), ())}) for name, value in listed.items()}
    )


def source_keys() -> Mapping[str, Key]:
    """Return the keys in which a source may differ."""
    return {name: key for name, key in keys().items() if key.source}
