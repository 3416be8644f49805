"""What every command that checks copy does before, while and after it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from copylint.model.errors import ConfigurationError
from copylint.model.report import FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.escapes import visible

if TYPE_CHECKING:
    from pathlib import Path

    from copylint.batch.local import Outcome
    from copylint.pipeline import Pipeline
    from copylint.reports._protocol import Report
    from copylint.reports.paint import Painter
    from copylint.reports.progress import Progress
    from copylint.settings import Settings


def opened(settings: Settings, *, quiet: bool, waivers: Path | None, late: bool = False, **known: Any) -> Pipeline:
    """Return the road of a run; with `late`, of what it needs only what is the user's own is loaded at once.

    Raises:
        ConfigurationError: what was loaded is broken, or a waiver file was named that isn't there.

    """
    from copylint.pipeline import Pipeline  # noqa: PLC0415  --help and a wrong option need no road

    if waivers and not waivers.is_file():
        raise ConfigurationError("--waivers", "", "a file that is there", str(waivers))
    pipeline = Pipeline(settings, None if quiet else say, waivers=waivers, **known)
    if pipeline.own or not late:
        load(pipeline, quiet=quiet)
    return pipeline


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
    absent: list[Unread] = []
    for outcome in outcomes:
        if isinstance(outcome, FileReport | Unread):
            for file in _counted(pipeline, outcome, tally, progress, absent):
                yield from report.file(file)
        else:
            outcome.add_to(tally)
            progress.add(outcome.documents)
            yield from outcome.text.splitlines(keepends=True)  # whoever reads may go away in between
    progress.clear()
    tell_of_absence(absent)


def files(
    pipeline: Pipeline, outcomes: Iterable[FileReport | Unread], tally: Tally, progress: Progress
) -> Iterator[FileReport]:
    """Yield the report on each file, and count; say on stderr what was not read or not checked."""
    absent: list[Unread] = []
    for outcome in outcomes:
        yield from _counted(pipeline, outcome, tally, progress, absent)
    progress.clear()
    tell_of_absence(absent)


def _counted(
    pipeline: Pipeline, outcome: FileReport | Unread, tally: Tally, progress: Progress, absent: list[Unread]
) -> Iterator[FileReport]:
    """Yield the report on a file, and count it; what an engine of others has not read is added to what is `absent`."""
    if isinstance(outcome, Unread):
        tally.unread.append(outcome)
        complain([outcome], progress)
        return
    tally.files += 1
    outcome.documents = progress.count(tally.count(pipeline.noted(outcome)))
    yield outcome
    tally.unread.extend(fatal(outcome.failures))
    absent.extend(one for one in outcome.failures if one.by)
    complain([one for one in outcome.failures if not one.by], progress)


def fatal(failures: Iterable[Unread]) -> list[Unread]:
    """Return, each once, the failures with which no run ends well."""
    return [one for one in dict.fromkeys(failures) if not one.harmless]


def tell_of_absence(failures: Iterable[Unread]) -> None:
    """Say once on stderr what an engine of others has not read, and why."""
    absent = [one for one in failures if one.by]
    paths = list(dict.fromkeys(one.path for one in absent))
    if absent:
        which = paths[0] if len(paths) == 1 else f"{len(paths)} files, the first {paths[0]}"
        say(f"{which}: {absent[0].message}")


def run(pipeline: Pipeline, outcomes: Iterable[Outcome], report: Report, *, summary: bool) -> Tally:
    """Return the tally of a run; say on stdout what was found, on stderr what was not read or not checked."""
    from copylint.reports.progress import Progress  # noqa: PLC0415

    tally = Tally()
    with Progress(off=not sys.stderr.isatty()) as progress:
        stdout.write(report.begin())
        stdout.write(undisturbed(told(pipeline, outcomes, report, tally, progress), progress))
    if summary:
        stdout.write(report.end(tally))
    return tally


def tell_of_waivers(pipeline: Pipeline) -> None:
    """Say on stderr, when a run is over, which waivers have ended or are of no use."""
    for note in pipeline.waivers.notes():
        say(f"note: {note}")


def undisturbed(chunks: Iterable[str], progress: Progress) -> Iterator[str]:
    """Yield what is to be written; on a terminal, the line of progress makes way for it."""
    if not stdout.is_terminal():
        yield from chunks
        return
    for chunk in chunks:
        progress.clear()
        yield chunk


def painter(color: str = "auto") -> Painter:
    """Return what draws for stdout, in colours always, never or as stdout is."""
    from copylint.reports.paint import Painter  # noqa: PLC0415  rich takes 100 ms to load

    return Painter(stdout.width(), color=stdout.wants_color(color))
