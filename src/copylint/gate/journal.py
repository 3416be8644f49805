"""What the gate decided and wrote, in an SQLite file that survives a kill at any moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from copylint.model.errors import ConfigurationError
from copylint.model.traced import Position

VERSION = 1
WAIT_S = 30.0  # for another gate that writes to the same journal
TABLES = """
CREATE TABLE IF NOT EXISTS verdict (
    id TEXT, content TEXT, state TEXT, measure TEXT, source TEXT, verdict TEXT, record TEXT, line INTEGER,
    "column" INTEGER, run INTEGER, PRIMARY KEY (id, content, state)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS damage (
    id TEXT, content TEXT, state TEXT, family TEXT, PRIMARY KEY (id, content, state, family)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (
    id TEXT, content TEXT, path TEXT, done INTEGER, PRIMARY KEY (id, content)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS jump (run INTEGER, source TEXT, PRIMARY KEY (run, source)) WITHOUT ROWID;
CREATE TEMP TABLE present (id TEXT, content TEXT, PRIMARY KEY (id, content)) WITHOUT ROWID;
"""


@contextmanager
def told_of(path: Path | None) -> Iterator[None]:
    """Make what goes wrong with the journal in the middle of a run an error of its own.

    Raises:
        ConfigurationError: it can't be written any longer; what was decided before is kept.

    """
    try:
        yield
    except sqlite3.Error as error:
        raise ConfigurationError(str(path or "journal"), "", "a journal that can be written", str(error)) from error


class Key(NamedTuple):
    """What makes an item the same: its id (empty where it has none of its own) and a hash of its content."""

    id: str
    content: str


class Entry(NamedTuple):
    """A verdict on an item: the objects of the report, made where the item stood at `place`."""

    verdict: str
    record: dict[str, Any]
    place: Position


class Written(NamedTuple):
    """Where an item was written, or was about to be when the gate was stopped."""

    path: Path
    done: bool


class Shares(NamedTuple):
    """How many items there are of a source, and for each family of damage how many show it."""

    items: int
    damaged: dict[str, int]


class Journal:
    """Verdicts by item and state; a state is a hash of rules, entities and settings, under which a verdict holds.

    A measure is a hash of the rules alone, under which rates of damage can be compared.
    """

    def __init__(self, path: Path | None, state: str, measure: str) -> None:
        """Open the journal, or make it; without a path it is gone with the run.

        Raises:
            ConfigurationError: the file is no journal, or can't be written.

        """
        self.state = state
        self.measure = measure
        self._path = str(path or "")
        try:
            self._db = sqlite3.connect(self._path, timeout=WAIT_S, isolation_level=None)
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise ConfigurationError(self._path, "", f"a journal of version {VERSION}", version)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(TABLES)
            self._db.execute(f"PRAGMA user_version={VERSION}")
            self.run: int = self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM verdict").fetchone()[0]
        except sqlite3.Error as error:
            raise ConfigurationError(self._path, "", "a journal that can be written", str(error)) from error

    def __enter__(self) -> Self:
        """Return the journal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._db.close()

    def meet(self, key: Key) -> bool:
        """Return whether this run meets an item for the first time."""
        return self._db.execute("INSERT OR IGNORE INTO present VALUES (?, ?)", key).rowcount > 0

    def entry(self, key: Key) -> Entry | None:
        """Return the verdict that holds for an item."""
        row = self._db.execute(
            'SELECT verdict, record, line, "column" FROM verdict WHERE id = ? AND content = ? AND state = ?',
            (*key, self.state),
        ).fetchone()
        return None if row is None else Entry(row[0], json.loads(row[1]), Position(row[2], row[3]))

    def record(self, key: Key, source: str, entry: Entry) -> None:
        """Keep a verdict, and which families of damage the item shows."""
        record = json.dumps(entry.record, ensure_ascii=False)
        families = {finding["family"] for finding in entry.record["findings"]}
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute(
                "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, self.state, self.measure, source, entry.verdict, record, *entry.place, self.run),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO damage VALUES (?, ?, ?, ?)", [(*key, self.state, f) for f in families]
            )

    def written(self, key: Key) -> Written | None:
        """Return where an item was written."""
        row = self._db.execute("SELECT path, done FROM written WHERE id = ? AND content = ?", key).fetchone()
        return None if row is None else Written(Path(row[0]), bool(row[1]))

    def write(self, key: Key, path: Path, *, done: bool) -> None:
        """Note where an item is about to be written, or was."""
        self._db.execute("INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)", (*key, str(path), done))

    def sources(self) -> list[str]:
        """Return the sources of the items of this run."""
        rows = self._db.execute(f"SELECT DISTINCT source FROM verdict WHERE {_PRESENT} ORDER BY source", (self.state,))  # noqa: S608
        return [source for (source,) in rows]

    def present(self, source: str) -> Shares:
        """Return what the items of this run show."""
        return self._shares(_PRESENT, self.state, source)

    def earlier(self, source: str) -> Shares:
        """Return what the items of earlier runs show; runs in which the source's rate jumped are left out."""
        return self._shares(_EARLIER, self.measure, source)

    def _shares(self, which: str, under: str, source: str) -> Shares:
        where = f"WHERE {which} AND source = ?"
        items = self._db.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT id, content FROM verdict {where})",  # noqa: S608
            (under, source),
        )
        damaged = self._db.execute(
            "SELECT family, count(*) FROM (SELECT DISTINCT family, id, content FROM damage"  # noqa: S608
            f" JOIN verdict USING (id, content, state) {where}) GROUP BY family ORDER BY family",
            (under, source),
        )
        return Shares(items.fetchone()[0], dict(damaged))

    def jumped(self, source: str) -> None:
        """Note that a source's rate jumped, so that the runs its items came in are no measure for later ones."""
        self._db.execute(
            f"INSERT OR IGNORE INTO jump SELECT DISTINCT run, source FROM verdict WHERE {_PRESENT} AND source = ?",  # noqa: S608
            (self.state, source),
        )


_PRESENT = "(id, content) IN (SELECT id, content FROM present) AND state = ?"
_EARLIER = (
    "(id, content) NOT IN (SELECT id, content FROM present) AND measure = ?"
    " AND (run, source) NOT IN (SELECT run, source FROM jump)"
)
