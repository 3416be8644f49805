"""JUnit's XML as Jenkins and GitLab read it: a suite a file, a case a document.

A case a document, because both follow a case by its name from run to run: a story that was damaged and is mended shows
as fixed, a sound one as passed, and a wave of findings in one story as one failure. A case has one `failure` at most
(Jenkins reads no second one), and its text lists all findings of the document. Findings that don't fail a document are
its `system-out`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath

from copylint.model.report import DocumentReport, FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import xml_text
from copylint.reports.described import described
from copylint.reports.spool import Spool

UNREAD = "not read or not checked"


class JunitReport:
    """Streams suites; the cases of a suite are put by until they are counted, as the counts stand before them."""

    def begin(self) -> Iterator[str]:
        """Yield the head of the document."""
        yield xml_text.DECLARATION + xml_text.start("testsuites", name="copylint") + "\n"

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield the suite of one file."""
        tests = failures = 0
        with Spool() as cases:
            for part in report.documents:
                tests += 1
                failures += part.verdict == "fail"
                for line in _case(part, report.path).split("\n"):
                    cases.add(line)
            yield _suite(report.path, tests, failures=failures)
            for line in cases.joined(""):
                yield line + "\n"
        yield "</testsuite>\n"

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield a suite of what was not read or not checked, and the end of the document."""
        for path, group in groupby(tally.unread, key=lambda unread: unread.path):
            unread = list(group)
            yield _suite(path, 1, errors=1)
            yield f"{_error_case(path, unread)}\n</testsuite>\n"
        yield "</testsuites>\n"


def _suite(path: str, tests: int, *, failures: int = 0, errors: int = 0) -> str:
    counts = {"tests": tests, "failures": failures, "errors": errors, "skipped": 0}
    return xml_text.start("testsuite", name=path, **counts, file=path) + "\n"


def _case(part: DocumentReport, path: str) -> str:
    """Return the case of one document."""
    name = PurePath(path).name
    if part.document.item is not None:
        name += f" {part.document.item}"
    attributes = {"name": name, "classname": _class(path)}
    lines = list(_lines(part))
    if not lines:
        return xml_text.empty("testcase", **attributes)
    if part.verdict == "fail":
        count = len(part.findings)
        message = f"{count} finding{'' if count == 1 else 's'}"
        content = xml_text.element("failure", lines, type="findings", message=message)
    else:
        content = xml_text.element("system-out", lines)
    return f"{xml_text.start('testcase', **attributes)}\n{content}\n</testcase>"


def _lines(part: DocumentReport) -> Iterator[str]:
    for finding in part.findings:
        line, column = part.document.position(finding.span.start)
        yield f"{line}:{column}: {finding.severity.word}: {finding.rule} {described(finding)}"
    if part.unchecked:
        yield f"not English ({part.document.language}): not checked for {', '.join(part.unchecked)}"


def _error_case(path: str, unread: list[Unread]) -> str:
    lines = [one.message for one in unread]
    start = xml_text.start("testcase", name=f"{PurePath(path).name} {UNREAD}", classname=_class(path))
    return f"{start}\n{xml_text.element('error', lines, type=UNREAD, message=lines[0])}\n</testcase>"


def _class(path: str) -> str:
    """Return the path without its suffix: Jenkins takes what stands before the last dot for a package."""
    return str(PurePath(path).with_suffix("")) if PurePath(path).name else path
