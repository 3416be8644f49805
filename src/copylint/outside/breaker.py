"""Leaves an engine alone that doesn't answer, and asks again later."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from copylint.outside.match import EngineError

MOST_FAILURES = 2  # in a row, before the engine is left alone
REST_S = 60.0

T = TypeVar("T")


class Breaker:
    """Passes questions on until some in a row have failed; then it answers itself, with the last reason.

    One that took all the time there was is enough. After a rest one question is passed on again; after a failure that
    lasts none is.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Take a clock, in seconds."""
        self._now = now
        self._failures = 0
        self._until = 0.0
        self._error: EngineError | None = None

    def ask(self, question: Callable[[], T]) -> T:
        """Return the answer to a question.

        Raises:
            EngineError: it failed, or isn't passed on.

        """
        if self._error and (self._error.lasting or self._now() < self._until):
            raise self._error
        try:
            answer = question()
        except EngineError as error:
            self._failures += 1
            if error.lasting or error.slow or self._failures >= MOST_FAILURES:
                self._error = error
                self._until = self._now() + REST_S
            raise
        self._failures = 0
        self._error = None
        return answer
