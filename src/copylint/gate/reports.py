"""What the gate says: a line an item and the findings of those held, or the JSON report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from copylint.gate.rates import Jump
from copylint.gate.run import GateFile, Outcome
from copylint.model.report import Verdict
from copylint.model.source import Unread
from copylint.reports.counting import listed, plural
from copylint.reports.escapes import readable, visible
from copylint.reports.json_report import JsonReport
from copylint.reports.paint import Painter

STYLES = {"pass": "green", "warn": "yellow", "hold": "bold red"}
COLOURS = {"error": "bold red", "warning": "yellow", "info": "blue"}
LONGEST_HEADLINE = 80  # code points


@dataclass(slots=True)
class GateTally:
    """Running totals of a run through the gate."""

    files: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    unread: list[Unread] = field(default_factory=list)
    jumps: list[Jump] = field(default_factory=list)

    def count(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Yield the outcomes and count them."""
        for outcome in outcomes:
            self.decisions[outcome.entry.verdict] += 1
            self.severities.update(finding["severity"] for finding in outcome.entry.record["findings"])
            yield outcome

    @property
    def exit_code(self) -> int:
        """Return 2 where something was not read or a check failed, 1 where an item is held or a rate jumped, else 0."""
        if self.unread:
            return 2
        return 1 if self.decisions["hold"] or self.jumps else 0


class GateReport(Protocol):
    """A format: text before the first file, for each file, and after the last; all of it for stdout."""

    def begin(self) -> Iterator[str]:
        """Yield what stands first."""
        ...

    def file(self, file: GateFile) -> Iterator[str]:
        """Yield what is said of one file's items."""
        ...

    def end(self, tally: GateTally) -> Iterator[str]:
        """Yield what stands last."""
        ...


class GateJson:
    """The JSON report; of each document also what the gate decided, for which reasons, and where it was written."""

    def __init__(self, version: str) -> None:
        """Take copylint's version."""
        self._report = JsonReport(version)

    def begin(self) -> Iterator[str]:
        """Yield the head of the object."""
        return self._report.begin()

    def file(self, file: GateFile) -> Iterator[str]:
        """Yield one entry of `files`."""
        held = False

        def parts() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
            nonlocal held
            for outcome in file.outcomes:
                held = held or outcome.entry.verdict == "hold"
                written = {"written": str(outcome.path) if outcome.path else None}
                yield {**outcome.entry.record["document"], **written}, outcome.entry.record["findings"]

        def verdict() -> Verdict:
            return "fail" if held else "pass"

        yield from self._report.entry(file.path, file.encoding, parts(), verdict)

    def end(self, tally: GateTally) -> Iterator[str]:
        """Yield errors, summary and the rates that jumped."""
        summary = {
            "files": tally.files,
            "findings": tally.severities.total(),
            "errors": tally.severities["error"],
            "warnings": tally.severities["warning"],
            "items": tally.decisions.total(),
            **{decision: tally.decisions[decision] for decision in STYLES},
        }
        jumps = [{**jump._asdict(), "message": jump.message} for jump in tally.jumps]
        yield from self._report.close(tally.unread, summary, jumps=jumps)


class GateText:
    """One line an item, and below those held what was found in them."""

    def __init__(self, painter: Painter) -> None:
        """Take what knows the width and whether colours may be used."""
        self._painter = painter

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        return iter(())

    def file(self, file: GateFile) -> Iterator[str]:
        """Yield the lines of one file's items."""
        for outcome in file.outcomes:
            yield self._item(file.path, outcome)
            if outcome.entry.verdict == "hold":
                for finding in outcome.entry.record["findings"]:
                    yield from self._finding(finding)

    def _item(self, path: str, outcome: Outcome) -> str:
        document, decision = outcome.entry.record["document"], outcome.entry.verdict
        place = f"{visible(path)}:{document['line']}"
        headline = visible(outcome.headline)
        if len(headline) > LONGEST_HEADLINE:
            headline = headline[:LONGEST_HEADLINE] + "…"
        words = [visible(outcome.item)] if outcome.item is not None else []
        words += [headline] if headline else []
        reasons = document["reasons"] or _counted(outcome.entry.record["findings"])
        return self._painter.line(
            (decision, STYLES[decision]),
            "  ",
            (place, "bold"),
            *(part for word in words for part in ("  ", word)),
            (f"  ({visible(listed(reasons))})" if reasons else "", "dim"),
        )

    def _finding(self, finding: dict[str, Any]) -> Iterator[str]:
        doubt = "" if finding["confidence"] == "certain" else f", {finding['confidence']}"
        yield self._painter.line(
            f"      {finding['line']}:{finding['column']}  ",
            (finding["severity"], COLOURS[finding["severity"]]),
            f"{doubt}  {visible(finding['message'])}  ",
            (finding["rule"], "dim"),
        )
        shown = readable(finding["text"][:LONGEST_HEADLINE])
        for suggestion in finding["suggestions"][:1]:
            shown += f" → {readable(suggestion) or '(take it out)'}"
        if shown:
            yield self._painter.line(f"        {shown}")

    def end(self, tally: GateTally) -> Iterator[str]:
        """Yield the rates that jumped, and the summary."""
        for jump in tally.jumps:
            yield self._painter.line(("jump", "bold red"), "  ", visible(jump.message))
        counts = [f"{tally.decisions['pass']} passed", f"{tally.decisions['warn']} with warnings"]
        counts.append(f"{tally.decisions['hold']} held")
        yield self._painter.line((f"{plural(tally.decisions.total(), 'item')}: {listed(counts)}", "bold"))


def _counted(findings: list[dict[str, Any]]) -> list[str]:
    counts = Counter(finding["severity"] for finding in findings)
    return [plural(counts[severity], severity) for severity in COLOURS if counts[severity]]
