"""A few small files: checked one after the other and not kept, as looking up what was kept would take longer."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice

from copylint.model.report import FileReport
from copylint.model.source import Unread
from copylint.pipeline import Pipeline
from copylint.sources.files import Found

MOST_FILES = 15
MOST_BYTES = 64 << 10


def few(pipeline: Pipeline, paths: Sequence[str]) -> list[Found | Unread] | None:
    """Return the files under the paths, None where they are many or large, or another engine takes its time."""
    if pipeline.settings.grammar.engine:
        return None
    found = list(islice(pipeline.found(paths), MOST_FILES + 1))
    size = sum(_size(one) for one in found if isinstance(one, Found))
    return found if len(found) <= MOST_FILES and size <= MOST_BYTES else None


def check_few(
    pipeline: Pipeline, found: Sequence[Found | Unread], stdin_name: str | None
) -> Iterator[FileReport | Unread]:
    """Yield a report for every file, and what could not be read."""
    for one in found:
        report = one if isinstance(one, Unread) else pipeline.report_found(one, stdin_name)
        if report is not None:
            yield report
        elif isinstance(one, Found):
            pipeline.pass_by(one)


def _size(found: Found) -> int:
    """Return the bytes of a file; of a stream, and of what can't be asked, none."""
    try:
        return os.stat(found.path).st_size  # noqa: PTH116
    except OSError:
        return 0
