"""Harper, through harper-py: without a server and without Java."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from copylint.model.span import Span
from copylint.outside.match import EngineError, Match
from copylint.outside.pieces import asked

if TYPE_CHECKING:
    from harper import Lint, Linter

BRITISH = ("en-GB", "en-IN")


class Harper:
    """The engine inside harper-py, one linter for each kind of English.

    It is asked for everything, overlaps included: of what overlaps it would keep the first, and a remark on a long
    sentence would hide the fault within.
    """

    name = "harper"
    title = "Harper"

    def __init__(self, extra: str) -> None:
        """Take what to say where the package isn't there; nothing is loaded yet."""
        self._extra = extra
        self._linters: dict[bool, Linter] = {}

    @cached_property
    def _package(self) -> str:
        try:
            import harper  # noqa: F401, PLC0415  an extra, loaded when asked for
        except ImportError as error:
            raise EngineError(self._extra, lasting=True) from error
        return version("harper-py")

    def mark(self) -> str:
        """Return the version of the package, which holds the engine."""
        return self._package

    def shared(self) -> None:
        """Return nothing: each process has an engine of its own."""

    def matches(self, paragraphs: Sequence[str], locale: str) -> list[tuple[Match, ...]]:
        """Return what Harper holds against each paragraph."""
        linter = self._linter(british=locale in BRITISH)
        return asked(paragraphs, lambda text: _read(linter, text))

    def close(self) -> None:
        """Let go of the linters."""
        self._linters.clear()

    def _linter(self, *, british: bool) -> Linter:
        _ = self._package
        from harper import Dialect, Linter  # noqa: PLC0415  an extra, loaded when asked for

        if british not in self._linters:
            self._linters[british] = Linter(Dialect.BRITISH if british else Dialect.AMERICAN)
        return self._linters[british]


def _read(linter: Linter, text: str) -> Iterator[Match]:
    from harper import Language  # noqa: PLC0415  an extra, loaded when asked for

    found = linter.organized_lints(text, language=Language.PLAINTEXT, dedup=False)
    for rule, lints in found.items():
        for lint in lints:
            yield _match(rule, lint, text)


def _match(rule: str, lint: Lint, text: str) -> Match:
    """Return a remark of Harper's with replacements of the whole span, whatever it would remove or insert."""
    span = Span(lint.span.start, lint.span.end)
    before = text[span.start : span.end]
    replacements = tuple(
        before + one.replacement_text if one.kind.name == "INSERT_AFTER" else one.replacement_text
        for one in lint.suggestions
    )
    return Match(span, rule, lint.lint_kind, "", lint.message, replacements)
