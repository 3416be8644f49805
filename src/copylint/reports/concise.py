"""One line a finding: `path:line:column: rule message`."""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.report import FileReport, Tally
from copylint.reports._protocol import ByFile
from copylint.reports.escapes import visible


class ConciseReport(ByFile):
    """Nothing but findings, each on one line, whatever the copy holds; for editors, `grep` and `wc -l`."""

    def begin(self) -> Iterator[str]:
        """Yield nothing."""
        return iter(())

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield the findings of one file."""
        path = visible(report.path)
        for part in report.documents:
            for finding in part.findings:
                line, column = part.document.position(finding.span.start)
                yield f"{path}:{line}:{column}: {finding.rule} {visible(finding.message)}\n"

    def end(self, tally: Tally) -> Iterator[str]:  # noqa: ARG002  a format without a summary
        """Yield nothing."""
        return iter(())
