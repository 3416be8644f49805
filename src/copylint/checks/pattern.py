"""Patterns in RE2, all of them gated by one pass over the text, judged by what stands around a hit."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import re2

from copylint.checks._base import Check, Param, compile_pattern, report
from copylint.lexicon.form import Form
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

WINDOW = 80  # code points on either side that `before` and `after` may look at
FEW = 8  # documents; to build the set of all patterns takes as long as it saves on so many of 5 KB
SET_SIZE = 16  # patterns; the automaton of all of them has so many states that RE2 does without: a tenth of the speed
GATE_LIMIT = 1_000_000  # code points; beyond that the set's automaton may run out of memory, so each pattern runs
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
class _Compiled:
    rule: Rule
    pattern: Any
    around: Mapping[str, Any]

    @property
    def params(self) -> Mapping[str, Any]:
        return self.rule.params


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
        self._met = 0
        self._compiled = []
        for rule in self.rules:
            around = {key: compile_pattern(rule, key, rule.params[key], frame) for key, frame in FRAMES.items()}
            self._compiled.append(
                _Compiled(rule, compile_pattern(rule, "pattern", rule.params["pattern"], "(?m){}"), around)
            )

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each hit whose conditions hold."""
        for index in self._likely(doc):
            compiled = self._compiled[index]
            if self._suits(compiled, doc):
                yield from self._hits(compiled, doc)

    @cached_property
    def _sets(self) -> list[Any]:
        """All patterns in sets, each of which tells those of its own that match somewhere."""
        return [_set_of(self.rules[first : first + SET_SIZE]) for first in range(0, len(self.rules), SET_SIZE)]

    def _likely(self, doc: Document) -> Sequence[int]:
        """Return the numbers of the patterns that may match: of the first few documents and of long ones, all."""
        self._met += 1
        if self._met <= FEW or len(doc.text) > GATE_LIMIT:
            return range(len(self._compiled))
        matches = enumerate(found.Match(doc.utf8) or () for found in self._sets)
        return sorted(number * SET_SIZE + index for number, found in matches for index in found)

    def _suits(self, compiled: _Compiled, doc: Document) -> bool:
        around = compiled.around
        if around["text_has"] and not around["text_has"].search(doc.text):
            return False
        if around["text_lacks"] and around["text_lacks"].search(doc.text):
            return False
        asked = compiled.params["not_inside"]
        return asked in ([], ["quotation"]) or doc.locale not in asked

    def _hits(self, compiled: _Compiled, doc: Document) -> Iterator[Finding]:
        for match in compiled.pattern.finditer(doc.text):
            span = Span(*match.span(int(compiled.params["group"])))
            if span.start >= 0 and self._holds(compiled, match, span, doc):
                values = {"apostrophe": doc.apostrophe}
                groups = (match.group(0), *match.groups())
                replaced = [_TEMPLATE.vformat(t, groups, values) for t in compiled.params["replace"]]
                yield report(
                    compiled.rule,
                    doc,
                    span,
                    suggestion=replaced[0] if replaced else None,
                    suggestions=tuple(replaced[1:]),
                )

    def _holds(self, compiled: _Compiled, match: Any, span: Span, doc: Document) -> bool:
        params, around = compiled.params, compiled.around
        start, end = match.span()
        before, after = doc.text[max(0, start - WINDOW) : start], doc.text[end : end + WINDOW]
        if not _look(around["before"], before, default=True) or _look(around["not_before"], before, default=False):
            return False
        if not _look(around["after"], after, default=True) or _look(around["not_after"], after, default=False):
            return False
        if "quotation" in params["not_inside"] and doc.in_quotation(span):
            return False
        return self._classes(params, match)

    def _classes(self, params: Mapping[str, Any], match: Any) -> bool:
        words = self.words
        return (
            all(words.can_be(match.group(int(g)), _form(names)) for g, names in params["forms"].items())
            and not any(words.can_be(match.group(int(g)), _form(names)) for g, names in params["not_forms"].items())
            and not any(match.group(int(g)).lower() in names.split("|") for g, names in params["not_words"].items())
            and all(words.zipf(match.group(int(g))) >= least for g, least in params["zipf"].items())
            and all(words.zipf(match.group(int(g))) < most for g, most in params["rare"].items())
        )


def _set_of(rules: Sequence[Rule]) -> Any:
    found = re2.Set.SearchSet()
    for rule in rules:
        found.Add(f"(?m){rule.params['pattern']}")
    found.Compile()
    return found


def _look(pattern: Any, text: str, *, default: bool) -> bool:
    return default if pattern is None else bool(pattern.search(text))


def _form(names: str) -> Form:
    combined = Form.NONE
    for name in names.split("|"):
        combined |= Form[name]
    return combined


CHECK = Pattern
