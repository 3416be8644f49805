"""What every command that checks copy does before, while and after it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from copylint.model.report import FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.escapes import visible

if TYPE_CHECKING:
    from copylint.batch.local import Outcome
    from copylint.pipeline import Pipeline
    from copylint.reports._protocol import Report
    from copylint.reports.paint import Painter
    from copylint.reports.progress import Progress


def load(pipeline: Pipeline, *, quiet: bool = False) -> None:
    """Load rules, entities, waivers and baseline now: where they are broken, nothing has been printed yet."""
    _ = pipeline.engine, pipeline.causes, pipeline.waivers, pipeline.baseline
    for note in () if quiet else pipeline.entities.notes:
        say(f"note: {note}")


def say(words: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(f"copylint: {visible(words)}\n")
    sys.stderr.flush()


def complain(unread: Iterable[Unread], progress: Progress) -> None:
    """Say on stderr what was not read or not checked."""
    for one in unread:
        progress.clear()
        say(f"{one.path}: {one.message}")


def all_files(pipeline: Pipeline, paths: list[str]) -> Iterator[FileReport | Unread]:
    """Yield the report on every file, checked by all cores, none taken from the cache."""
    from copylint.batch.cache import Cache  # noqa: PLC0415  --help needs none of this
    from copylint.batch.local import check_files, usable_cores  # noqa: PLC0415

    return check_files(pipeline, paths, None, jobs=usable_cores(), cache=Cache(None))


def told(
    pipeline: Pipeline, outcomes: Iterable[Outcome], report: Report, tally: Tally, progress: Progress
) -> Iterator[str]:
    """Yield what the report says of each file, and count; say on stderr what was not read or not checked."""
    for outcome in outcomes:
        if isinstance(outcome, FileReport | Unread):
            for file in files(pipeline, [outcome], tally, progress):
                yield from report.file(file)
        else:
            outcome.add_to(tally)
            progress.add(outcome.documents)
            yield outcome.text


def files(
    pipeline: Pipeline, outcomes: Iterable[FileReport | Unread], tally: Tally, progress: Progress
) -> Iterator[FileReport]:
    """Yield the report on each file, and count; say on stderr what was not read or not checked."""
    for outcome in outcomes:
        if isinstance(outcome, Unread):
            tally.unread.append(outcome)
            complain([outcome], progress)
            continue
        tally.files += 1
        outcome.documents = progress.count(tally.count(pipeline.noted(outcome)))
        yield outcome
        tally.unread.extend(outcome.failures)
        complain(outcome.failures, progress)


def tell_of_waivers(pipeline: Pipeline) -> None:
    """Say on stderr, when a run is over, which waivers have ended or are of no use."""
    for note in pipeline.waivers.notes():
        say(f"note: {note}")


def undisturbed(chunks: Iterable[str], progress: Progress) -> Iterator[str]:
    """Yield what is to be written; on a terminal, the line of progress makes way for it."""
    for chunk in chunks:
        if stdout.is_terminal():
            progress.clear()
        yield chunk


def painter(color: str = "auto") -> Painter:
    """Return what draws for stdout, in colours always, never or as stdout is."""
    from copylint.reports.paint import Painter  # noqa: PLC0415  rich takes 100 ms to load

    return Painter(stdout.width(), color=stdout.wants_color(color))
