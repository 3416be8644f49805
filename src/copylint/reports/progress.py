"""How far a long run has come, on a terminal's stderr; gone when the run is over."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from rich.status import Status

SILENT_S = 1.0
T = TypeVar("T")


class Progress:
    """A line such as `312 documents read`, shown once a run takes longer than a second.

    `off` makes it say nothing at all: where stderr is no terminal, nobody watches.
    """

    def __init__(self, *, off: bool = False) -> None:
        """Start counting."""
        self._off = off
        self._read = 0
        self._begun = time.monotonic()
        self._status: Status | None = None
        self._lock = Lock()  # the timer shows the line from a thread of its own
        self._timer = Timer(SILENT_S, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Set the clock."""
        if not self._off:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        self._timer.cancel()
        self._off = True
        self.clear()

    def count(self, documents: Iterable[T]) -> Iterator[T]:
        """Yield the documents and count them."""
        for document in documents:
            yield document
            self.add(1)

    def add(self, documents: int) -> None:
        """Count documents."""
        self._read += documents
        if not self._off and time.monotonic() - self._begun > SILENT_S:
            self._show()

    def clear(self) -> None:
        """Take the line away while something else is written to the terminal; the next document brings it back."""
        with self._lock:
            if self._status:
                self._status.stop()
                self._status = None

    def _show(self) -> None:
        with self._lock:
            if self._off:
                return
            words = f"{self._read} document{'' if self._read == 1 else 's'} read"
            if self._status:
                self._status.update(words)
                return
            from rich.console import Console  # noqa: PLC0415  only long runs pay for it
            from rich.status import Status  # noqa: PLC0415

            self._status = Status(words, console=Console(file=sys.stderr))
            self._status.start()
