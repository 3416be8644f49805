"""Lines that belong to the page, not to the story: told by phrase, by vocabulary and form, and by place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, ClassVar

import ahocorasick_rs

from copylint.checks._base import Check, Param, RulePattern, compile_pattern, report
from copylint.lexicon.gate import LiteralGate, lined
from copylint.lexicon.required import EDGE as WORD_EDGE
from copylint.lexicon.required import needed
from copylint.lexicon.resources import Resources
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Edit, Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

GAP = 60  # code points that … in a phrase may stand for
LINK_LONGEST = 28  # words; a longer line in a list of links is copy again
RUN_LONGEST = 14
COPY_SHORTEST = 12  # words; a paragraph that long which ends like a sentence is copy
EDGE = 4  # lines
LINE = "(?i)^(?:{})$"
FORM_MOST = 4  # points that a line's form and voice may add where no line beside it is furniture
VOICE_MOST = 1  # points
FOLDED = frozenset("ſ\u212aİ")  # what in small letters, or without regard to case, has letters of ASCII
_READER = expression(r"\b(?:you|your|you're|our|us|we|i agree|my)\b")
_SPEECH = expression(r"[“”\"]|\b(?:said|says|told|according|added|wrote)\b")
_ENDS = (".", "!", "?", "…")
_CLOSERS = "\"”’')]"  # what may stand behind the end of a sentence
_WORD = expression(r"\w")
_STORYS_OWN = expression(r"^\(.*\)$|\d[-–]\d|\bby [A-Z]|^[-–—]")  # short lines: credits, conversions, results


@dataclass
class _Line:
    """One paragraph and what speaks for its being furniture."""

    span: Span
    text: str
    folded: str
    words: int
    ended: bool
    phrases: list[int] = field(default_factory=list)
    rule: Rule | None = None
    confidence: Confidence = Confidence.LIKELY
    opens_list: bool = False

    @property
    def copy(self) -> bool:
        """A paragraph long and ended enough to be the story's."""
        return self.rule is None and self.ended and self.words >= COPY_SHORTEST

    def claim(self, rule: Rule) -> None:
        """Give the line to a rule, as sure as the rule is."""
        self.rule, self.confidence, self.opens_list = rule, rule.confidence, rule.params["opens_list"]


_NO_LINE = _Line(Span(0, 0), "", "", 0, ended=False)


def _line(doc: Document, span: Span) -> _Line:
    text = doc.text[span.start : span.end]
    return _Line(span, text, text.lower().replace("’", "'"), len(text.split()), text.rstrip(_CLOSERS).endswith(_ENDS))


