"""What was found in a file, kept by its bytes and by all that decides on findings."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import platformdirs

MOST_BYTES = 256 << 20  # of reports kept; the longest unused go first
BUSY_S = 1.0
AT_ONCE = 512  # rows read or written together
DAY_S = 86_400
TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, packed BLOB, used INTEGER)"


def cache_file() -> Path:
    """Return where reports are kept, in the user's cache."""
    return Path(platformdirs.user_cache_path("copylint", appauthor=False)) / "checked.sqlite"


def told_by(key: bytes, mark: bytes) -> bytes:
    """Return what the words on a file are kept by: what its report is kept by, and what else decides on the words."""
    return blake2b(key + mark, digest_size=20).digest()


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
            db.execute(f"PRAGMA mmap_size={MOST_BYTES}")
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

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is kept by some of the keys."""
        found: dict[bytes, bytes] = {}
        if self._db is None:
            return found
        today = _today()
        with self._harmless():
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, packed, used FROM kept WHERE key IN ({marks})"  # noqa: S608  marks alone
                for key, packed, used in self._db.execute(query, some):
                    found[key] = packed
                    if used < today:
                        self._met.append(key)
        return found

    def put(self, key: bytes, packed: bytes) -> None:
        """Keep something by a key."""
        if self._db is None:
            return
        self._fresh.append((key, packed, _today()))
        if len(self._fresh) >= AT_ONCE:
            self._write()

    def close(self) -> None:
        """Write what is new, note what was of use, and let go of the longest unused."""
        if self._db is None:
            return
        self._write()
        with self._harmless():
            today = _today()
            with self._db:
                self._db.executemany("UPDATE kept SET used = ? WHERE key = ?", ((today, key) for key in self._met))
                self._shrink()
            self._db.close()

    def _write(self) -> None:
        db, fresh = self._db, self._fresh
        self._fresh = []
        with self._harmless():
            if db is not None and fresh:
                with db:
                    db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", fresh)

    def _shrink(self) -> None:
        """Let the longest unused reports go until the rest is small enough; asked only of a file that has grown."""
        if self._db is None or self._size() <= MOST_BYTES:
            return
        while self._size() > MOST_BYTES:
            oldest = self._db.execute("SELECT min(used) FROM kept").fetchone()[0]
            if oldest is None:
                break
            self._db.execute("DELETE FROM kept WHERE used = ?", (oldest,))

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
