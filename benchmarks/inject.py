"""Damages sound copy on purpose and says exactly what was done.

inject.py FILE… --out FOLDER [--family NAME]… [--count N] [--seed N] writes FOLDER/texts and FOLDER/gold.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.injectors.page import Gold, Page
from benchmarks.injectors.registry import KINDS, Kind
from copylint.lexicon.entities import EntityList
from copylint.lexicon.words import words
from copylint.pipeline import Pipeline

MODULES = (
    "truncation",
    "duplication",
    "boilerplate",
    "names",
    "numbers",
    "apostrophes",
    "quotes",
    "residue",
    "encoding",
    "spacing",
    "casing",
    "spelling",
    "wording",
)
for _name in MODULES:
    importlib.import_module(f"benchmarks.injectors.{_name}")
FAMILIES = tuple(KINDS)
ROUNDS = 2  # how often a kind may be done to one copy
EVERYWHERE = 0.3  # share of copies whose feed did the same thing all over, in families that know such a thing


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged story and its gold."""

    text: str
    gold: tuple[Gold, ...]


def damage(text: str, families: Sequence[str], count: int, rng: Random, entities: EntityList) -> Damaged:
    """Return a damaged copy of a sound story with at most `count` damages, of the families in turn.

    A copy is a pure function of the text, the families, the count and the state of `rng`.
    """
    page = Page.of(text, words(), entities)
    turns = sorted((families[k % len(families)] for k in range(count)), key=FAMILIES.index)
    everywhere = [k for k in KINDS[turns[0]] if k.everywhere]
    if len(families) == 1 and everywhere and rng.random() < EVERYWHERE:
        _do_everywhere(page, rng.choice(everywhere), rng)
    else:
        _do_singly(page, turns, rng)
    damaged, gold = page.render()
    return Damaged(damaged, tuple(gold))


def _do_everywhere(page: Page, kind: Kind, rng: Random) -> None:
    for candidate in kind.find(page, rng):
        page.plan(kind.family, candidate)


def _do_singly(page: Page, turns: Sequence[str], rng: Random) -> None:
    waiting: dict[str, list[Kind]] = {}
    for family in turns:
        if family not in waiting:
            waiting[family] = [k for _ in range(ROUNDS) for k in _shuffled(family, rng)]
        kinds = waiting[family]
        while kinds and not _do_once(page, kinds.pop(), rng):
            pass


def _shuffled(family: str, rng: Random) -> list[Kind]:
    kinds = [k for k in KINDS[family] if not k.everywhere]
    rng.shuffle(kinds)
    return kinds


def _do_once(page: Page, kind: Kind, rng: Random) -> bool:
    """Do a kind of damage at one random place; return whether there was one."""
    candidates = list(kind.find(page, rng))
    rng.shuffle(candidates)
    for candidate in candidates:
        if page.free(candidate):
            page.plan(kind.family, candidate)
            return True
    return False


def write(damaged: Damaged, name: str, folder: Path) -> None:
    """Write one damaged story as a corpus holds it: texts/NAME.txt and gold/NAME.jsonl."""
    for part in ("texts", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "texts" / f"{name}.txt").write_text(damaged.text, encoding="utf-8", newline="")
    rows = (json.dumps(g.row(), ensure_ascii=False) for g in damaged.gold)
    (folder / "gold" / f"{name}.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Damage the files given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--family", action="append", choices=FAMILIES)
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    entities = Pipeline().entities
    for path in args.files:
        rng = Random(f"{args.seed}/{path.stem}")  # noqa: S311  damage is to be repeatable
        damaged = damage(path.read_text(encoding="utf-8"), args.family or FAMILIES, args.count, rng, entities)
        write(damaged, path.stem, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
