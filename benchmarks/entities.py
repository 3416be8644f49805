"""How long a list of known entities takes to index, to load and to look into, by its size.

entities.py [--size N]… [--json OUT]

The names are made up from syllables by a seeded generator, so that lists of any size have the shape of real ones: a
name of two or three words, an alias for every second, a title for every fifth. Loading is the whole of what a run
does with a list it has seen before: reading the file, telling by its content that its index is kept, mapping that
into memory. A look-up is the search for listed words one letter from a word; half the words asked for have one.
Times are medians of several goes in one process; the index's size is that of its files.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from copylint.entitylists.store import load_entities
from copylint.entitylists.writing import dump
from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity import Entity

SIZES = (10_000, 100_000, 1_000_000)
ONSETS = ["b", "br", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "kh", "l", "m", "n", "p", "r", "s", "sh", "st"]
NUCLEI = ["a", "e", "i", "o", "u", "ai", "ei", "ou"]
CODAS = ["", "", "n", "r", "l", "s", "k", "sh", "m"]
GOES = 7
LOOKUPS = 2_000
UNITS = {"index_s": "s", "load_ms": "ms", "lookup_us": "µs", "index_mb": "MB", "list_mb": "MB"}


def word(rng: Random) -> str:
    """Return a made-up name of two or three syllables."""
    syllables = (rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(rng.randint(2, 3)))
    return "".join(syllables).capitalize()


def made_up(count: int, seed: int = 1) -> Iterator[Entity]:
    """Yield entities whose names all differ."""
    rng = Random(seed)  # noqa: S311  lists are to be repeatable
    seen: set[str] = set()
    while len(seen) < count:
        given, surname = word(rng), word(rng)
        name = f"{given} {surname}" if rng.random() < 0.8 else f"{given} {word(rng)} {surname}"  # noqa: PLR2004
        if name in seen:
            continue
        seen.add(name)
        aliases = (f"{given[0]}. {surname}",) if rng.random() < 0.5 else ()  # noqa: PLR2004
        titles = ("Minister",) if rng.random() < 0.2 else ()  # noqa: PLR2004
        yield Entity(name, "person", given, aliases, titles=titles)


def asked(entities: EntityList, seed: int = 2) -> list[str]:
    """Return words to look up: listed ones with a letter replaced, and made-up ones."""
    rng = Random(seed)  # noqa: S311
    near = []
    for _ in range(LOOKUPS // 2):
        name = entities.entity(rng.randrange(len(entities))).surname
        at = rng.randrange(1, len(name))
        near.append(name[:at] + rng.choice("aeiourstln") + name[at + 1 :])
    return near + [word(rng) for _ in range(LOOKUPS // 2)]


def median(action: Callable[[], object], goes: int = GOES) -> float:
    """Return the median of how many seconds an action takes."""
    times = []
    for _ in range(goes):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure(size: int, folder: Path) -> dict[str, float]:
    """Return the figures for a list of a size; `folder` keeps the list and its index."""
    path = folder / f"{size}.tsv"
    path.write_text(dump(made_up(size), "tsv"), encoding="utf-8")
    start = time.perf_counter()
    load_entities([], [path])
    indexed = time.perf_counter() - start
    loaded = median(lambda: load_entities([], [path]))
    entities = load_entities([], [path])
    words = asked(entities)
    look_up = median(lambda: [entities.near(w) for w in words])
    kept = sum(f.stat().st_size for f in (folder / "entities").rglob("*") if f.is_file())
    return {
        "index_s": round(indexed, 2),
        "load_ms": round(loaded * 1e3, 2),
        "lookup_us": round(look_up / len(words) * 1e6, 1),
        "index_mb": round(kept / 1e6, 1),
        "list_mb": round(path.stat().st_size / 1e6, 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, action="append", help="entities in the list; may be repeated")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(arguments)
    figures = {}
    sys.stdout.write("| entities | indexing once | loading | one look-up | index | list |\n|--:|--:|--:|--:|--:|--:|\n")
    for size in args.size or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["COPYLINT_CACHE_DIR"] = folder
            figures[str(size)] = found = measure(size, Path(folder))
        cells = " | ".join(f"{found[key]:g} {unit}" for key, unit in UNITS.items() if key in found)
        sys.stdout.write(f"| {size:,} | {cells} |\n")
        sys.stdout.flush()
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
