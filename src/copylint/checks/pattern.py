"""Patterns in RE2, all of them gated by one pass over the text, judged by what stands around a hit."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from math import inf
from typing import Any, ClassVar

import re2

from copylint.checks._base import Check, Param, RulePattern, compile_pattern, report
from copylint.lexicon.form import Form
from copylint.lexicon.gate import LiteralGate, lined
from copylint.lexicon.required import needed
from copylint.lexicon.resources import Resources
from copylint.lexicon.words import Words
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

WINDOW = 80  # code points on either side that `before` and `after` may look at
FEW = 16  # documents; to build what lasts takes as long as it saves on so many of 5 KB
FREQUENT = 0.1  # of the first documents; to look for a pattern there by itself costs more than in a set
SET_SIZE = 16  # patterns; the automaton of many has so many states that RE2 does without: a tenth of the speed
GATE_LIMIT = 1_000_000  # code points; beyond that the set's automaton may run out of memory, so each pattern runs
CLASSES = ("forms", "not_forms", "not_words", "zipf", "rare")
FRAME = "(?m){}"
FRAMES = {
    "before": "(?:{})$",
    "not_before": "(?:{})$",
    "after": "^(?:{})",
    "not_after": "^(?:{})",
    "text_has": "(?m){}",
    "text_lacks": "(?m){}",
}


class _Template(string.Formatter):
    """`{1}`, `{1:lower}`, `{1:upper}`, `{1:title}`, `{apostrophe}`."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = "" if value is None else str(value)
        if format_spec == "title":
            return text[:1].upper() + text[1:]
        if format_spec in ("lower", "upper"):
            return str(getattr(text, format_spec)())
        return text


_TEMPLATE = _Template()


@dataclass(frozen=True)
class _WordClass:
    """What a rule asks of the word that a group matched."""

    group: int
    forms: Form
    not_forms: Form
    not_words: frozenset[str]
    least: float
    most: float

    def holds(self, word: str, words: Words) -> bool:
        """Return whether the word is of the class."""
        return (
            (not self.forms or words.can_be(word, self.forms))
            and not (self.not_forms and words.can_be(word, self.not_forms))
            and word.lower() not in self.not_words
            and self.least <= words.zipf(word) < self.most
        )


@dataclass(frozen=True)
class _Compiled:
    """A rule with its patterns and the classes of words it asks for."""

    rule: Rule
    pattern: RulePattern
    around: Mapping[str, RulePattern | None]

    @property
    def params(self) -> Mapping[str, Any]:
        """What the rule says."""
        return self.rule.params

    @cached_property
    def classes(self) -> list[_WordClass]:
        """What the groups have to be."""
        params = self.params
        groups = {group for key in CLASSES for group in params[key]}
        return [
            _WordClass(
                int(group),
                _form(params["forms"].get(group, "")),
                _form(params["not_forms"].get(group, "")),
                frozenset(params["not_words"].get(group, "").split("|")),
                float(params["zipf"].get(group, 0)),
                float(params["rare"].get(group, inf)),
            )
            for group in sorted(groups)
        ]


class _Offsets:
    """Byte → code point, for offsets that are asked for in their order: so it takes time linear in the text."""

    def __init__(self, doc: Document) -> None:
        self._data = doc.utf8
        self._plain = len(doc.utf8) == len(doc.text)
        self._byte = self._point = 0

    def of(self, byte: int) -> int:
        if self._plain:
            return byte
        self._point += len(self._data[self._byte : byte].decode("utf-8", "ignore"))
        self._byte = byte
        return self._point


