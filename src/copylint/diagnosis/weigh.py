"""Evidence → causes → confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from copylint.model.diagnosis import Diagnosis
from copylint.model.finding import Confidence, Finding
from copylint.model.rule import Cause

FEWEST_PLACES = 2  # a cause with one place needs no headline


def weigh(findings: Sequence[Finding], causes: Mapping[str, Cause]) -> tuple[list[Finding], dict[str, str]]:
    """Return the findings with doubtful ones raised or dropped, and each believed cause with its evidence in words.

    Proof are findings that are sure of themselves; counter-evidence are sound uses, which leave the list here.
    """
    tallies = _tally(findings)
    believed: dict[str, str] = {}
    shift: dict[str, tuple[int, str]] = {}
    for name, tally in tallies.items():
        cause = causes.get(name)
        if cause is None:
            continue
        proof, counter = tally["proof"], tally["counter"]
        words = _words(proof, counter)
        if proof >= cause.proof_needed and proof >= cause.proof_share * (proof + counter):
            shift[name] = (1, words)
            believed[name] = words
        elif counter >= cause.counter_needed and counter > cause.counter_ratio * proof:
            shift[name] = (-1, words)
    return [_moved(f, shift) for f in findings if f.role != "counter"], believed


def _tally(findings: Iterable[Finding]) -> dict[str, Counter[str]]:
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for f in findings:
        if f.cause and (f.role != "proof" or f.confidence is not Confidence.POSSIBLE):
            tallies[f.cause][f.role] += 1
    return tallies


def _moved(finding: Finding, shift: Mapping[str, tuple[int, str]]) -> Finding:
    if finding.role != "doubtful" or finding.cause is None or finding.cause not in shift:
        return finding
    step, words = shift[finding.cause]
    moved = finding.confidence + step
    moved = max(moved, Confidence.POSSIBLE)
    level = Confidence(min(moved, Confidence.CERTAIN))
    why = f"{finding.why} ({words})" if finding.why else words
    return finding._replace(confidence=level, why=why)


def _words(proof: int, counter: int) -> str:
    proofs = f"{proof} certain case{'s' * (proof != 1)} in this text" if proof else "no certain case in this text"
    return f"{proofs}, {counter} sound" if counter else proofs


def headlines(
    believed: Mapping[str, str], causes: Mapping[str, Cause], shown: Iterable[Finding]
) -> tuple[Diagnosis, ...]:
    """Return the diagnosis of each believed cause that explains at least two of the findings shown."""
    places = Counter(f.cause for f in shown if f.cause)
    found = [
        Diagnosis(name, causes[name].message, places[name], why)
        for name, why in believed.items()
        if places[name] >= FEWEST_PLACES
    ]
    return tuple(sorted(found, key=lambda d: (-d.findings, d.cause)))
