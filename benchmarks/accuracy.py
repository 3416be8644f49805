"""How much damage copylint finds in sound stories damaged on purpose, and how much it says in vain.

accuracy.py [--corpus FOLDER]… [--seed N] [--per-family N] [--json OUT] [--markdown OUT] [--misses OUT]
            [--record OUT] [--floor FILE]

Each story of benchmarks/copy is damaged N times in each family (3 to 6 places a copy) and N times in all of them; the
sound stories and any folder with texts/ and gold/ are read besides. --record writes what each rule was worth (for
rules/measured.json, which `copylint explain` shows). --floor writes the floors of a run to a file that
isn't there yet, and otherwise compares: exit code 1 says that a family fell below its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import floors, tables
from benchmarks.inject import FAMILIES, Damaged, damage
from benchmarks.injectors.page import Gold
from benchmarks.scoring import Score
from copylint.model.errors import CopylintError
from copylint.model.source import Source
from copylint.pipeline import Pipeline

COPY = Path(__file__).parent / "copy"
FEWEST, MOST = 3, 6  # damages in a copy of one family
MIXED = "mixed"


@cache
def stories() -> dict[str, str]:
    """Return the sound stories by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(COPY.glob("*.txt"))}


def damaged_copies(seed: int, per_family: int, pipeline: Pipeline) -> Iterator[tuple[str, Damaged]]:
    """Yield the damaged copies of every story with their names; the same for the same seed."""
    for name, text in stories().items():
        for family in (*FAMILIES, MIXED):
            for number in range(1, per_family + 1):
                label = f"{name}.{family}{number}"
                rng = Random(f"{seed}/{label}")  # noqa: S311  damage is to be repeatable
                families = [family] if family != MIXED else rng.sample(FAMILIES, len(FAMILIES))
                count = rng.randint(FEWEST, MOST) * (2 if family == MIXED else 1)
                yield label, damage(text, families, count, rng, pipeline.entities)


def read_corpus(folder: Path) -> Iterator[tuple[str, Damaged]]:
    """Yield the annotated texts of a folder that holds texts/ and gold/."""
    for path in sorted((folder / "texts").glob("*.txt")):
        rows = (folder / "gold" / f"{path.stem}.jsonl").read_text(encoding="utf-8").splitlines()
        gold = tuple(Gold(**json.loads(row)) for row in rows if row.strip())
        yield path.stem, Damaged(path.read_bytes().decode("utf-8"), gold)


def measure(texts: Iterator[tuple[str, Damaged]], pipeline: Pipeline) -> Score:
    """Return the score of copylint on annotated texts.

    Raises:
        CopylintError: a check failed on a text.

    """
    score = Score()
    for name, damaged in texts:
        report = pipeline.check(Source(name, damaged.text))
        if report.failures:
            raise CopylintError(f"{name}: {report.failures[0].message}")
        score.add(name, report.documents[0].document, report.findings(), damaged.gold)
    return score


def measure_damaged(seed: int, per_family: int, pipeline: Pipeline) -> Score:
    """Return the score on damaged copies of the sound stories."""
    return measure(damaged_copies(seed, per_family, pipeline), pipeline)


def measure_all(seed: int, per_family: int, corpora: Sequence[Path]) -> dict[str, Score]:
    """Return the scores by the name of what was read: damaged copies, sound copies, each corpus."""
    pipeline = Pipeline()
    scores = {"damaged copies": measure_damaged(seed, per_family, pipeline)}
    scores["sound copies"] = measure(((n, Damaged(t, ())) for n, t in stories().items()), pipeline)
    for folder in corpora:
        scores[str(folder)] = measure(read_corpus(folder), pipeline)
    return scores


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-family", type=int, default=3)
    for out in ("--json", "--markdown", "--misses", "--record", "--floor"):
        parser.add_argument(out, type=Path)
    args = parser.parse_args(argv)
    scores = measure_all(args.seed, args.per_family, args.corpus)
    page = tables.markdown(scores)
    print(page)  # noqa: T201  a front end
    if args.json:
        args.json.write_text(json.dumps(tables.numbers(scores), indent=1) + "\n", encoding="utf-8")
    if args.markdown:
        args.markdown.write_text(page, encoding="utf-8")
    if args.misses:
        args.misses.write_text(tables.misses(scores["damaged copies"], args.seed), encoding="utf-8")
    if args.record:
        tables.record(args.record, scores["damaged copies"], pipeline_families(), args.seed)
    return _compare(args.floor, scores["damaged copies"], args.seed, args.per_family) if args.floor else 0


def pipeline_families() -> dict[str, str]:
    """Return the family of every shipped rule."""
    return {rule.name: rule.family for rule in Pipeline().rules}


def _compare(path: Path, score: Score, seed: int, per_family: int) -> int:
    """Write the floors or compare with them; return the exit code."""
    if not path.exists():
        floors.write(path, score, seed, per_family)
        return 0
    floor = floors.read(path)
    if (floor.seed, floor.per_family) != (seed, per_family):
        print(f"{path} was made with --seed {floor.seed} --per-family {floor.per_family}", file=sys.stderr)  # noqa: T201
        return 2
    below = floors.below(floor, score)
    for line in below:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
