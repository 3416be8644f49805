"""Waivers as TOML: read and checked key by key; one added leaves every other byte as it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import tomli_w

from copylint.model.errors import ConfigurationError
from copylint.model.expressions import expression
from copylint.model.rule import from_outside
from copylint.policy.waivers import Waiver, Waivers

TABLE = "waiver"
HEAD = "# Findings that are left as they are, each for a reason; `copylint waive` adds to them.\n"
REQUIRED = {
    "rule": "the name of a rule",
    "anchor": "32 hexadecimal digits, as `copylint waive` writes them",
    "reason": "why the finding is left as it is",
}
OPTIONAL = {"text": "a text", "path": "a path or a pattern of paths", "by": "a name"}
UNTIL = "a day such as 2027-01-31"
KEYS = ("rule", "text", "path", "anchor", "reason", "until", "by")
_ANCHOR = expression(r"[0-9a-f]{32}")
_DAY = expression(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_waivers(file: Path, rules: Collection[str]) -> Waivers:
    """Return the waivers of a file, none where there is no such file; `rules` are the names of all rules.

    Raises:
        ConfigurationError: the file can't be read, or an entry is wrong.

    """
    return Waivers(parse(_bytes(file), file, rules), file)


def with_waiver(waiver: Waiver, file: Path, rules: Collection[str]) -> bytes:
    """Return the bytes of a waiver file with a waiver added at its end.

    Raises:
        ConfigurationError: the file can't be read, or isn't one to which a waiver can be added.

    """
    before = _bytes(file)
    parse(before, file, rules)
    values = {key: getattr(waiver, key) for key in KEYS}
    text = f"[[{TABLE}]]\n" + tomli_w.dumps({key: value for key, value in values.items() if value})
    text = "\n" + text if before else f"{HEAD}\n{text}"
    if before and not before.endswith(b"\n"):
        text = "\n" + text
    after = before + (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()
    parse(after, file, rules)
    return after


def parse(data: bytes, file: Path, rules: Collection[str]) -> list[Waiver]:
    """Return the waivers that the bytes of a file hold.

    Raises:
        ConfigurationError: they are no TOML, or an entry is wrong.

    """
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(str(file), "", "a TOML document", str(error)) from error
    for key in document:
        if key != TABLE:
            raise ConfigurationError(str(file), key, f"[[{TABLE}]]", key)
    entries = document.get(TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigurationError(str(file), TABLE, f"tables, each under [[{TABLE}]]", entries)
    return [_Entry(file, number, values).waiver(rules) for number, values in enumerate(entries, start=1)]


class _Entry:
    """One entry of a waiver file; every mistake names the file, the entry and the key."""

    def __init__(self, file: Path, number: int, values: dict[str, Any]) -> None:
        self._file = file
        self._number = number
        self._values = values

    def waiver(self, rules: Collection[str]) -> Waiver:
        for key in self._values:
            if key not in KEYS:
                near = get_close_matches(key, KEYS, 1)
                raise self._wrong(key, near[0] if near else f"one of {', '.join(KEYS)}", key)
        texts = {key: self._text(key, expected) for key, expected in (REQUIRED | OPTIONAL).items()}
        rule = texts["rule"]
        if rule not in rules and not from_outside(rule):
            raise self._wrong("rule", " or ".join(get_close_matches(rule, rules, 3)) or REQUIRED["rule"], rule)
        if not _ANCHOR.fullmatch(texts["anchor"]):
            raise self._wrong("anchor", REQUIRED["anchor"], texts["anchor"])
        texts["path"] = texts["path"].removeprefix("./")
        return Waiver(**texts, until=self._until())

    def _text(self, key: str, expected: str) -> str:
        value = self._values.get(key, "" if key in OPTIONAL else "nothing")
        if not isinstance(value, str) or (key in REQUIRED and (key not in self._values or not value.strip())):
            raise self._wrong(key, expected, value)
        return value

    def _until(self) -> date | None:
        value = self._values.get("until")
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                value = date.fromisoformat(value)
            except ValueError as error:
                raise self._wrong("until", UNTIL, value) from error
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise self._wrong("until", UNTIL, str(value))
        return value

    def _wrong(self, key: str, expected: str, found: object) -> ConfigurationError:
        return ConfigurationError(str(self._file), f"{TABLE} {self._number}.{key}", expected, found)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ConfigurationError(str(file), "", "a waiver file", error.strerror or str(error)) from error