class Pattern(Check):
    """Every match of a pattern whose surroundings and word classes are as the rule asks."""

    about = "RE2 patterns, with conditions on what stands before, after and around, and on word classes of groups"
    params: ClassVar = {
        "pattern": Param("text", "what to find (RE2 syntax, multi-line)"),
        "group": Param("number", "the group that is the damage", 0),
        "replace": Param("texts", "suggestions, the first one the fix: {1}, {1:lower}, {apostrophe}", []),
        "before": Param("text", "must match right before the hit", ""),
        "not_before": Param("text", "must not match right before the hit", ""),
        "after": Param("text", "must match right after the hit", ""),
        "not_after": Param("text", "must not match right after the hit", ""),
        "text_has": Param("text", "must be found somewhere in the text", ""),
        "text_lacks": Param("text", "must not be found anywhere in the text", ""),
        "not_inside": Param("texts", "quotation: not between quotation marks; locale names: not in such copy", []),
        "forms": Param("map", "group → forms it must be able to be (NN|VB …)", {}),
        "not_forms": Param("map", "group → forms it must not be able to be", {}),
        "not_words": Param("map", "group → words it must not be (a|b|c), in lower case", {}),
        "zipf": Param("map", "group → least frequency in the wild", {}),
        "rare": Param("map", "group → frequency in the wild it must stay under", {}),
    }

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Compile every pattern."""
        super().__init__(rules, resources)
        self._compiled = [compiled for rule in self.rules if (compiled := _compile(rule))]
        self._met = 0
        self._opened: Counter[int] = Counter()
        needs = {number: _needed(compiled.params["pattern"]) for number, compiled in enumerate(self._compiled)}
        self._needed = {number: literals for number, literals in needs.items() if literals}
        self._ungated = [number for number, literals in needs.items() if not literals]

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each hit whose conditions hold."""
        for number in self._likely(doc):
            compiled = self._compiled[number]
            if self._suits(compiled, doc):
                yield from self._hits(compiled, doc)

    @cached_property
    def _gate(self) -> LiteralGate:
        """What tells the patterns that may match, by the literals they need."""
        return LiteralGate(self._needed)

    @cached_property
    def _sets(self) -> list[tuple[list[int], Any]]:
        """The patterns without a literal that would tell, in sets, each of which tells those that match somewhere."""
        parts = [self._ungated[first : first + SET_SIZE] for first in range(0, len(self._ungated), SET_SIZE)]
        return [(part, _set_of([self._compiled[number] for number in part])) for part in parts]

    def _likely(self, doc: Document) -> Sequence[int]:
        """Return the numbers of the patterns that may match."""
        self._met += 1
        if self._met == FEW + 1:
            self._settle()
        found = self._gate.open(lined(doc.utf8))
        if self._met <= FEW:
            self._opened.update(found)
        if self._met <= FEW or len(doc.text) > GATE_LIMIT:
            return sorted(found.union(self._ungated))
        for part, patterns in self._sets:
            found.update(part[index] for index in patterns.Match(doc.utf8) or ())
        return sorted(found)

    def _settle(self) -> None:
        """Take patterns whose literals most documents have for such as have none, and build what lasts."""
        met = {number for number, times in self._opened.items() if times > FREQUENT * FEW}
        self._ungated = sorted(met.union(self._ungated))
        self._needed = {number: literals for number, literals in self._needed.items() if number not in met}
        del self._gate

    def _suits(self, compiled: _Compiled, doc: Document) -> bool:
        around = compiled.around
        if around["text_has"] and not around["text_has"].search(doc.text):
            return False
        if around["text_lacks"] and around["text_lacks"].search(doc.text):
            return False
        asked = compiled.params["not_inside"]
        return asked in ([], ["quotation"]) or doc.locale not in asked

    def _hits(self, compiled: _Compiled, doc: Document) -> Iterator[Finding]:
        offsets = _Offsets(doc)
        group = int(compiled.params["group"])
        for match in compiled.pattern.compiled.finditer(doc.utf8):
            if match.start(group) < 0 or not self._classes(compiled, match):
                continue
            start, first, last, end = map(offsets.of, (match.start(), *match.span(group), match.end()))
            span = Span(first, last)
            if self._holds(compiled, Span(start, end), span, doc):
                values = {"apostrophe": doc.apostrophe}
                groups = [None if g is None else g.decode() for g in (match.group(0), *match.groups())]
                replaced = [_TEMPLATE.vformat(t, groups, values) for t in compiled.params["replace"]]
                yield report(
                    compiled.rule,
                    doc,
                    span,
                    suggestion=replaced[0] if replaced else None,
                    suggestions=tuple(replaced[1:]),
                )

    def _classes(self, compiled: _Compiled, match: Any) -> bool:
        return all(c.holds(match.group(c.group).decode(), self.words) for c in compiled.classes)

    def _holds(self, compiled: _Compiled, match: Span, span: Span, doc: Document) -> bool:
        around = compiled.around
        before, after = doc.text[max(0, match.start - WINDOW) : match.start], doc.text[match.end : match.end + WINDOW]
        if not _look(around["before"], before, default=True) or _look(around["not_before"], before, default=False):
            return False
        if not _look(around["after"], after, default=True) or _look(around["not_after"], after, default=False):
            return False
        return "quotation" not in compiled.params["not_inside"] or not doc.in_quotation(span)


def _compile(rule: Rule) -> _Compiled | None:
    around = {key: compile_pattern(rule, key, rule.params[key], frame) for key, frame in FRAMES.items()}
    pattern = compile_pattern(rule, "pattern", rule.params["pattern"], FRAME, utf8=True)
    return _Compiled(rule, pattern, around) if pattern else None


def _needed(pattern: str) -> Sequence[str]:
    """Return the literals that a pattern needs; of one that ignores case they aren't known as they stand in a text."""
    return () if "(?i" in pattern else needed(FRAME.replace("{}", pattern))


def _set_of(compiled: Sequence[_Compiled]) -> Any:
    found = re2.Set.SearchSet()
    for one in compiled:
        found.Add(one.pattern.source)
    found.Compile()
    return found


def _look(pattern: RulePattern | None, text: str, *, default: bool) -> bool:
    return default if pattern is None else bool(pattern.search(text))


def _form(names: str) -> Form:
    return reduce(Form.__or__, (Form[name] for name in names.split("|") if name), Form.NONE)


CHECK = Pattern
