"""What an engine of others gives back, and what it has to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from copylint.model.errors import CopylintError
from copylint.model.span import Span


class EngineError(CopylintError):
    """An engine could not be asked, or gave no answer that can be used.

    `lasting` says that another try is of no use, `slow` that this one took all the time there was.
    """

    def __init__(self, reason: str, *, lasting: bool = False, slow: bool = False) -> None:
        """Keep the reason in words."""
        super().__init__(reason)
        self.lasting = lasting
        self.slow = slow


@dataclass(frozen=True, slots=True)
class Match:
    """What an engine holds against a stretch of a text: `span` is in code points of that text.

    `rule` is the engine's own id of its rule, `category` the group it is in, `kind` what sort of fault it calls it
    (empty where it doesn't say); `replacements` are what it would write there, best first.
    """

    span: Span
    rule: str
    category: str
    kind: str
    message: str
    replacements: tuple[str, ...]


class GrammarEngine(Protocol):
    """An engine of others that reads paragraphs. What it takes to be asked is got at the first question."""

    name: str
    title: str

    def mark(self) -> str:
        """Return what tells one state of the engine from another: its version.

        Raises:
            EngineError: it can't be asked.

        """

    def matches(self, paragraphs: Sequence[str], locale: str) -> list[tuple[Match, ...]]:
        """Return what the engine holds against each paragraph; spans are those of the paragraph.

        Raises:
            EngineError: it can't be asked, or its answer can't be used.

        """

    def shared(self) -> str | None:
        """Return the address under which other processes can ask the same engine; None where each has its own.

        Raises:
            EngineError: it can't be asked.

        """

    def close(self) -> None:
        """Let go of what was started."""
