"""How often each rule found something, instead of the findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from copylint.model.report import FileReport, Tally
from copylint.reports.counting import plural

SCHEMA_VERSION = 1


class StatisticsReport:
    """Counts findings by rule; the most frequent stand first."""

    def __init__(self, *, json: bool, version: str) -> None:
        """Say whether it is for programs, and copylint's version."""
        self._json = json
        self._version = version
        self._findings: Counter[tuple[str, str]] = Counter()
        self._documents: Counter[tuple[str, str]] = Counter()

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        return iter(())

    def file(self, report: FileReport) -> Iterator[str]:
        """Count one file and yield nothing."""
        for part in report.documents:
            rules = Counter((f.rule, f.family) for f in part.findings)
            self._findings.update(rules)
            self._documents.update(rules.keys())
        return iter(())

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield the counts."""
        ordered = sorted(self._findings.items(), key=lambda item: (-item[1], item[0]))
        if not self._json:
            for (rule, family), count in ordered:
                yield f"{count:>7}  {rule}  {family}, {plural(self._documents[rule, family], 'document')}\n"
            return
        rules = [
            {"rule": rule, "family": family, "findings": count, "documents": self._documents[rule, family]}
            for (rule, family), count in ordered
        ]
        whole = {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "copylint", "version": self._version},
            "statistics": rules,
            "errors": [{"path": u.path, "message": u.message} for u in tally.unread],
        }
        yield json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
