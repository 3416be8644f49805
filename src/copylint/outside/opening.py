"""The engine that the settings name."""

from __future__ import annotations

from urllib.parse import urlsplit

from copylint.lexicon.entities import EntityList
from copylint.lexicon.words import Words
from copylint.model.errors import ConfigurationError
from copylint.model.finding import Confidence, Severity
from copylint.model.rule import Rule
from copylint.outside.grammar import Grammar
from copylint.outside.harper import Harper
from copylint.outside.languagetool import LanguageTool
from copylint.outside.match import GrammarEngine
from copylint.outside.table import table
from copylint.settings import Grammar as Named

__all__ = ["Grammar", "open_grammar", "rule_of"]

TITLES = {engine.name: engine.title for engine in (Harper, LanguageTool)}


def open_grammar(named: Named, words: Words, entities: EntityList) -> Grammar | None:
    """Return what asks the engine that the settings name, or None where they name none; nothing is asked yet.

    Raises:
        ConfigurationError: the server's address is none.

    """
    if named.engine is None:
        return None
    return Grammar(_engine(named), words, entities, optional=named.optional)


def _engine(named: Named) -> GrammarEngine:
    if named.engine == Harper.name:
        return Harper(_missing(Harper.name))
    if named.url is not None and not _is_address(named.url):
        raise ConfigurationError(
            "settings", "languagetool-url", "an address that starts with http:// or https://", named.url
        )
    off = table(LanguageTool.name).unasked
    return LanguageTool(named.url, named.folder, off=off, extra=_missing(LanguageTool.name))


def _missing(extra: str) -> str:
    return f"it is an extra that isn't installed (pip install 'copylint[{extra}]')"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def rule_of(name: str) -> Rule:
    """Return what there is to say of an engine's rule by its name, ENGINE/ID; the engine itself isn't asked."""
    engine, _, own = name.partition("/")
    title = TITLES[engine]
    return Rule(
        name=name,
        family=table(engine).rules.get(own, "wording"),
        message=f"What {title} says.",
        check=engine,
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
        path=engine,
        what=f"A rule of {title}'s, asked with --grammar {engine}.",
        why="It is shown where no name, no quotation and no finding of copylint's own explains it.",
    )
