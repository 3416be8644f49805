"""What every report format does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from copylint.model.report import FileReport, Tally


class Report(Protocol):
    """A format: text before the first file, for each file, and after the last; all of it for stdout."""

    def begin(self) -> Iterator[str]:
        """Yield what stands first."""
        ...

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield what is said of one file."""
        ...

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield what stands last."""
        ...


class ByFile(Report):
    """What a report is whose words on a file depend on that file alone, but for a mark between two files."""

    def again(self, text: str) -> str:
        """Return what was said of a file before, as it has to stand now."""
        return text
