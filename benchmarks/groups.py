"""How well and how fast `copylint group` finds the copies of stories in made-up documents whose groups are known.

groups.py [--size N]… [--seed N] [--jobs N] [--quick] [--json OUT] [--keep FOLDER]

Stories come in topics (merely related: names, words, figures and an utterance in common) and in series (daily reports:
the same sentences, other figures), copies are made at the damage of the seeds and above it, half with their site's
furniture; the project's own sound stories are among them, damaged by the injector. Precision and recall count pairs of
documents. Time is that of all processes, user and system; memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.accuracy import stories
from benchmarks.inject import FAMILIES, damage
from benchmarks.retelling import KINDS, retold
from benchmarks.stories import (
    FURNISHED,
    SITES,
    Story,
    furniture,
    plain,
    read_story,
    stories_of_series,
    stories_of_topic,
)
from copylint.pipeline import Pipeline

SIZES = (1_000, 10_000, 100_000)
QUICK = (300,)
LARGE = 200  # copies of the story that everybody has, or a tenth of the documents
COPIES = (1, 1, 1, 1, 2, 2, 3, 4, 6, 12)  # documents of a story, one as likely as the other
SERIES = 0.04  # share of draws that are a series
IN_FOLDER = 1_000  # files


class Known(NamedTuple):
    """A document and what it is: which story, how the copy was made, and which topic or series the story is of."""

    text: str
    story: str
    kind: str
    related: str


class Score(NamedTuple):
    """Pairs of documents: grouped and rightly so, all that were grouped, and all that should be."""

    right: int
    grouped: int
    asked: int
    related: int  # of those grouped wrongly, stories of one topic or series

    @property
    def precision(self) -> float:
        """Return the share of pairs grouped that are copies."""
        return self.right / self.grouped if self.grouped else 1.0

    @property
    def recall(self) -> float:
        """Return the share of pairs of copies that were grouped."""
        return self.right / self.asked if self.asked else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.right / (self.grouped + self.asked) if self.grouped + self.asked else 1.0


def documents(size: int, seed: int) -> Iterator[Known]:
    """Yield documents, as many as asked for; the same for the same size and seed."""
    rng = Random(f"{seed}/{size}")  # noqa: S311  documents are to be repeatable
    yield from islice(_documents(size, rng), size)


def _documents(size: int, rng: Random) -> Iterator[Known]:
    yield from _own(rng, size)
    yield from _copies(next(stories_of_topic(rng, 1)), "large", "large", min(LARGE, size // 10), rng)
    draw = 0
    while True:
        draw += 1
        series = rng.random() < SERIES
        count = rng.randint(2, 6)
        made = stories_of_series(rng, 2 * count) if series else stories_of_topic(rng, count)
        for number, story in enumerate(made):
            copies = 1 if series else rng.choice(COPIES)
            yield from _copies(story, f"{draw}.{number}", f"{'series' if series else 'topic'} {draw}", copies, rng)


def _own(rng: Random, size: int) -> Iterator[Known]:
    """Yield the project's own stories: as they are, damaged by the injector, and spun."""
    entities = Pipeline().entities
    for name, text in list(stories().items())[: max(4, size // 50)]:
        related = name.partition("_")[0]
        yield Known(text, name, "original", related)
        yield Known(damage(text, FAMILIES, 8, rng, entities).text, name, "injected", related)
        for kind in ("cut", "spun heavily"):
            yield Known(plain(retold(read_story(text), kind, rng)), name, kind, related)


def _copies(story: Story, name: str, related: str, count: int, rng: Random) -> Iterator[Known]:
    """Yield a story and copies of it, on sites of their own."""
    yield Known(_on_a_site(story, rng), name, "original", related)
    for _ in range(count - 1):
        kind = rng.choice(tuple(KINDS))
        yield Known(_on_a_site(retold(story, kind, rng), rng), name, kind, related)


def _on_a_site(story: Story, rng: Random) -> str:
    return plain([*story, *furniture(rng.randrange(SITES))] if rng.random() < FURNISHED else story)


def score(groups: Sequence[Sequence[int]], known: Sequence[tuple[str, str]]) -> Score:
    """Return what groups are worth, given the story and the topic of each document."""
    right = grouped = related = 0
    for group in groups:
        grouped += _pairs(len(group))
        right += sum(map(_pairs, Counter(known[place][0] for place in group).values()))
        related += sum(map(_pairs, Counter(known[place][1] for place in group).values()))
    return Score(right, grouped, sum(map(_pairs, Counter(story for story, _ in known).values())), related - right)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def recall_by_kind(groups: Sequence[Sequence[int]], known: Sequence[Known]) -> dict[str, float]:
    """Return, by kind of copy, the share that stands in one group with its original."""
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    originals = {one.story: place for place, one in enumerate(known) if one.kind == "original"}
    found: dict[str, list[bool]] = defaultdict(list)
    for place, one in enumerate(known):
        if one.kind != "original":
            own = group_of.get(place)
            found[one.kind].append(own is not None and own == group_of.get(originals[one.story]))
    return {kind: round(sum(hits) / len(hits), 4) for kind, hits in sorted(found.items())}


def write(known: Sequence[Known], folder: Path) -> None:
    """Write documents as files of a folder, in the order of their names."""
    for place, one in enumerate(known):
        if place % IN_FOLDER == 0:
            (folder / f"{place // IN_FOLDER:04}").mkdir(parents=True, exist_ok=True)
        (folder / f"{place // IN_FOLDER:04}" / f"{place:06}.txt").write_text(one.text, encoding="utf-8")


def measure(size: int, seed: int, jobs: int, folder: Path) -> dict[str, Any]:
    """Return the figures for documents of a number, which `folder` is to hold."""
    known = list(documents(size, seed))
    Random(seed).shuffle(known)  # noqa: S311
    write(known, folder)
    command = [sys.executable, "-m", "copylint", "group", str(folder), "--format", "json", "--isolated"]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*command, "--jobs", str(jobs)], check=True, stdout=subprocess.PIPE)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    groups = [[int(Path(path).stem) for path in group["paths"]] for group in json.loads(done.stdout)["groups"]]
    found = score(groups, [(one.story, one.related) for one in known])
    return {
        "documents": size,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
        "related_joined": found.related,
        "cpu_s": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "wall_s": round(wall, 1),
        "peak_mb": round(after.ru_maxrss / 1024),
        "text_mb": round(sum(len(one.text) for one in known) / 1e6, 1),
        "by_kind": recall_by_kind(groups, known),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, action="append", help="documents; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true", help="few documents")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="where the documents are to stay")
    args = parser.parse_args(arguments)
    figures = []
    sys.stdout.write("| documents | precision | recall | F1 | related joined | CPU | peak memory |\n")
    sys.stdout.write("|--:|--:|--:|--:|--:|--:|--:|\n")
    for size in args.size or (QUICK if args.quick else SIZES):
        folder = (args.keep or Path(tempfile.mkdtemp())) / str(size)
        figures.append(found := measure(size, args.seed, args.jobs, folder))
        if not args.keep:
            shutil.rmtree(folder.parent)
        row = "| {documents:,} | {precision} | {recall} | {f1} | {related_joined} | {cpu_s} s | {peak_mb} MB |\n"
        sys.stdout.write(row.format(**found))
        sys.stdout.flush()
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
