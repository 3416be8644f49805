"""Workflow commands of GitHub Actions: each finding is a note at its line.

GitHub shows ten errors, ten warnings and ten notices of a step; SARIF has no such limit.
Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions and the escapes of
https://github.com/actions/toolkit, packages/core.
"""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.document import Document
from copylint.model.finding import Finding, Severity
from copylint.model.report import FileReport, Tally
from copylint.reports._protocol import ByFile
from copylint.reports.described import described
from copylint.reports.escapes import visible
from copylint.reports.json_report import place
from copylint.reports.paths import plain

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


class GithubReport(ByFile):
    """Nothing but commands, one a line."""

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        return iter(())

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield the findings of one file."""
        for part in report.documents:
            for finding in part.findings:
                where = _where(finding, part.document)
                properties = {"file": plain(report.path), **where, "title": finding.rule}
                yield _command(COMMANDS[finding.severity], properties, described(finding))

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield what was not read or not checked."""
        for unread in tally.unread:
            yield _command("error", {"file": plain(unread.path), "title": "not read or not checked"}, unread.message)


def _where(finding: Finding, doc: Document) -> dict[str, object]:
    """Return the place; GitHub refuses columns where the lines differ."""
    at = place(finding.span, doc)
    where: dict[str, object] = {"line": at["line"], "endLine": at["end_line"]}
    if at["line"] == at["end_line"]:
        where |= {"col": at["column"], "endColumn": at["end_column"]}
    return where


def _command(name: str, properties: dict[str, object], message: str) -> str:
    told = ",".join(f"{key}={visible(str(value)).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {told}::{visible(message).translate(_DATA)}\n"
