"""How copylint's cost grows with what it is given: nothing may grow steeper than in a straight line.

growth.py [--work FOLDER] [--only CURVE]… [--limit SECONDS] [--steepest SLOPE] [--quick] [--json OUT] [--plot OUT.svg]

Curves, each but the last of seconds of processor time of a fresh process. The slope is that of what a point takes more
than a run without what grows (over one word, or without names or rules of one's own), on logarithmic axes: 1 is linear.
  length      one document, from 5 KB to 50 MB
  documents   files of about 4 KB, from 40 to 4,000
  entities    names of one's own, from 1,000 to 1,000,000, already indexed, and 200 files
  indexing    the same names, seen for the first time
  rules       rules of one's own, from 50 to 1,000, and 200 files
  cores       seconds of wall time with --jobs 1 and 2, for 4,000 files; it has no slope, and is not judged
Exit code 1 says that a curve is steeper than --steepest, or was stopped because a point took longer than --limit.
--quick takes the first two points of each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import prose
from benchmarks.draw import draw_aside
from benchmarks.entities import made_up
from benchmarks.peers import COPYLINT, ROOT, installed
from benchmarks.spread import slope
from benchmarks.timing import Cost, cost, environment
from copylint.entitylists.writing import dump

STEEPEST = 1.15  # 1 and what caches, memory and a noisy machine add
GOES = 3  # of each point; the least counts, as nothing makes a run faster than it is
LEAST_S = 0.05  # what a point must take beyond an empty run for it to count
FILES = 200
NAMES = (1_000, 10_000, 100_000, 1_000_000)
RULE = """message = "Kept out: {{text}}."
check = "pattern"
severity = "warning"
confidence = "certain"
[params]
pattern = '(?i)\\b{word} {other}\\b'
[docs]
what = "Two words that this desk doesn't put together."
why = "It is made up, to measure with."
[[example]]
bad = "The {word} {other} stays out."
find = ["{word} {other}"]
[[example]]
good = "The {word} stays in."
"""


class Curve(NamedTuple):
    """What a curve is of: its points, in order, what each costs, and what a run costs without what grows."""

    name: str
    x: str
    points: tuple[int, ...]
    costs: Callable[[int], list[Cost]]
    base_s: float = 0.0
    y: str = "CPU seconds"


class Found(NamedTuple):
    """The points of a curve, its slope where it has one, and why it was stopped, if it was."""

    points: list[tuple[int, float]]
    slope: float | None
    stopped: str = ""


class Growth:
    """The copy, copylint in an environment of its own, and the curves."""

    def __init__(self, work: Path, limit_s: float, *, quick: bool) -> None:
        """Make or find what the curves need."""
        size = 2_000_000 if quick else 20_000_000
        self.work, self.limit_s = work, limit_s
        self.files, self.whole, _ = prose.corpus(work / f"copy-{size}", work / "packages", size)
        self.env = environment(work / "cache")
        self.program = str(installed(COPYLINT, work / "tools") / "bin" / "copylint")
        self.scratch = work / "growth"
        self.scratch.mkdir(exist_ok=True)
        word = self.scratch / "word.txt"
        word.write_text("word\n", encoding="utf-8")
        self.empty_s = min(self._run([word]).cpu_s for _ in range(GOES))
        self.plain_s = min(self._run(self.files[:FILES], "--jobs", "1").cpu_s for _ in range(GOES))

    def curves(self) -> list[Curve]:
        """Return all curves."""
        return [
            Curve(
                "length",
                "bytes of one document",
                (5_000, 50_000, 500_000, 5_000_000, 50_000_000),
                self._length,
                self.empty_s,
            ),
            Curve("documents", "files of 4 KB", (40, 400, 4_000), self._documents, self.empty_s),
            Curve("entities", "names, indexed", NAMES, self._entities, self.plain_s),
            Curve("indexing", "names, seen first", NAMES, self._indexing, self.plain_s),
            Curve("rules", "rules", (50, 100, 200, 500, 1_000), self._rules, self.plain_s),
            Curve("cores", "processes", (1, 2), self._cores, y="seconds"),
        ]

    def _run(self, paths: Sequence[Path], *more: str) -> Cost:
        command = [self.program, "check", "--no-cache", "--format", "concise", "--exit-zero", *more, *map(str, paths)]
        return cost(command, self.env, self.limit_s)

    def _length(self, size: int) -> list[Cost]:
        """Return what one document of a size costs; one larger than the copy there is has it several times over."""
        document = self.scratch / f"{size}.txt"
        with document.open("wb") as written, self.whole.open("rb") as copy:
            while (left := size - written.tell()) > 0:
                if not (part := copy.read(min(left, 1 << 20))):
                    copy.seek(0)
                written.write(part)
        return [self._run([document], "--jobs", "1") for _ in range(1 if size > 10**6 else GOES)]

    def _documents(self, count: int) -> list[Cost]:
        return [self._run(self.files[:count], "--jobs", "1") for _ in range(GOES)]

    def _entities(self, count: int) -> list[Cost]:
        """Return what files cost with a list of names that was seen before: the first run indexes it."""
        return [self._with_names(count) for _ in range(GOES + 1)][1:]

    def _indexing(self, count: int) -> list[Cost]:
        for kept in (self.work / "cache" / "entities").glob("*"):
            for file in kept.iterdir():
                file.unlink()
            kept.rmdir()
        return [self._with_names(count)]

    def _with_names(self, count: int) -> Cost:
        names = self.scratch / f"names-{count}.tsv"
        if not names.exists():
            names.write_text(dump(made_up(count), "tsv"), encoding="utf-8")
        return self._run(self.files[:FILES], "--jobs", "1", "--config", f'entities=["{names}"]')

    def _rules(self, count: int) -> list[Cost]:
        folder = self.scratch / f"rules-{count}" / "wording"
        folder.mkdir(parents=True, exist_ok=True)
        for number, (word, other) in enumerate(pairs(self.files, count)):
            (folder / f"made-up-{number}.toml").write_text(RULE.format(word=word, other=other), encoding="utf-8")
        setting = f'rules=["{folder.parent}"]'
        return [self._run(self.files[:FILES], "--jobs", "1", "--config", setting) for _ in range(GOES)]

    def _cores(self, processes: int) -> list[Cost]:
        return [self._run(self.files[:4_000], "--jobs", str(processes)) for _ in range(GOES)]


def pairs(files: Sequence[Path], count: int) -> Iterator[tuple[str, str]]:
    """Yield so many pairs of words that stand side by side in the files, each once."""
    met: set[tuple[str, str]] = set()
    for file in files:
        words = file.read_text(encoding="utf-8").lower().split()
        for pair in pairwise(words):
            if len(met) == count:
                return
            if pair not in met and all(word.isalpha() for word in pair):
                met.add(pair)
                yield pair


def follow(curve: Curve, points: Sequence[int]) -> Found:
    """Return the points of a curve; after one that took too long, no further one is asked for."""
    found: list[tuple[int, float]] = []
    wall = curve.y == "seconds"
    stopped = ""
    for point in points:
        costs = curve.costs(point)
        if any(c.code is None for c in costs):
            stopped = f"{point:,} took longer than the limit"
            break
        found.append((point, min(c.wall_s if wall else c.cpu_s for c in costs)))
    return Found(found, None if wall else judged(found, curve.base_s), stopped)


def judged(points: Sequence[tuple[int, float]], base_s: float) -> float | None:
    """Return the slope of what a curve is above a run without what grows; None where fewer than two points are.

    >>> judged([(10, 0.3), (100, 1.2), (1000, 10.2)], 0.2), judged([(1, 0.2), (10, 0.21)], 0.2)
    (1.0, None)
    """
    above = [(float(x), y - base_s) for x, y in points if y - base_s >= LEAST_S]
    return round(slope(above), 3) if len(above) > 1 else None


def table(curve: Curve, found: Found, steepest: float) -> str:
    """Return a curve as a table, with what is to be said of it."""
    rows = "".join(f"| {x:,} | {y:.2f} |\n" for x, y in found.points)
    said = "no slope" if found.slope is None else f"slope {found.slope:.2f}"
    if curve.name == "cores" and len(found.points) > 1:
        said = f"two processes are {found.points[0][1] / found.points[1][1]:.2f} times as fast as one"
    if found.slope is not None and found.slope > steepest:
        said += f", steeper than {steepest}"
    stopped = f"; stopped: {found.stopped}" if found.stopped else ""
    return f"\n## {curve.name}: {said}{stopped}\n\n| {curve.x} | {curve.y} |\n|--:|--:|\n{rows}"


def failed(found: Found, steepest: float) -> bool:
    """Return whether a curve is too steep, or was stopped."""
    return bool(found.stopped) or (found.slope is not None and found.slope > steepest)


def figures(curves: Sequence[Curve], found: dict[str, Found], steepest: float) -> dict[str, Any]:
    """Return what was found as a JSON value."""
    kept = {c.name: {"x": c.x, "y": c.y, **found[c.name]._asdict()} for c in curves if c.name in found}
    return {"steepest": steepest, "curves": kept}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "benchmarks", help="for copy and tools")
    parser.add_argument("--only", action="append", default=[], metavar="CURVE")
    parser.add_argument("--limit", type=float, default=300, metavar="SECONDS", help="for one run")
    parser.add_argument("--steepest", type=float, default=STEEPEST)
    parser.add_argument("--quick", action="store_true", help="the first two points of each curve")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args(arguments)
    work = args.work.resolve()
    growth = Growth(work, args.limit, quick=args.quick)
    curves = growth.curves()
    found: dict[str, Found] = {}
    for curve in curves:
        if not args.only or curve.name in args.only:
            found[curve.name] = follow(curve, curve.points[:2] if args.quick else curve.points)
            sys.stdout.write(table(curve, found[curve.name], args.steepest))
            sys.stdout.flush()
    kept = args.json or work / "growth.json"
    kept.write_text(json.dumps(figures(curves, found, args.steepest), indent=1) + "\n", encoding="utf-8")
    if args.plot:
        draw_aside(kept, args.plot, work / "tools")
    return int(any(failed(one, args.steepest) for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
