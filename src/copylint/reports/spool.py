"""Text put by until its place in a report has come, on disc where there is much of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Self

IN_MEMORY = 8 << 20  # bytes


class Spool:
    """Lines that are written later, in the order they were added."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass")  # noqa: SIM115

    def __enter__(self) -> Self:
        """Return the spool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete what is on disc."""
        self._file.close()

    def add(self, line: str) -> None:
        """Put a text without line ends by."""
        self._file.write(line + "\n")

    def joined(self, mark: str) -> Iterator[str]:
        """Yield what was put by, with a mark between."""
        self._file.seek(0)
        for number, line in enumerate(self._file):
            yield (mark if number else "") + line.removesuffix("\n")
