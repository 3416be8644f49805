"""The kinds of damage, by family: each is a generator of places where it could be done."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.injectors.page import Damage, Page

Finder = Callable[[Page, Random], Iterator[Damage]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of damage; `everywhere` means that a feed that does it once does it to the whole story."""

    name: str
    family: str
    find: Finder
    everywhere: bool = False


KINDS: dict[str, list[Kind]] = defaultdict(list)


def kind(family: str, *, everywhere: bool = False) -> Callable[[Finder], Finder]:
    """Register a generator of candidate damages under its own name."""

    def register(find: Finder) -> Finder:
        KINDS[family].append(Kind(find.__name__, family, find, everywhere))
        return find

    return register


@cache
def data(name: str) -> dict[str, Any]:
    """Return a TOML table that lies beside the injectors."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
