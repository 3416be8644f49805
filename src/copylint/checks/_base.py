"""What every way of finding is built on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from functools import cached_property
from typing import Any, ClassVar, Literal

import re2

from copylint.copies.difference import Difference
from copylint.lexicon.required import accept, accepted
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.errors import ConfigurationError
from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Edit, Finding, Fix, Related, Severity
from copylint.model.rule import Rule
from copylint.model.span import Span

ParamKind = Literal["text", "texts", "number", "flag", "map", "tables"]


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter a mechanism takes from a rule: its kind, what it means, its default (None: it must be given).

    Kinds: `text`, `texts` (a list), `number`, `flag`, `map` (text → text or number), `tables` (a list of tables).
    """

    kind: ParamKind
    about: str
    default: Any = None

    def accepts(self, value: object) -> bool:
        """Return whether a TOML value is of this kind."""
        match self.kind:
            case "text":
                return isinstance(value, str)
            case "texts":
                return isinstance(value, list) and all(isinstance(v, str) for v in value)
            case "number":
                return isinstance(value, (int, float)) and not isinstance(value, bool)
            case "flag":
                return isinstance(value, bool)
            case "map":
                return isinstance(value, dict) and all(isinstance(v, (str, int, float)) for v in value.values())
            case "tables":
                return isinstance(value, list) and all(isinstance(v, dict) for v in value)


class Check(ABC):
    """One way of finding, made once a run from all the rules that use it.

    `find` yields findings in no particular order; it must take time linear in the length of the text.
    """

    about: ClassVar[str]
    params: ClassVar[Mapping[str, Param]] = {}

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Take the rules of this mechanism; parameters are checked and complete."""
        self.rules = tuple(rules)
        self.words = resources.words
        self.entities = resources.entities

    @abstractmethod
    def find(self, doc: Document) -> Iterable[Finding]:
        """Yield what the rules find in the document."""


class RulePattern:
    """A pattern of a rule, compiled by RE2 when it is first asked for; it reads text or, as bytes, UTF-8."""

    def __init__(self, source: str | bytes) -> None:
        """Take the pattern as it is to be compiled."""
        self.source = source

    @cached_property
    def compiled(self) -> Any:
        """The pattern as RE2 compiled it."""
        options = re2.Options()
        options.log_errors = False
        return re2.compile(self.source, options)

    def search(self, text: str | bytes) -> Any:
        """Return the first match anywhere, if there is one."""
        return self.compiled.search(text)

    def match(self, text: str | bytes) -> Any:
        """Return the match at the beginning, if there is one."""
        return self.compiled.match(text)


def compile_pattern(rule: Rule, key: str, source: str, frame: str = "{}", *, utf8: bool = False) -> RulePattern | None:
    """Return a rule's pattern inside a frame; None for an empty one. With `utf8` it reads bytes.

    Raises:
        ConfigurationError: RE2 doesn't accept it; the rule's file and key are named.

    """
    if not source:
        return None
    framed = frame.replace("{}", source)
    pattern = RulePattern(framed.encode() if utf8 else framed)
    if not accepted(framed):
        try:
            _ = pattern.compiled
        except re2.error as error:
            raise ConfigurationError(rule.path, f"params.{key}", f"an RE2 pattern ({error})", source) from error
        accept(framed)
    return pattern


class CopyCheck(Check):
    """A way of judging what differs between copies of one story; in a copy alone it finds nothing."""

    @abstractmethod
    def judge(self, differences: Iterable[Difference], doc: Document) -> Iterable[Finding]:
        """Yield findings for what stands otherwise in a copy."""

    def find(self, doc: Document) -> Iterable[Finding]:  # noqa: ARG002  there is nothing to hold it against
        """Yield nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something about a token that a rule may judge: a pure function of the token.

    `start` and `end` are offsets in the token; `data` is what the judge needs to know.
    """

    kind: str
    start: int
    end: int
    data: tuple[Any, ...] = ()


class Shape(Flag):
    """Kinds of white-space tokens.

    ASCII letters alone: all in lower case, all but the first, or with other capitals; then those that have anything
    else: without any capital, or with one.
    """

    PLAIN = auto()
    NAME = auto()
    CASED = auto()
    SMALL = auto()
    MIXED = auto()
    OTHER = CASED | SMALL | MIXED
    CAPITAL = NAME | CASED | MIXED


class GatedCheck(Check):
    """A way of finding that has something to find only where certain tokens stand.

    `opens` says which, once for each token in the life of the process; a document without any is never looked at.
    `shapes` says which kinds of tokens may; `always` that it is asked of every document. `by_word` says that marks
    around a word (quotation marks, brackets, stops, dashes) make it no more remarkable than it is without them.
    """

    by_word: ClassVar[bool] = False
    shapes: ClassVar[Shape] = Shape.PLAIN | Shape.NAME | Shape.OTHER
    always: ClassVar[bool] = False

    @abstractmethod
    def opens(self, token: str) -> bool:
        """Return whether a white-space token may be, or belong to, what the check finds: a pure function of it."""

    @abstractmethod
    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterable[Finding]:
        """Yield what the rules find in the document, of whose tokens (`doc.words`) those at `hits` open the check."""

    def find(self, doc: Document) -> Iterable[Finding]:
        """Yield what the rules find in the document."""
        return self.find_at(doc, [index for index, token in enumerate(doc.words) if self.opens(token)])

    def forget(self) -> None:
        """Drop what was kept of tokens."""


class TokenCheck(GatedCheck):
    """A way of finding that needs only a look into each new token, then judges candidates in their place."""

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Take the rules of this mechanism."""
        super().__init__(rules, resources)
        self._remarks: dict[str, tuple[Candidate, ...]] = {}

    @abstractmethod
    def inspect(self, token: str) -> Iterable[Candidate]:
        """Yield what is remarkable about a white-space token, whatever text it stands in."""

    @abstractmethod
    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterable[Finding]:
        """Yield findings for a candidate where the token stands."""

    def opens(self, token: str) -> bool:
        """Return whether anything is remarkable about the token."""
        candidates = tuple(self.inspect(token))
        if candidates:
            self._remarks[token] = candidates
        return bool(candidates)

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterable[Finding]:
        """Yield the findings of all candidates, wherever their tokens stand."""
        tokens = dict.fromkeys(doc.words[index] for index in hits)
        remarks = {token: self._remarks_on(token) for token in tokens}
        for token, place in located(doc.text, remarks):
            for candidate in remarks[token]:
                yield from self.judge(candidate, place, doc)

    def _remarks_on(self, token: str) -> tuple[Candidate, ...]:
        remarks = self._remarks.get(token)
        if remarks is None:
            remarks = self._remarks[token] = tuple(self.inspect(token))
        return remarks

    def forget(self) -> None:
        """Drop what was kept of tokens."""
        self._remarks.clear()


