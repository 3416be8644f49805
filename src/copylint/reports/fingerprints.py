"""What a finding is known by from one run to the next: its rule and its copy, not its line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import blake2b

from copylint.model.document import Document
from copylint.model.finding import Finding

CONTEXT = 32  # code points on either side, within the line


def fingerprint(finding: Finding, doc: Document) -> str:
    """Return a hash of the rule, the text and a little context; it stays when lines are put in or files moved."""
    start, end = finding.span
    before = doc.text[max(doc.line_at(start).start, start - CONTEXT) : start]
    after = doc.text[end : min(doc.line_at(end).end, end + CONTEXT)]
    return digest(finding.rule, *(" ".join(part.split()) for part in (before, finding.text, after)))


def digest(*parts: str) -> str:
    """Return a hash of the parts, each kept apart from the next."""
    told = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=16).hexdigest()


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
