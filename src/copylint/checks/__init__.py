"""Ways of finding, one module each, named like the mechanism; other packages add theirs by entry point."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import cast

from copylint.checks._base import Check
from copylint.settings.plugins import entry_points

ENTRY_POINTS = "copylint.checks"


def mechanism(name: str) -> type[Check] | None:
    """Return the mechanism of that name: a module here, or an entry point of another package; else None."""
    if name.isidentifier() and not name.startswith("_") and find_spec(f"{__name__}.{name}"):
        found = import_module(f"{__name__}.{name}").CHECK
    else:
        found = next((e.load() for e in entry_points(group=ENTRY_POINTS, name=name)), None)
    return cast("type[Check] | None", found)


def mechanism_names() -> list[str]:
    """Return the names of all mechanisms there are."""
    own = [m.name for m in iter_modules(__path__) if not m.name.startswith("_")]
    return sorted({*own, *(e.name for e in entry_points(group=ENTRY_POINTS))})
