"""A plain `check`, understood without typer, which takes longer to load than a check: paths, switches, format, jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from copylint.frontends._endings import STOPS, ended_by, ended_by_defect
from copylint.frontends.check import check
from copylint.reports.formats import FORMATS

SWITCHES = {
    f"--{name.replace('_', '-')}": name for name, value in (check.__kwdefaults__ or {}).items() if value is False
}

MOST_DIGITS = 9


def understood(words: Sequence[str]) -> dict[str, Any] | None:
    """Return what `check` is to be given by the words behind its name; None where it takes typer to tell.

    >>> understood(["a.txt", "--no-cache"])
    {'paths': ['a.txt'], 'no_cache': True}
    """
    paths: list[str] = []
    given: dict[str, Any] = {"paths": paths}
    rest = iter(words)
    for word in rest:
        if word in SWITCHES:
            given[SWITCHES[word]] = True
        elif word == "--format":
            given["form"] = next(rest, "")
        elif word == "--jobs":
            given["jobs"] = _number(next(rest, ""))
        elif word == "-" or not word.startswith("-"):
            paths.append(word)
        else:
            return None
    return given if paths and given.get("form", "text") in FORMATS and given.get("jobs") != 0 else None


def _number(word: str) -> int:
    """Return the number that a word is, 0 for any that it takes typer to judge."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS else 0


def run(given: dict[str, Any]) -> int:
    """Return the exit code of `check`, as typer's command ends it."""
    try:
        return check(**given)
    except STOPS as error:
        return ended_by(error)
    except Exception:  # noqa: BLE001  whatever it was, the copy was not read to its end
        return ended_by_defect()
