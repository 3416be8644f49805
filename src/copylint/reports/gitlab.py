"""GitLab's Code Quality report: one array of issues.

Source: https://docs.gitlab.com/ci/testing/code_quality/ (a part of Code Climate's issues).
"""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.document import Document
from copylint.model.finding import Finding, Severity
from copylint.model.fingerprints import digest, fingerprint
from copylint.model.report import FileReport, Tally
from copylint.reports.described import described
from copylint.reports.escapes import visible
from copylint.reports.json_array import JsonArray
from copylint.reports.json_report import place
from copylint.reports.ordinals import Ordinals
from copylint.reports.paths import plain

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
UNREAD = "not-read-or-not-checked"


class GitlabReport:
    """Streams the array; GitLab drops what has a fingerprint it has seen, so repeats are numbered."""

    def __init__(self) -> None:
        """Start before the first issue."""
        self._issues = JsonArray()
        self._ordinals = Ordinals()

    def begin(self) -> Iterator[str]:
        """Yield the head of the array."""
        yield "["

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield the findings of one file."""
        for part in report.documents:
            for finding in part.findings:
                yield self._issues.entry(self._issue(finding, part.document, plain(report.path)))

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield what was not read or not checked, and the end of the array."""
        for unread in tally.unread:
            path = plain(unread.path)
            known = self._unique(digest(path, UNREAD, unread.message))
            location = {"path": path, "lines": {"begin": 1}}
            issue = {"description": visible(unread.message), "check_name": UNREAD, "fingerprint": known}
            yield self._issues.entry({**issue, "severity": "blocker", "location": location})
        self._ordinals.close()
        yield "\n]\n"

    def _issue(self, finding: Finding, doc: Document, path: str) -> dict[str, object]:
        known = digest(path, finding.item or "", fingerprint(finding, doc))
        return {
            "description": described(finding),
            "check_name": finding.rule,
            "fingerprint": self._unique(known),
            "severity": SEVERITIES[finding.severity],
            "location": _location(finding, doc, path),
        }

    def _unique(self, known: str) -> str:
        """Return the fingerprint, the ordinal worked in where it has come up before."""
        ordinal = self._ordinals.next(known)
        return known if ordinal == 1 else digest(known, str(ordinal))


def _location(finding: Finding, doc: Document, path: str) -> dict[str, object]:
    at = place(finding.span, doc)
    begin = {"line": at["line"], "column": at["column"]}
    end = {"line": at["end_line"], "column": at["end_column"]}
    lines = {"begin": at["line"], "end": at["end_line"]}
    return {"path": path, "lines": lines, "positions": {"begin": begin, "end": end}}