class PageFurniture(Check):
    """Lines told by a rule's phrases, by scored vocabulary and form, or by standing among such lines."""

    about = "page furniture: phrases, whole-line patterns, scored vocabulary and form, lists under a label, runs"
    params: ClassVar = {
        "phrases": Param("texts", "any of these in a line proves it; … stands for up to 60 characters", []),
        "lines": Param("texts", "RE2 patterns for a whole line, case ignored", []),
        "max_words": Param("number", "longest line that phrases, lines and vocabulary may claim", 60),
        "opens_list": Param("flag", "the headline-like lines below belong to it", default=False),
        "anywhere": Param("flag", "phrases prove it in lines that read like copy, too", default=False),
        "vocabulary": Param("map", "phrase → points", {}),
        "imperatives": Param("texts", "first words that ask the reader to do something (1 point)", []),
        "threshold": Param("number", "points that make a line furniture", 3),
        "form": Param("flag", "short, unended, reader-addressing lines among furniture get points", default=False),
        "run": Param("flag", "unmarked short lines between furniture, or between it and the edge", default=False),
    }

    def __init__(self, rules: Sequence[Rule], resources: Resources) -> None:
        """Take the phrases and vocabulary of all rules."""
        super().__init__(rules, resources)
        self._needles: list[tuple[Rule, str, tuple[str, ...], float]] = []
        for rule in self.rules:
            for phrase in rule.params["phrases"]:
                head, *rest = (p.strip() for p in phrase.lower().split("…"))
                self._needles.append((rule, head, tuple(rest), 0.0))
            for phrase, points in rule.params["vocabulary"].items():
                self._needles.append((rule, phrase.lower(), (), float(points)))
        lines = [(r, compile_pattern(r, "lines", "|".join(r.params["lines"]), LINE)) for r in self.rules]
        self._lines = [(rule, pattern) for rule, pattern in lines if pattern]
        self._line_patterns = [pattern for rule in self.rules for pattern in rule.params["lines"]]
        self._needed = [needed(LINE.replace("{}", pattern)) for pattern in self._line_patterns]
        first = len(self._needles)
        self._ungated = [number for number, literals in enumerate(self._needed, first) if not literals]
        self._run_rule = next((r for r in self.rules if r.params["run"]), None)

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each line that is furniture."""
        if not self._marked(doc):
            return
        lines = self._read(doc)
        for index, line in enumerate(lines):
            self._by_phrase(line) or self._by_pattern(line) or self._by_score(line, index, lines)
        for index, line in enumerate(lines):  # once more, now that the neighbours are known
            if line.rule is None:
                self._by_score(line, index, lines)
        self._lists(lines)
        self._runs(lines)
        for line in lines:
            if line.rule is not None:
                yield report(
                    line.rule,
                    doc,
                    line.span,
                    edits=(Edit(line.span, ""),),
                    suggestions=("",),
                    confidence=line.confidence,
                )

    def _marked(self, doc: Document) -> bool:
        """Return whether a phrase or a pattern claims a line: else no line is furniture."""
        if self._folds_beyond_ascii or not FOLDED.isdisjoint(doc.beyond_ascii):
            return True
        plain = doc.text.replace("’", "'")
        lines = [plain[p.start : p.end].encode("utf-8", "replace") for p in doc.paragraphs]
        found = self._found(lines)
        return any(self._matches(lines[index], found[index]) for index in found) or self._claimed(doc, found)

    def _found(self, lines: Sequence[bytes]) -> Mapping[int, Collection[int]]:
        """Return the numbers of phrases, and of patterns that may match, by the index of the line they stand in."""
        starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))  # with the line feed before it
        found: defaultdict[int, set[int]] = defaultdict(set)
        if self._ungated:
            found.update({index: set(self._ungated) for index in range(len(lines))})
        for number, start in self._gate.hits(lined(b"\n".join(lines).lower())) if lines else ():
            found[bisect_right(starts, start) - 1].add(number)
        return found

    def _matches(self, line: bytes, numbers: Iterable[int]) -> bool:
        """Return whether any pattern whose literals stand in a line matches it."""
        first = len(self._needles)
        return any(self._line_gates[number - first].match(line) for number in numbers if number >= first)

    @cached_property
    def _folds_beyond_ascii(self) -> bool:
        """Whether a phrase has letters whose capitals aren't ASCII's."""
        return any(not sign.isascii() and sign.upper() != sign for needle in self._needles for sign in needle[1])

    @cached_property
    def _gate(self) -> LiteralGate:
        """What finds phrases, and the literals that patterns of lines need, in one pass."""
        literals = {i: [head if rest else _by_itself(head)] for i, (_, head, rest, _) in enumerate(self._needles)}
        return LiteralGate(literals | dict(enumerate(self._needed, len(self._needles))))

    @cached_property
    def _line_gates(self) -> list[RulePattern]:
        """What tells whether a pattern matches a line."""
        return [RulePattern(LINE.replace("{}", pattern).encode()) for pattern in self._line_patterns]

    def _claimed(self, doc: Document, found: Mapping[int, Collection[int]]) -> bool:
        """Return whether a rule claims any line with a phrase in it; without one, neighbours can't speak for others."""
        lines = [_NO_LINE] * len(doc.paragraphs)
        for index, numbers in found.items():
            needles = [number for number in numbers if number < len(self._needles)]
            if self._enough(needles):
                lines[index] = line = _line(doc, doc.paragraphs[index])
                line.phrases.extend(needles)
                if self._by_phrase(line) or self._by_score(line, index, lines):
                    return True
        return False

    def _enough(self, needles: Sequence[int]) -> bool:
        """Return whether phrases may claim a line: one by itself, or vocabulary with all that a line's form may add."""
        points: dict[int, float] = defaultdict(float)
        for needle in needles:
            rule, _, _, weight = self._needles[needle]
            if not weight:
                return True
            points[id(rule)] += weight
            if points[id(rule)] + (FORM_MOST if rule.params["form"] else 0) >= rule.params["threshold"]:
                return True
        return False

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        """What finds all phrases of a text that has furniture."""
        return ahocorasick_rs.AhoCorasick([needle[1] for needle in self._needles])

    def _read(self, doc: Document) -> list[_Line]:
        lines = [_line(doc, span) for span in doc.paragraphs]
        joined = "\n".join(line.folded for line in lines)
        starts = list(accumulate((len(line.folded) + 1 for line in lines[:-1]), initial=0))
        for needle, start, _ in self._automaton.find_matches_as_indexes(joined, overlapping=True):
            at = bisect_right(starts, start) - 1
            lines[at].phrases.append(needle)
        return lines

    def _by_phrase(self, line: _Line) -> bool:
        for needle in line.phrases:
            rule, head, rest, points = self._needles[needle]
            if points or line.words > rule.params["max_words"] or not _stands(line.folded, head, rest):
                continue
            if rule.params["anywhere"] or _claims(line, head, rest):
                line.claim(rule)
                return True
        return False

    def _by_pattern(self, line: _Line) -> bool:
        plain = line.text.replace("’", "'")
        for rule, pattern in self._lines:
            if line.words <= rule.params["max_words"] and pattern.match(plain):
                line.claim(rule)
                return True
        return False

    def _by_score(self, line: _Line, index: int, lines: Sequence[_Line]) -> bool:
        if index == 0 and len(lines) > EDGE:  # the headline may be about such things
            return False
        points: dict[str, float] = defaultdict(float)
        rules: dict[str, Rule] = {}
        for needle in set(line.phrases):
            rule, phrase, _, weight = self._needles[needle]
            if weight and line.words <= rule.params["max_words"] and _whole(line.folded, phrase):
                points[rule.name] += weight
                rules[rule.name] = rule
        for name, rule in rules.items():
            total, threshold = points[name], rule.params["threshold"]
            if rule.params["form"]:
                total += _form(rule.params, line, index, lines)
                total += _voice(line) if total + VOICE_MOST >= threshold else 0.0
            if total >= threshold:
                line.rule, line.confidence = rule, Confidence.LIKELY
                return True
        return False

    def _lists(self, lines: Sequence[_Line]) -> None:
        """Give a label the headline-like lines below it, up to the first line that is copy again."""
        for index, label in enumerate(lines):
            if not label.opens_list or self._run_rule is None:
                continue
            members = []
            for line in lines[index + 1 :]:
                if line.rule is not None and line.opens_list:
                    break
                if line.ended or line.words > LINK_LONGEST:
                    break
                members.append(line)
            if len(members) == 1 and not _between(index + 1, lines):
                continue
            for line in members:
                if line.rule is None:
                    line.rule, line.confidence = self._run_rule, Confidence.LIKELY

    def _runs(self, lines: Sequence[_Line]) -> None:
        """Take short lines that stand between furniture, or between it and either end of the text."""
        if self._run_rule is None:
            return
        index = 0
        while index < len(lines):
            if lines[index].copy:
                index += 1
                continue
            end = index
            while end < len(lines) and not lines[end].copy:
                end += 1
            self._run(lines, index, end)
            index = end

    def _run(self, lines: Sequence[_Line], start: int, end: int) -> None:
        marked = [i for i in range(start, end) if lines[i].rule is not None]
        if not marked:
            return
        head = start == 0 and len(marked) > 1
        first = start if head and lines[start].words <= 2 else marked[0]  # noqa: PLR2004
        last = end - 1 if end == len(lines) else marked[-1]
        strong = len(marked) >= 2  # noqa: PLR2004
        for i in range(first, last + 1):
            line = lines[i]
            if line.rule is not None or _STORYS_OWN.search(line.text):
                continue
            inside = marked[0] < i < marked[-1]
            short = line.words <= RUN_LONGEST and not (line.ended and line.words > 4)  # noqa: PLR2004
            if (inside or strong) and (short or (inside and not line.ended)):
                line.rule, line.confidence = self._run_rule, Confidence.LIKELY


