"""Boilerplate: what stood around the story on its page, from templates of our own wording."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Insertion, Page
from benchmarks.injectors.registry import data, kind


def filled(template: str, slots: dict[str, list[str]], rng: Random) -> str:
    """Return a template with a random value in each of its slots; no value stands twice."""
    for name, values in slots.items():
        while f"{{{name}}}" in template:
            value = rng.choice([v for v in values if v not in template])
            template = template.replace(f"{{{name}}}", value, 1)
    return template


def _templates(page: Page, rng: Random, group: str) -> Iterator[Insertion]:
    table = data("boilerplate")
    entry = table["templates"][group]
    gaps = page.gaps()
    places = {"top": gaps[:2], "middle": gaps[2:-1], "end": gaps[-1:]}
    for template in entry["lines"]:
        lines = tuple(filled(template, table["slots"], rng).split("\n"))
        for place in entry["places"]:
            if places[place]:
                yield Insertion(group, rng.choice(places[place]), ("", *lines), group.replace("_", " "))


def _register(group: str) -> None:
    def find(page: Page, rng: Random) -> Iterator[Insertion]:
        yield from _templates(page, rng, group)

    find.__name__ = group
    kind("boilerplate")(find)


for _group in data("boilerplate")["templates"]:
    _register(_group)
