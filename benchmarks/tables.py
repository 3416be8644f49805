"""Scores as tables to read and as numbers to keep."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.scoring import Miss, Score, Tally

SHOWN_MISSES = 20


def numbers(scores: Mapping[str, Score]) -> dict[str, Any]:
    """Return the scores as a JSON value."""
    return {
        name: {
            "documents": score.documents,
            "words": score.words,
            "false_alarms": len(score.false_alarms),
            "total": _figures(score.total),
            **{part: {k: _figures(t) for k, t in sorted(getattr(score, part).items())} for part in PARTS},
        }
        for name, score in scores.items()
    }


PARTS = ("families", "kinds", "rules")


def _figures(tally: Tally) -> dict[str, float]:
    return {**vars(tally), "recall": round(tally.recall, 4), "precision": round(tally.precision, 4)}


def markdown(scores: Mapping[str, Score]) -> str:
    """Return the scores as a page of tables."""
    return "\n".join(line for name, score in scores.items() for line in _section(name, score))


def _section(name: str, score: Score) -> Iterable[str]:
    alarms = len(score.false_alarms)
    rate = 1000 * alarms / score.words if score.words else 0.0
    yield f"## {name}: {score.documents} documents, {score.words} words"
    yield f"\n{score.total.findings} findings, {alarms} false alarms ({rate:.2f} per 1,000 words)\n"
    if score.total.asked:
        yield from _family_table(score)
        if any(not key.endswith("/") for key in score.kinds):
            yield from _kind_table(score)
    if score.rules:
        yield from _rule_table(score)


def _family_table(score: Score) -> Iterable[str]:
    yield "| family | asked | found | recall | should | found | findings | false | precision |"
    yield "|:--|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, t in (*sorted(score.families.items()), ("all", score.total)):
        yield (
            f"| {name} | {t.asked} | {t.found} | {t.recall:.3f} | {t.should} | {t.should_found} "
            f"| {t.findings} | {t.false} | {t.precision:.3f} |"
        )
    yield ""


def _kind_table(score: Score) -> Iterable[str]:
    yield "| kind of damage | asked | found | recall | should | found |"
    yield "|:--|--:|--:|--:|--:|--:|"
    for name, t in sorted(score.kinds.items()):
        yield f"| {name} | {t.asked} | {t.found} | {t.recall:.3f} | {t.should} | {t.should_found} |"
    yield ""


def _rule_table(score: Score) -> Iterable[str]:
    yield "| rule | findings | true | false |"
    yield "|:--|--:|--:|--:|"
    for name, t in sorted(score.rules.items(), key=lambda item: (-item[1].false, item[0])):
        yield f"| {name} | {t.findings} | {t.true} | {t.false} |"
    yield ""


def misses(score: Score, seed: int) -> str:
    """Return what was missed and what was said in vain, with sentences: a sample of each family."""
    parts = []
    for title, found in (("missed", score.misses), ("false alarms", score.false_alarms)):
        by_family: dict[str, list[Miss]] = defaultdict(list)
        for miss in found:
            by_family[miss.family].append(miss)
        for family, all_of_it in sorted(by_family.items()):
            parts.append(f"\n== {family}: {title}, {len(all_of_it)} in all")
            parts += map(str, _sample(all_of_it, seed))
    return "\n".join(parts) + "\n"


def _sample(found: list[Miss], seed: int) -> list[Miss]:
    """Return up to twenty, taken in turn from each label so that the rare ones show."""
    by_label: dict[str, list[Miss]] = defaultdict(list)
    for miss in found:
        by_label[miss.label].append(miss)
    rng = Random(seed)  # noqa: S311  the sample is to be repeatable
    for group in by_label.values():
        rng.shuffle(group)
    taken: list[Miss] = []
    while len(taken) < SHOWN_MISSES and any(by_label.values()):
        taken += [group.pop() for group in by_label.values() if group]
    return sorted(taken[:SHOWN_MISSES], key=lambda miss: miss.label)


def record(path: Path, score: Score, families: Mapping[str, str], seed: int) -> None:
    """Write what each rule was worth, as `copylint explain` shows it."""
    rows = {
        name: {
            "findings": tally.findings,
            "precision": round(tally.precision, 4),
            "share": round(min(1.0, tally.true / max(1, score.families[families[name]].asked)), 4),
        }
        for name, tally in sorted(score.rules.items())
        if tally.true
    }
    read = f"{score.words:,} words, benchmarks/accuracy.py, seed {seed}"
    on = f"{score.documents} damaged copies of the project's own stories ({read})"
    path.write_text(json.dumps({"on": on, "rules": rows}, indent=1) + "\n", encoding="utf-8")
