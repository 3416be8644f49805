"""A sound story under the injector's hands: what is planned for it, and what it then reads like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity import fold
from copylint.lexicon.words import Words

MARGIN = 12  # code points kept free between two damages on a line
SHORTEST_PARAGRAPH = 80
SEEN = 1.5  # Zipf: a spelling seen this often in the wild may be somebody's name
_PARAGRAPH_END = re.compile(r"[.?!][”’\"']*$")


@dataclass(frozen=True, slots=True)
class Change:
    """Inside sound line `line` (0-based), the code points from `start` to `end` become `text`.

    `mendable` is false where no reader could know what stood there; the gold then holds no fix.
    """

    kind: str
    line: int
    start: int
    end: int
    text: str
    note: str
    tier: str = "must"
    mendable: bool = True


@dataclass(frozen=True, slots=True)
class Insertion:
    """Lines that come in after sound line `after`; all that hold text are damage. `source` is a line they repeat."""

    kind: str
    after: int
    lines: tuple[str, ...]
    note: str
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The story ends on sound line `line`, its tail from `start` on becoming `text`; the gold starts at `mark`."""

    kind: str
    line: int
    start: int
    text: str
    note: str
    mark: int


Damage = Change | Insertion | Cut


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotation as ANNOTATION.md has it; `restore` is the sound text (None: the line goes) whatever `fix` says."""

    line: int
    start: int
    end: int
    text: str
    family: str
    tier: str
    fix: str | None
    note: str
    kind: str = ""
    restore: str | None = None

    def row(self) -> dict[str, object]:
        """Return the annotation as written to a gold file."""
        keys = ("line", "start", "end", "text", "family", "tier", "fix", "note")
        return {key: getattr(self, key) for key in keys}


@dataclass
class Page:
    """The lines of a sound story, what is planned for them, and the word lists to plan with."""

    lines: list[str]
    words: Words
    entities: EntityList
    changes: list[tuple[str, Change]] = field(default_factory=list)
    insertions: dict[int, tuple[str, Insertion]] = field(default_factory=dict)
    cut: tuple[str, Cut] | None = None
    whole: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str, words: Words, entities: EntityList) -> Page:
        """Return the page of a newline-terminated text."""
        return cls(text.removesuffix("\n").split("\n"), words, entities)

    @cached_property
    def text(self) -> str:
        """The sound text."""
        return "\n".join(self.lines)

    @cached_property
    def tokens(self) -> Counter[str]:
        """How often each word stands in the sound text."""
        return Counter(re.findall(r"[A-Za-zÀ-ž]+", self.text))

    @cached_property
    def indian(self) -> bool:
        """Whether Indian grouping of digits is at home here."""
        return bool(re.search(r"\bRs\b|₹|\bcrore\b|\blakh\b", self.text))

    @cached_property
    def curly(self) -> bool:
        """Whether the story's marks are curly."""
        return "’" in self.text

    @property
    def last(self) -> int:
        """Index of the last line that stays."""
        return self.cut[1].line if self.cut else len(self.lines) - 1

    @cached_property
    def paragraphs(self) -> list[int]:
        """Indexes of the lines that are prose: long enough, closed by a full stop, no credit line."""
        return [
            i
            for i, line in enumerate(self.lines)
            if i and len(line) >= SHORTEST_PARAGRAPH and _PARAGRAPH_END.search(line) and not line.startswith("(")
        ]

    def matches(self, pattern: re.Pattern[str], *, prose: bool = True) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield each match with its line's index, in prose or anywhere."""
        for i in self.paragraphs if prose else range(len(self.lines)):
            if i <= self.last:
                for match in pattern.finditer(self.lines[i]):
                    yield i, match

    def gaps(self) -> list[int]:
        """Return the indexes of lines after which a line can come in, the headline's first."""
        return [i for i, line in enumerate(self.lines) if line and i <= self.last and i not in self.insertions]

    def is_nothing(self, word: str) -> bool:
        """Return whether a spelling is no word, no known name and hardly ever seen."""
        return (
            not self.words.known(word)
            and self.words.zipf(word) < SEEN
            and not self.entities.has_folded(fold(word))
            and word not in self.tokens
        )

    def free(self, damage: Damage) -> bool:
        """Return whether a damage keeps clear of all that is planned."""
        if isinstance(damage, Insertion):
            source_free = damage.source is None or not self._touched(damage.source)
            return damage.after <= self.last and damage.after not in self.insertions and source_free
        if isinstance(damage, Cut):
            planned = (c.line for _, c in self.changes)
            return self.cut is None and max((*planned, *self.insertions, *self.whole), default=-1) < damage.line
        if damage.line in self.whole or damage.line > self.last:
            return False
        on_line = (c for _, c in self.changes if c.line == damage.line)
        return all(damage.end + MARGIN <= c.start or c.end + MARGIN <= damage.start for c in on_line)

    def _touched(self, line: int) -> bool:
        return line in self.whole or any(c.line == line for _, c in self.changes)

    def plan(self, family: str, damage: Damage) -> None:
        """Take a damage into the plan."""
        if isinstance(damage, Change):
            self.changes.append((family, damage))
        elif isinstance(damage, Insertion):
            self.insertions[damage.after] = (family, damage)
            if damage.source is not None:
                self.whole.add(damage.source)
        else:
            self.cut = (family, damage)
            self.whole.add(damage.line)

    def render(self) -> tuple[str, list[Gold]]:
        """Return the damaged text and its gold, in the order of the text."""
        out: list[str] = []
        gold: list[Gold] = []
        for i, line in enumerate(self.lines[: self.last + 1]):
            new, rows = self._line(i, line, len(out) + 1)
            out.append(new)
            gold.extend(rows)
            if i in self.insertions:
                family, insertion = self.insertions[i]
                for text in insertion.lines:
                    out.append(text)
                    if text:
                        gold.append(_inserted(family, insertion, text, len(out)))
        return "\n".join(out) + "\n", gold

    def _line(self, index: int, line: str, number: int) -> tuple[str, list[Gold]]:
        if self.cut and self.cut[1].line == index:
            return _shortened(*self.cut, line, number)
        pieces: list[str] = []
        rows: list[Gold] = []
        at = length = 0
        for family, c in sorted((fc for fc in self.changes if fc[1].line == index), key=lambda fc: fc[1].start):
            pieces += [line[at : c.start], c.text]
            length += c.start - at
            old = line[c.start : c.end]
            fix = old if c.mendable else None
            rows.append(Gold(number, length, length + len(c.text), c.text, family, c.tier, fix, c.note, c.kind, old))
            length += len(c.text)
            at = c.end
        return "".join((*pieces, line[at:])), rows


def _inserted(family: str, insertion: Insertion, text: str, number: int) -> Gold:
    return Gold(number, 0, len(text), text, family, "must", "", insertion.note, insertion.kind, None)


def _shortened(family: str, cut: Cut, line: str, number: int) -> tuple[str, list[Gold]]:
    kept = line[: cut.start] + cut.text
    row = Gold(
        number, cut.mark, len(kept), kept[cut.mark :], family, "must", None, cut.note, cut.kind, line[cut.mark :]
    )
    return kept, [row]
