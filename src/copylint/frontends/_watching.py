"""Checks again whenever something changes under the paths of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from copylint.frontends._running import say


def watch_paths(paths: Sequence[str], check: Callable[[], object]) -> None:
    """Call `check` after each change, until the user stops it (Ctrl-C).

    What is to be watched is asked anew each time, so that a file that a program replaces is still watched.
    """
    from watchfiles import watch  # noqa: PLC0415  only who watches loads it

    folders = sorted({_folder(Path(path)) for path in paths if path != "-"})
    say(f"watching {', '.join(map(str, folders))}; Ctrl-C stops")
    for _ in watch(*folders, raise_interrupt=False):
        check()
        say("watching again")


def _folder(path: Path) -> Path:
    """Return the nearest folder that is there and holds a path, or what a pattern may meet."""
    while not path.is_dir():
        path = path.parent
    return path
