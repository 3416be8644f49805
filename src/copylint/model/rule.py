"""A rule as loaded from its TOML document, and a cause that rules feed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from copylint.model.finding import Confidence, Safety, Severity

FAMILIES = (
    "names",
    "numbers",
    "apostrophes",
    "quotes",
    "duplication",
    "boilerplate",
    "residue",
    "encoding",
    "spacing",
    "casing",
    "truncation",
    "spelling",
    "wording",
    "drift",
)

ENGINES = ("languagetool", "harper")  # of others; their rules are named ENGINE/ID, by the engine's own id

Role = Literal["proof", "doubtful", "counter"]


def from_outside(rule: str) -> bool:
    """Return whether a name is that of a rule of an engine of others.

    >>> from_outside("languagetool/IN_WEEKDAY"), from_outside("two-determiners")
    (True, False)
    """
    engine, slash, name = rule.partition("/")
    return engine in ENGINES and bool(slash and name)


class Evidence(NamedTuple):
    """Which cause a rule's findings speak to, and how.

    `proof` counts for the cause, `doubtful` waits for it, `counter` (a sound use, never shown) counts against it.
    """

    cause: str
    role: Role = "proof"


class Example(NamedTuple):
    """Copy a rule must find damage in (`bad`) or leave alone (`good`); runs as a test and renders as documentation.

    Where there is an `original`, the text is a copy of it; `copies` are others of the same story, without an original.
    """

    text: str
    good: bool
    find: tuple[str, ...] = ()
    fixed: str | None = None
    context: str = ""
    show: str = "default"
    encoding: str = ""
    known_failure: str = ""
    original: str = ""
    copies: tuple[str, ...] = ()


class Rule(NamedTuple):
    """One kind of damage: how it is found, what is said of it, and on what grounds."""

    name: str
    family: str
    message: str
    check: str
    severity: Severity
    confidence: Confidence
    path: str
    params: Mapping[str, Any] = MappingProxyType({})
    evidence: Evidence | None = None
    fix: Safety | None = None
    any_language: bool = False
    what: str = ""
    why: str = ""
    sources: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def counts_against(self) -> bool:
        """Whether it finds sound uses, which count against a cause and are never shown."""
        return self.evidence is not None and self.evidence.role == "counter"


class Measured(NamedTuple):
    """What a rule was worth on the accuracy benchmark.

    `precision` is the share of its findings that were damage; `share` the part of its family's damage it found first;
    `on` says what was read.
    """

    findings: int
    precision: float
    share: float
    on: str


class Cause(NamedTuple):
    """One systematic cause of damage and what it takes to believe in it.

    With at least `proof_needed` proofs that are at least `proof_share` of proofs and counter-evidence, doubtful
    findings rise by one step of confidence; where counter-evidence outweighs proof `counter_ratio` to one (and there
    are at least `counter_needed`), they drop by one.
    """

    name: str
    message: str
    proof_needed: int = 1
    proof_share: float = 0.5
    counter_needed: int = 2
    counter_ratio: float = 4.0