def _form(params: Mapping[str, Any], line: _Line, index: int, lines: Sequence[_Line]) -> float:
    """Return the points that a line's first word, end, length and place add."""
    points = 0.5 * (not line.ended) + 0.5 * line.text.endswith("!") + 0.5 * (line.words <= 8)  # noqa: PLR2004
    points += line.folded.split(maxsplit=1)[0].strip(".,!:") in params["imperatives"]
    points += any(near.rule is not None for near in lines[max(0, index - 1) : index + 2])
    points += 0.5 * (len(lines) > 2 * EDGE and index >= len(lines) - EDGE)
    return points - 1.0 * (line.words > 30)  # noqa: PLR2004


def _voice(line: _Line) -> float:
    """Return the points that a line adds by speaking to the reader, or loses by telling what somebody said."""
    addressed = bool(_READER.search(line.folded))
    points = addressed - (line.ended and line.words >= COPY_SHORTEST and not addressed)
    return points - 2.0 * bool(_SPEECH.search(line.folded))


def _by_itself(phrase: str) -> str:
    """Return a phrase as a literal that stands between word boundaries."""
    left, right = (WORD_EDGE if sign.isalnum() else "" for sign in (phrase[0], phrase[-1]))
    return f"{left}{phrase}{right}"


def _claims(line: _Line, head: str, rest: Sequence[str]) -> bool:
    """Return whether a phrase makes the line furniture: not where the line reads like a sentence about such things."""
    if line.ended and line.text[0] in '“"‘':
        return False
    if not line.ended or line.words < COPY_SHORTEST:
        return not _SPEECH.search(line.folded) or line.words < COPY_SHORTEST
    phrase = len(" ".join((head, *rest)).split())
    addressed = _READER.search(line.folded) and not _SPEECH.search(line.folded)
    return bool(addressed) or phrase >= 0.3 * line.words


def _whole(text: str, phrase: str) -> bool:
    """Return whether the phrase stands in the text between word boundaries."""
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if _alone(text, start, end):
            return True
        start = text.find(phrase, start + 1)
    return False


def _alone(text: str, start: int, end: int) -> bool:
    """Return whether a stretch of the text stands between word boundaries."""
    open_left = start == 0 or not (text[start].isalnum() and _WORD.match(text[start - 1]))
    return open_left and (end == len(text) or not (text[end - 1].isalnum() and _WORD.match(text[end])))


def _stands(text: str, head: str, rest: Sequence[str]) -> bool:
    """Return whether a phrase with gaps stands in the text."""
    if not rest:
        return _whole(text, head)
    at = text.find(head)
    while at >= 0:
        end = at + len(head)
        for part in rest:
            found = text.find(part, end, end + GAP + len(part))
            if found < 0:
                break
            end = found + len(part)
        else:
            return True
        at = text.find(head, at + 1)
    return False


def _between(index: int, lines: Sequence[_Line]) -> bool:
    """Return whether a lone line under a label is surely part of it: more furniture, or the end, follows."""
    return index + 1 >= len(lines) or lines[index + 1].rule is not None or lines[index].rule is not None


CHECK = PageFurniture
