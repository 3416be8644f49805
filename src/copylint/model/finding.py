"""One damage, where it stands, how sure we are, and how to mend it."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, NamedTuple

from copylint.model.span import Span
from copylint.model.traced import Position

Safety = Literal["safe", "unsafe"]


class Severity(IntEnum):
    """How much it matters: `error` mend before publishing, `warning` look, `info` shown on request."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """Return the word used in rules and reports."""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure we are: `possible` is not shown unless asked for."""

    POSSIBLE = 0
    LIKELY = 1
    CERTAIN = 2

    @property
    def word(self) -> str:
        """Return the word used in rules and reports."""
        return self.name.lower()


class Edit(NamedTuple):
    """Replace a span by a text."""

    span: Span
    replacement: str


class Fix(NamedTuple):
    """Edits that mend one damage together; `safe` where the text can only mean one thing."""

    safety: Safety
    edits: tuple[Edit, ...]


class Elsewhere(NamedTuple):
    """A place in another file, the end exclusive."""

    path: str
    start: Position
    end: Position


class Related(NamedTuple):
    """Another place that belongs to a finding, and what it is.

    Where it lies in another copy, `elsewhere` says where, and the span is of no use to this one.
    """

    span: Span
    message: str
    elsewhere: Elsewhere | None = None


class Finding(NamedTuple):
    """One damage found by one rule.

    `span` is in code points of the document. `suggestions` may be empty: then `why` says what a person has to
    decide. `cause` and `role` say which diagnosis it feeds.
    """

    rule: str
    family: str
    severity: Severity
    confidence: Confidence
    message: str
    span: Span
    text: str
    why: str = ""
    suggestions: tuple[str, ...] = ()
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    cause: str | None = None
    role: str = "proof"
    item: str | None = None
