"""What was found in a file, kept by its bytes and by all that decides on findings."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import platformdirs

MOST_BYTES = 256 << 20  # of reports kept; the longest unused go first
BUSY_S = 1.0
DAY_S = 86_400
TABLE = "CREATE TABLE IF NOT EXISTS report (key BLOB PRIMARY KEY, packed BLOB, used INTEGER) WITHOUT ROWID"


def cache_file() -> Path:
    """Return where reports are kept, in the user's cache."""
    return Path(platformdirs.user_cache_path("copylint", appauthor=False)) / "checked.sqlite"


def key_of(state: str, path: str, data: bytes) -> bytes:
    """Return what a report is kept by: the state of the program, the path (settings may differ by it) and the bytes."""
    found = blake2b(f"{state}\0{path}\0".encode("utf-8", "surrogatepass"), digest_size=20)
    found.update(data)
    return found.digest()


class Cache:
    """Reports of earlier runs. Where it can't be read or written, nothing is kept: it is never in the way."""

    def __init__(self, path: Path | None) -> None:
        """Open the file; without one, nothing is kept."""
        self._db: sqlite3.Connection | None = None
        self._fresh: list[tuple[bytes, bytes, int]] = []
        self._met: list[bytes] = []
        if path is None:
            return
        with self._harmless():
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=BUSY_S)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=OFF")
            db.execute(TABLE)
            self._db = db

    @property
    def open(self) -> bool:
        """Return whether anything is kept."""
        return self._db is not None

    @contextmanager
    def _harmless(self) -> Iterator[None]:
        """Give up the cache where anything goes wrong with it."""
        try:
            yield
        except (sqlite3.Error, OSError):
            self._db = None

    def get(self, key: bytes) -> bytes | None:
        """Return the packed report of a key."""
        if self._db is None:
            return None
        with self._harmless():
            row = self._db.execute("SELECT packed FROM report WHERE key = ?", (key,)).fetchone()
            if row is not None:
                self._met.append(key)
                return bytes(row[0])
        return None

    def put(self, key: bytes, packed: bytes) -> None:
        """Keep a packed report."""
        if self._db is None:
            return
        self._fresh.append((key, packed, _today()))
        if len(self._fresh) >= 256:  # noqa: PLR2004  reports written at a time
            self._write()

    def close(self) -> None:
        """Write what is new, note what was of use, and let go of the longest unused."""
        if self._db is None:
            return
        self._write()
        with self._harmless():
            today = _today()
            with self._db:
                met = ((today, key, today) for key in self._met)
                self._db.executemany("UPDATE report SET used = ? WHERE key = ? AND used < ?", met)
                self._shrink()
            self._db.close()

    def _write(self) -> None:
        db, fresh = self._db, self._fresh
        self._fresh = []
        with self._harmless():
            if db is not None and fresh:
                with db:
                    db.executemany("INSERT OR REPLACE INTO report VALUES (?, ?, ?)", fresh)

    def _shrink(self) -> None:
        """Let the longest unused reports go until the rest is small enough; asked only of a file that has grown."""
        if self._db is None or self._size() <= MOST_BYTES:
            return
        while self._size() > MOST_BYTES:
            oldest = self._db.execute("SELECT min(used) FROM report").fetchone()[0]
            if oldest is None:
                break
            self._db.execute("DELETE FROM report WHERE used = ?", (oldest,))

    def _size(self) -> int:
        if self._db is None:
            return 0
        pages, free, size = (
            int(self._db.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size


def _today() -> int:
    return int(time.time() // DAY_S)
