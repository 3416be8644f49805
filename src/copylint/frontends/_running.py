"""What every command that checks copy does before, while and after it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from copylint.model.source import Unread
from copylint.reports import stdout
from copylint.reports.escapes import visible

if TYPE_CHECKING:
    from copylint.pipeline import Pipeline
    from copylint.reports.paint import Painter
    from copylint.reports.progress import Progress


def load(pipeline: Pipeline, *, quiet: bool = False) -> None:
    """Load rules and entities now: where they are broken, nothing has been printed yet."""
    _ = pipeline.engine, pipeline.causes
    for note in () if quiet else pipeline.entities.notes:
        say(f"note: {note}")


def say(words: str) -> None:
    """Say something on stderr."""
    typer.echo(f"copylint: {visible(words)}", err=True)


def complain(unread: Iterable[Unread], progress: Progress) -> None:
    """Say on stderr what was not read or not checked."""
    for one in unread:
        progress.clear()
        say(f"{one.path}: {one.message}")


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