FEW = 24  # tokens; str.find passes over the text about so many times faster than a regular expression
_TOKEN = expression(r"\S+")


def located(text: str, tokens: Collection[str]) -> Iterator[tuple[str, Span]]:
    """Yield every place of each token: few are searched for one by one, many in one pass over the text."""
    if len(tokens) <= FEW:
        for token in tokens:
            for place in occurrences(text, token):
                yield token, place
        return
    for match in _TOKEN.finditer(text):
        if match.group() in tokens:
            yield match.group(), Span(*match.span())


def occurrences(text: str, token: str) -> Iterator[Span]:
    """Yield every place where the token stands between white space."""
    start = text.find(token)
    while start >= 0:
        end = start + len(token)
        if (start == 0 or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield Span(start, end)
        start = text.find(token, end)


def report(
    rule: Rule,
    doc: Document,
    span: Span,
    *,
    suggestion: str | None = None,
    suggestions: tuple[str, ...] = (),
    edits: tuple[Edit, ...] = (),
    fix_is: Literal["safe", "unsafe"] | None = None,
    why: str = "",
    related: tuple[Related, ...] = (),
    confidence: Confidence | None = None,
    severity: Severity | None = None,
    role: str | None = None,
    **values: object,
) -> Finding:
    """Return a finding of the rule at the span.

    `suggestion` replaces the span, and is the fix where the rule has one and no `edits` are given. Inside quotation
    marks a fix is never safe unless it only restores marks or spaces. `values` fill the message's placeholders.
    """
    text = doc.text[span.start : span.end]
    if suggestion is not None:
        suggestions = (suggestion, *suggestions)
        edits = edits or (Edit(span, suggestion),)
    safety = fix_is or rule.fix
    fix = Fix(safety, edits) if safety and edits else None
    shown = values | {"text": text, "suggestion": suggestions[0] if suggestions else ""}
    return Finding(
        rule=rule.name,
        family=rule.family,
        severity=rule.severity if severity is None else severity,
        confidence=rule.confidence if confidence is None else confidence,
        message=rule.message.format_map(shown),
        span=span,
        text=text,
        why=why.format_map(shown) if why else rule.why,
        suggestions=suggestions,
        fix=_guarded(fix, doc),
        related=related,
        cause=rule.evidence.cause if rule.evidence else None,
        role=role or (rule.evidence.role if rule.evidence else "proof"),
        item=doc.item,
    )


def _guarded(fix: Fix | None, doc: Document) -> Fix | None:
    """Return the fix, unsafe where it would change words or figures between quotation marks."""
    if fix is None or fix.safety == "unsafe":
        return fix
    for edit in fix.edits:
        before = [c for c in doc.text[edit.span.start : edit.span.end] if c.isalnum()]
        after = [c for c in edit.replacement if c.isalnum()]
        if before != after and doc.in_quotation(edit.span):
            return Fix("unsafe", fix.edits)
    return fix
