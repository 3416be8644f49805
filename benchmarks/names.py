"""How many misspellings of listed names copylint finds where a second signal stands in the text.

names.py [--seed N] [--count N] [--markdown OUT] [--json OUT] [--misses OUT]

Names are drawn by lot from the shipped lists; one word of each is damaged by one slip (two letters swapped, one lost,
doubled or replaced, a sound written as another) and put into a short story where the right form, the first name or a
title stands too. A slip never makes a word, a listed name or a spelling seen in the wild. Found means a finding of the
names family on the damaged word that suggests the right one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.injectors.names import doubled, lost, replaced, swapped
from benchmarks.injectors.page import Page
from copylint.lexicon.entity import Entity
from copylint.lexicon.words import words
from copylint.model.finding import Finding
from copylint.model.source import Source
from copylint.pipeline import Pipeline

SHORTEST = 5  # letters of a word that is damaged; in a shorter one a slip nearly always makes another name
TRIES = 12
SLIPS = ("swapped", "lost", "doubled", "replaced", "sound")


class Trial(NamedTuple):
    """One damaged story: what was damaged how, and what stands in the text besides."""

    entity: Entity
    right: str
    wrong: str
    slip: str
    signal: str
    text: str

    @property
    def start(self) -> int:
        """Where the damaged word stands."""
        return self.text.index(self.wrong)


@cache
def tables() -> Mapping[str, Any]:
    """Return the sentences and the sounds."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def sound_alike(word: str, rng: Random) -> str:
    """Return the word with one sound written as another, or the word itself where none fits."""
    fitting = [(a, b) for a, b in tables()["sounds"] if a in word[1:]]
    if not fitting:
        return word
    heard, written = rng.choice(fitting)
    heard, written = str(heard), str(written)
    at = rng.choice([i for i in range(1, len(word)) if word.startswith(heard, i)])
    return word[:at] + written + word[at + len(heard) :]


def slip(word: str, kind: str, rng: Random) -> str:
    """Return the word with one slip of a kind; the first letter stays."""
    if kind == "sound":
        return sound_alike(word, rng)
    change = {"swapped": swapped, "lost": lost, "doubled": doubled, "replaced": replaced}[kind]
    return change(word, rng.randrange(1, len(word)), rng)


def trials(pipeline: Pipeline, seed: int, count: int) -> Iterator[Trial]:
    """Yield `count` damaged stories for each kind, signal and slip; the same for the same seed."""
    by_kind: dict[str, list[Entity]] = defaultdict(list)
    for entity in pipeline.entities:
        by_kind[entity.kind].append(entity)
    page = Page.of("\n", words(), pipeline.entities)
    for kind in ("person", "place", "organisation"):
        for signal in tables()[kind]:
            for how in SLIPS:
                rng = Random(f"{seed}/{kind}/{signal}/{how}")  # noqa: S311  trials are to be repeatable
                made = 0
                while made < count:
                    trial = _trial(page, rng.choice(by_kind[kind]), signal, how, rng)
                    if trial:
                        made += 1
                        yield trial


def _trial(page: Page, entity: Entity, signal: str, how: str, rng: Random) -> Trial | None:
    right = _word(page, entity)
    if not right or (signal == "title" and not entity.titles) or (signal == "first_name" and not entity.given):
        return None
    story: str = tables()[entity.kind][signal]
    for _ in range(TRIES):
        wrong = slip(right, how, rng)
        if wrong != right and page.is_nothing(wrong) and wrong not in story:
            text = story.lstrip("\n").format(
                name=entity.name,
                full=entity.name.replace(right, wrong, 1),
                Surname=entity.surname.replace(right, wrong, 1),
                title=rng.choice(entity.titles or ("",)),
            )
            return Trial(entity, right, wrong, how, signal, text) if text.count(wrong) == 1 else None
    return None


def _word(page: Page, entity: Entity) -> str:
    """Return the word to damage: the longest of the surname or name that is no ordinary word."""
    found = [w for w in entity.surname.split() if len(w) >= SHORTEST and w[0].isupper() and w[1:].islower()]
    found = [w for w in found if not _ordinary(page, w)]
    return max(found, key=len, default="")


def _ordinary(page: Page, word: str) -> bool:
    return page.words.valid(word) and word not in page.entities.surnames and page.words.known(word.lower())


def found(trial: Trial, findings: Sequence[Finding]) -> bool:
    """Return whether a finding on the damaged word would put the right one."""
    start, end = trial.start, trial.start + len(trial.wrong)
    over = (f for f in findings if f.family == "names" and f.span.start <= start and f.span.end >= end - 2)
    right = re.sub("['’]s$", "", trial.right)
    return any(right in s for f in over for s in f.suggestions)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trials and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40, help="stories for each kind of name, signal and slip")
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--misses", type=Path)
    args = parser.parse_args(arguments)
    pipeline = Pipeline()
    rows: dict[tuple[str, str], dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    misses = []
    for trial in trials(pipeline, args.seed, args.count):
        hit = found(trial, pipeline.check(Source("-", trial.text)).findings())
        rows[trial.entity.kind, trial.signal][trial.slip].append(hit)
        if not hit:
            misses.append(f"{trial.entity.kind}/{trial.signal}/{trial.slip}\t{trial.wrong}\t{trial.entity.name}")
    table = markdown(rows)
    sys.stdout.write(table)
    if args.markdown:
        args.markdown.write_text(table, encoding="utf-8")
    if args.json:
        figures = {f"{k}/{s}": {h: sum(v) / len(v) for h, v in by.items()} for (k, s), by in rows.items()}
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if args.misses:
        args.misses.write_text("".join(f"{m}\n" for m in misses), encoding="utf-8")
    return 0


def markdown(rows: Mapping[tuple[str, str], Mapping[str, Sequence[bool]]]) -> str:
    """Return recall by kind of name and signal (down) and slip (across)."""
    lines = [f"| name | second signal | {' | '.join(SLIPS)} | all |", "|:--|:--|" + "--:|" * (len(SLIPS) + 1)]
    everything: dict[str, list[bool]] = defaultdict(list)
    for (kind, signal), by in rows.items():
        lines.append(_line(kind, signal.replace("_", " "), by))
        for how, hits in by.items():
            everything[how].extend(hits)
    lines.append(_line("all", "", everything))
    return "\n".join(lines) + "\n"


def _line(kind: str, signal: str, by: Mapping[str, Sequence[bool]]) -> str:
    cells = [f"{sum(by[s]) / len(by[s]):.3f}" if by[s] else "" for s in SLIPS]
    total = [hit for hits in by.values() for hit in hits]
    return f"| {kind} | {signal} | {' | '.join(cells)} | {sum(total) / len(total):.3f} of {len(total)} |"


if __name__ == "__main__":
    sys.exit(main())
