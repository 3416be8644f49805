"""JSON Lines: the JSON report's parts, one object a line, each told by its `type`."""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.report import FileReport, Tally
from copylint.reports._protocol import ByFile
from copylint.reports.json_report import SCHEMA_VERSION, document_object, finding_object
from copylint.reports.json_text import dumps


class JsonLinesReport(ByFile):
    """First a `run`; of each file its findings, a `document` behind those of each, a `file`; last errors and a summary.

    What a verdict stands on comes before it, so that nothing has to wait.
    """

    def __init__(self, version: str) -> None:
        """Take copylint's version."""
        self._version = version

    def begin(self) -> Iterator[str]:
        """Yield what tells the lines' schema and the tool."""
        tool = {"name": "copylint", "version": self._version}
        yield _line("run", {"schema_version": SCHEMA_VERSION, "tool": tool})

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield the findings and documents of one file, then the file."""
        path = report.path
        for part in report.documents:
            for finding in part.findings:
                yield _line("finding", {"path": path, **finding_object(finding, part.document, path)})
            yield _line("document", {"path": path, **document_object(part)})
        yield _line("file", {"path": path, "encoding": report.encoding, "verdict": report.verdict})

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield errors and summary."""
        for unread in tally.unread:
            yield _line("error", {"path": unread.path, "message": unread.message})
        counts = {"findings": tally.findings, "errors": tally.errors, "warnings": tally.warnings}
        yield _line("summary", {"files": tally.files, **counts})


def _line(kind: str, values: dict[str, object]) -> str:
    return dumps({"type": kind, **values}) + "\n"
