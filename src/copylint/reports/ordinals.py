"""How often each key of a report has come up."""

from __future__ import annotations

import sqlite3
from contextlib import closing


class Ordinals:
    """Counts how often each key has come up; in a file of SQLite's own, so that memory doesn't grow with the keys."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._seen = sqlite3.connect("", isolation_level=None)  # a temporary database, on disc beyond its cache
        self._seen.execute("PRAGMA synchronous = OFF")
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID")

    def next(self, key: str) -> int:
        """Return 1 the first time a key comes up, then 2, and so on."""
        self._seen.execute("INSERT INTO seen VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET count = count + 1", (key,))
        with closing(self._seen.execute("SELECT count FROM seen WHERE key = ?", (key,))) as rows:
            return int(rows.fetchone()[0])

    def close(self) -> None:
        """Delete what is on disc."""
        self._seen.close()
