"""Damage that was there before: known by its copy, and not shown again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.fingerprints import anchor, excerpt
from copylint.model.report import DocumentReport
from copylint.policy.places import name_in

Key = tuple[str, str]


@dataclass(frozen=True, order=True, slots=True)
class Entry:
    """What is known: a rule and the anchor of its findings, how many one document may hold, and where they stood.

    `path` is written from the folder of the baseline; `text` is the copy, for the reader.
    """

    path: str
    rule: str
    text: str
    anchor: str
    count: int


class Stale(NamedTuple):
    """An entry of which less is left than it says, and how much is."""

    entry: Entry
    found: int

    def __str__(self) -> str:
        """Return it in words."""
        entry = self.entry
        left = f"only {self.found} of {entry.count} left" if self.found else "no longer occurs"
        return f"{entry.path}: {entry.rule}: {entry.text}: {left}"


class Baseline:
    """The known damage of a run, and what became of it.

    What is known in one file is known in all, as stories are renamed and sent again; so the count holds for each
    document by itself, and no finding depends on what was read before.
    """

    def __init__(self, entries: Iterable[Entry] = (), file: Path | None = None) -> None:
        """Take the entries and the file they stand in."""
        self.entries = tuple(entries)
        self.path = file
        self._folder = file.parent.resolve() if file else Path()
        self._files = {entry.path for entry in self.entries}
        self._counts: dict[Key, int] = {}
        for entry in self.entries:
            key = (entry.rule, entry.anchor)
            self._counts[key] = max(entry.count, self._counts.get(key, 0))
        self._met: dict[Key, int] = {}
        self._read: set[str] = set()
        self.known = 0

    def part(
        self, shown: Sequence[Finding], settled: Sequence[Finding], doc: Document
    ) -> tuple[list[Finding], list[Finding]]:
        """Return which of the findings shown are new, and those of all that are known.

        What is known may be hidden today, as when it was shown only on request; then it still occurs.
        """
        if not self._counts:
            return list(shown), []
        used: Counter[Key] = Counter()
        asked = set(shown)
        new: list[Finding] = []
        known: list[Finding] = []
        for finding in (*shown, *(f for f in settled if f not in asked)):
            key = (finding.rule, anchor(finding, doc))
            used[key] += 1
            if used[key] <= self._counts.get(key, 0):
                known.append(finding)
            elif finding in asked:
                new.append(finding)
        return new, known

    def note(self, report: DocumentReport) -> None:
        """Remember what of the baseline a document holds."""
        self.known += len(report.known)
        for key, found in Counter((f.rule, anchor(f, report.document)) for f in report.known).items():
            self._met[key] = max(found, self._met.get(key, 0))

    def finish(self, path: str) -> None:
        """Remember that the file at a path was read and checked to its end."""
        if self._files and (name := name_in(self._folder, path)) in self._files:
            self._read.add(name)

    def stale(self) -> list[Stale]:
        """Return the entries of which less is left than they say; those whose files weren't read are none."""
        found = ((e, self._met.get((e.rule, e.anchor), 0)) for e in self.entries if e.path in self._read)
        return [Stale(entry, met) for entry, met in found if met < entry.count]

    @property
    def state(self) -> str:
        """What decides which findings are known."""
        return repr(sorted(self._counts.items()))


class Record:
    """What is found now, to be known from now on."""

    def __init__(self, file: Path, before: Iterable[Entry] = ()) -> None:
        """Take the file it is to stand in, and the entries that it has."""
        self.path = file
        self._folder = file.resolve().parent
        self._before = tuple(before)
        self._gone = {e.path for e in self._before if e.path != "-" and not (self._folder / e.path).exists()}
        self._entries: dict[tuple[str, Key], Entry] = {}

    def note(self, report: DocumentReport) -> None:
        """Add what was found in a document; of the same damage in several, the most that one holds."""
        if not report.findings:
            return
        doc = report.document
        name = name_in(self._folder, doc.source.path)
        keys = [(f.rule, anchor(f, doc)) for f in report.findings]
        counts = Counter(keys)
        for key, finding in zip(keys, report.findings, strict=True):
            before = self._entries.get((name, key))
            count = max(counts[key], before.count if before else 0)
            self._entries[name, key] = Entry(name, key[0], excerpt(finding.text), key[1], count)

    def finish(self, path: str) -> None:
        """Drop what the file at a path held before, as it was read anew."""
        if self._before:
            self._gone.add(name_in(self._folder, path))

    @property
    def entries(self) -> list[Entry]:
        """The entries in the order in which they are written; those of files that weren't read, but are there, stay."""
        return sorted([*self._entries.values(), *(e for e in self._before if e.path not in self._gone)])
