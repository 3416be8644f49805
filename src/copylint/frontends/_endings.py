"""How a command ends that something stopped."""

from __future__ import annotations

import os
import sys

from copylint.frontends._running import say
from copylint.model.errors import CopylintError

BROKEN_PIPE = 141  # what a shell gives for a program that SIGPIPE ended
INTERRUPTED = 130
STOPPED = 2
STOPS = (CopylintError, KeyboardInterrupt, BrokenPipeError)


def ended_by(error: BaseException) -> int:
    """Return the exit code for one of STOPS; an error copylint raised on purpose is told in one line."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        _discard_stdout()
        return BROKEN_PIPE
    say(str(error))
    return STOPPED


def ended_by_defect() -> int:
    """Return the exit code for the error being handled, a defect of copylint's own: never that of a clean run."""
    import traceback  # noqa: PLC0415

    traceback.print_exc()
    say("stopped by an error of its own; please report the lines above")
    return STOPPED


def _discard_stdout() -> None:
    """Let what is still buffered go nowhere, so that Python has nothing to complain of when it closes stdout."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
