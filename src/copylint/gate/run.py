"""Every item of the files given: checked unless the journal knows it, judged, and put into its folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePath

from copylint.gate.entries import entry_of, moved, report_of
from copylint.gate.journal import Entry, Journal, Key
from copylint.gate.outbox import Files, beside, name_of, names, put
from copylint.model.expressions import expression
from copylint.model.source import Source, Unread
from copylint.pipeline import Pipeline
from copylint.sources.items import Carrier, Item

_NUMBER = expression(r"#\d+")  # what an item without an id of its own is called
KIND_ENDINGS = {
    **dict.fromkeys(("text", "iptc7901", "anpa1312"), ".txt"),
    **dict.fromkeys(("jsonfeed", "ninjs", "wp-rest"), ".json"),
    "html": ".html",
    "markdown": ".md",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "parquet": ".parquet",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: its entry in the journal with the places of today, and where it was written.

    `known` says that the verdict is the journal's.
    """

    item: str | None
    headline: str
    entry: Entry
    path: Path | None
    known: bool


@dataclass(slots=True)
class GateFile:
    """One file: its items' outcomes as they come, and, when the last one has, what of it was not read."""

    path: str
    encoding: str
    outcomes: Iterator[Outcome] = field(default_factory=lambda: iter(()))
    failures: list[Unread] = field(default_factory=list)


class Gate:
    """Lets items through or holds them back."""

    def __init__(
        self, pipeline: Pipeline, journal: Journal, version: str, accept: Path | None, hold: Path | None
    ) -> None:
        """Take copylint's version and the folders of accepted and held items, which aren't written without one."""
        self.pipeline = pipeline
        self.journal = journal
        self.version = version
        self.folders = {"pass": accept, "warn": accept, "hold": hold}

    def run(self, paths: Sequence[str]) -> Iterator[GateFile | Unread]:
        """Yield each file under the paths; its items pass the gate as they are asked for."""
        for opened in self.pipeline.carriers(paths):
            if isinstance(opened, Unread):
                yield opened
                continue
            source, carrier = opened
            file = GateFile(source.path, source.encoding)
            file.outcomes = _Passage(self, source, carrier, file).outcomes()
            yield file


class _Passage:
    """The items of one file on their way through the gate."""

    def __init__(self, gate: Gate, source: Source, carrier: Carrier, file: GateFile) -> None:
        self._gate = gate
        self._source = source
        self._carrier = carrier
        self._file = file
        self._envelope: tuple[bytes, bytes] | None = None
        self._ending = PurePath(source.path).suffix or KIND_ENDINGS.get(carrier.kind, ".xml")

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcome of each item that this run hasn't met before."""
        items = self._gate.pipeline.items(self._source, self._carrier, self._file.failures)
        for number, item in enumerate(items, start=1):
            received = item.received()
            key = _key(item, received, self._gate.pipeline.settings.policy_mark(item.source, self._file.path))
            if self._gate.journal.meet(key):
                yield self._outcome(item, number, key, received)

    def _outcome(self, item: Item, number: int, key: Key, received: bytes) -> Outcome:
        journal = self._gate.journal
        entry = journal.entry(key)
        known = entry is not None
        if entry is None:
            entry, failures = entry_of(self._gate.pipeline, self._source, self._carrier, item)
            self._file.failures.extend(failures)
            if not failures:
                journal.record(key, item.source or self._file.path, entry)
        entry = moved(entry, item, self._file.path)
        path = self._write(entry, name_of(number, item.id or ""), key, received)
        return Outcome(item.id, item.headline, entry, path, known)

    def _write(self, entry: Entry, name: str, key: Key, received: bytes) -> Path | None:
        """Write an item into its folder, unless it lies there or was fetched from there; return where it was put."""
        folder = self._gate.folders[entry.verdict]
        before = self._gate.journal.written(key)
        if folder is None:
            return before.path if before else None
        folder = folder.resolve()
        if before and before.done and before.path.parent == folder:
            return before.path
        report = report_of(self._gate.version, self._file.path, self._file.encoding, entry)
        files = Files(received.join(self._around()), self._ending, report if entry.verdict == "hold" else None)
        begun = [before.path] if before and not before.done and before.path.parent == folder else []
        for path in chain(begun, names(folder, name, self._ending)):
            self._gate.journal.write(key, path, done=False)
            if put(path, files):
                break
        if before and before.done:
            before.path.unlink(missing_ok=True)
            beside(before.path).unlink(missing_ok=True)
        self._gate.journal.write(key, path, done=True)
        return path

    def _around(self) -> tuple[bytes, bytes]:
        if self._envelope is None:
            self._envelope = self._carrier.envelope()
        return self._envelope


def _key(item: Item, received: bytes, policy: str) -> Key:
    """Return what makes the item the same another time, under the same policy; one without an id by its content alone.

    A line end behind it is none of its content: the last line of a file may have none until another follows.
    """
    content = sha256(f"{item.source}\0{item.language}\0{policy}\0".encode("utf-8", "surrogatepass"))
    content.update(received.rstrip(b"\r\n"))
    own = "" if item.id is None or _NUMBER.fullmatch(item.id) else item.id
    return Key(own, content.hexdigest())
