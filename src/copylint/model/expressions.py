"""Regular expressions that are compiled when they are first used, as a run over sound copy needs few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Late:
    """Stands for a pattern: each method asked for is kept, so that it costs no more than the pattern's own."""

    def __init__(self, source: Any, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = value
        return value


def expression(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern for a module to keep.

    >>> expression("[aeiou]", re.IGNORECASE).findall("Apostrophe")
    ['A', 'o', 'o', 'e']

    Raises:
        re.error: on first use, where `re.compile` would raise it at once.

    """
    return cast("re.Pattern[AnyStr]", _Late(source, flags))
