"""TOML → rules and causes, checked key by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, cast

from copylint.checks import mechanism, mechanism_names
from copylint.model.errors import ConfigurationError
from copylint.model.finding import Confidence, Safety, Severity
from copylint.model.rule import FAMILIES, Cause, Evidence, Example, Role, Rule
from copylint.rulepacks.places import rule_files
from copylint.settings.toml import parsed, prepare

KEYS = {
    "message",
    "check",
    "severity",
    "confidence",
    "family",
    "fix",
    "languages",
    "evidence",
    "params",
    "docs",
    "example",
}
EXAMPLE_KEYS = {"bad", "good", "find", "fixed", "context", "show", "known_failure", "encoding", "original", "copies"}
SHOWS = ("default", "info", "possible", "evidence")


def load_rules(folders: Iterable[Path]) -> list[Rule]:
    """Return the rules of all folders in order of family and name.

    Raises:
        ConfigurationError: a document is broken, or two rules bear one name.

    """
    rules: dict[str, Rule] = {}
    for folder in folders:
        texts = {file: _text_in(file) for file in rule_files(folder)}
        prepare(texts.values())
        for file, text in texts.items():
            rule = _rule(file, _table(file, text))
            if rule.name in rules:
                raise ConfigurationError(
                    str(file), "", "a name no other rule bears", f"{rule.name} of {rules[rule.name].path}"
                )
            rules[rule.name] = rule
    return sorted(rules.values(), key=lambda r: (FAMILIES.index(r.family), r.name))


def load_causes(folders: Iterable[Path]) -> dict[str, Cause]:
    """Return the causes named in the folders' `causes.toml`."""
    causes: dict[str, Cause] = {}
    for folder in folders:
        file = folder / "causes.toml"
        if file.is_file():
            for name, table in _table(file, _text_in(file)).items():
                _known(file, f"{name}.", table, set(Cause._fields) - {"name"})
                causes[name] = _cause(file, name, table)
    return causes


def _cause(file: Path, name: str, table: Mapping[str, Any]) -> Cause:
    _text(file, f"{name}.message", table.get("message"))
    for key, value in table.items():
        if key != "message" and (isinstance(value, bool) or not isinstance(value, (int, float))):
            raise ConfigurationError(str(file), f"{name}.{key}", "a number", value)
    return Cause(name=name, **table)


def _rule(file: Path, table: Mapping[str, Any]) -> Rule:
    """Return the rule of one document.

    Raises:
        ConfigurationError: naming the file, the key, what was expected and what was found.

    """
    _known(file, "", table, KEYS)
    family = _one_of(file, "family", table.get("family", file.parent.name), FAMILIES)
    message = _text(file, "message", table.get("message"))
    evidence = table.get("evidence")
    docs = table.get("docs", {})
    _known(file, "docs.", docs, {"what", "why", "sources"})
    check = _text(file, "check", table.get("check"))
    return Rule(
        name=file.stem,
        family=family,
        message=message,
        check=check,
        severity=Severity[_one_of(file, "severity", table.get("severity"), ("error", "warning", "info")).upper()],
        confidence=Confidence[
            _one_of(file, "confidence", table.get("confidence"), ("certain", "likely", "possible")).upper()
        ],
        path=str(file),
        params=_params(file, check, table.get("params", {})),
        evidence=_evidence(file, evidence) if evidence is not None else None,
        fix=cast("Safety | None", _one_of(file, "fix", table["fix"], ("safe", "unsafe"))) if "fix" in table else None,
        any_language=_one_of(file, "languages", table.get("languages", "en"), ("en", "any")) == "any",
        what=_text(file, "docs.what", docs.get("what")),
        why=_text(file, "docs.why", docs.get("why")),
        sources=_texts(file, "docs.sources", docs.get("sources", [])),
        examples=_examples(file, table.get("example", [])),
    )


def _text_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ConfigurationError(str(file), "", "a TOML document", str(error)) from error


def _table(file: Path, text: str) -> Mapping[str, Any]:
    try:
        return parsed(text)
    except ValueError as error:
        raise ConfigurationError(str(file), "", "a TOML document", str(error)) from error


def _known(file: Path, prefix: str, table: object, allowed: set[str]) -> None:
    if not isinstance(table, Mapping):
        raise ConfigurationError(str(file), prefix.rstrip("."), "a table", table)
    for key in table:
        if key not in allowed:
            from difflib import get_close_matches  # noqa: PLC0415  only errors ask for it

            near = get_close_matches(key, allowed, 1)
            wanted = f"{near[0]}" if near else f"one of {', '.join(sorted(allowed))}"
            raise ConfigurationError(str(file), f"{prefix}{key}", wanted, key)


def _text(file: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(str(file), key, "a text", value)
    if key == "message":
        try:
            list(Formatter().parse(value))
        except ValueError as error:
            raise ConfigurationError(str(file), key, "a text with {placeholders}", value) from error
    return value


def _texts(file: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ConfigurationError(str(file), key, "a list of texts", value)
    return tuple(value)


def _one_of(file: Path, key: str, value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ConfigurationError(str(file), key, " or ".join(allowed), value)
    return str(value)


def _evidence(file: Path, table: Mapping[str, Any]) -> Evidence:
    _known(file, "evidence.", table, {"cause", "role"})
    cause = _text(file, "evidence.cause", table.get("cause"))
    role = _one_of(file, "evidence.role", table.get("role", "proof"), ("proof", "doubtful", "counter"))
    return Evidence(cause, cast("Role", role))


def _params(file: Path, check: str, table: Mapping[str, Any]) -> dict[str, Any]:
    found = mechanism(check)
    if found is None:
        raise ConfigurationError(str(file), "check", f"a mechanism ({', '.join(mechanism_names())})", check)
    _known(file, "params.", table, set(found.params))
    values = {}
    for key, param in found.params.items():
        value = table.get(key, param.default)
        if value is None:
            raise ConfigurationError(str(file), f"params.{key}", f"{param.kind}: {param.about}", "nothing")
        if key in table and not param.accepts(value):
            raise ConfigurationError(str(file), f"params.{key}", param.kind, value)
        values[key] = value
    return values


def _examples(file: Path, tables: object) -> tuple[Example, ...]:
    examples = []
    if not isinstance(tables, list):
        raise ConfigurationError(str(file), "example", "tables", tables)
    for number, table in enumerate(tables, 1):
        _known(file, f"example {number}.", table, EXAMPLE_KEYS)
        good = "good" in table
        if good == ("bad" in table):
            raise ConfigurationError(str(file), f"example {number}", "either bad or good", sorted(table))
        show = _one_of(file, f"example {number}.show", table.get("show", "default"), SHOWS)
        if not good and not table.get("find"):
            raise ConfigurationError(str(file), f"example {number}.find", "the texts found", table.get("find"))
        text = table["good" if good else "bad"]
        if not isinstance(text, str):
            raise ConfigurationError(str(file), f"example {number}.{'good' if good else 'bad'}", "a text", text)
        examples.append(
            Example(
                text=text,
                good=good,
                find=_texts(file, f"example {number}.find", table.get("find", [])),
                fixed=table.get("fixed"),
                context=table.get("context", ""),
                show=show,
                encoding=table.get("encoding", ""),
                known_failure=table.get("known_failure", ""),
                original=table.get("original", ""),
                copies=_texts(file, f"example {number}.copies", table.get("copies", [])),
            )
        )
    if {e.good for e in examples} != {True, False}:
        raise ConfigurationError(str(file), "example", "at least one bad and one good", f"{len(examples)} examples")
    return tuple(examples)
