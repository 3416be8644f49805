"""SARIF 2.1.0, errata 01: one log with one run.

Results stand first and the tool behind them, as what was not read is known last; the order of keys is free.
Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from copylint.model.document import Document
from copylint.model.finding import Finding, Related
from copylint.model.fingerprints import fingerprint
from copylint.model.report import FileReport, Tally
from copylint.model.rule import Rule
from copylint.model.source import Unread
from copylint.model.span import Span
from copylint.reports.json_array import JsonArray
from copylint.reports.json_text import dumps
from copylint.reports.paths import uri
from copylint.reports.sarif_fixes import sarif_fix
from copylint.reports.sarif_parts import LEVELS, message, physical_location, region_between, rule_object

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class SarifReport:
    """Streams the log; only the rules are held."""

    def __init__(self, version: str, rules: Callable[[], list[Rule]]) -> None:
        """Take copylint's version and what gives the rules in force."""
        self._version = version
        self._rules = rules()
        self._index = {rule.name: at for at, rule in enumerate(self._rules)}
        self._results = JsonArray()

    def begin(self) -> Iterator[str]:
        """Yield the head of the log."""
        yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield the findings of one file."""
        for part in report.documents:
            for finding in part.findings:
                yield self._results.entry(self._result(finding, part.document, uri(report.path)))

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield the tool with its rules, and what was not read or not checked."""
        driver = {"name": "copylint", "version": self._version, "rules": [rule_object(rule) for rule in self._rules]}
        invocation = {
            "executionSuccessful": not tally.unread,
            "exitCode": tally.exit_code,
            "toolExecutionNotifications": [_notification(unread) for unread in tally.unread],
        }
        rest = {"tool": {"driver": driver}, "invocations": [invocation]}
        yield f"\n], {dumps(rest)[1:-1]}}}]}}\n"

    def _result(self, finding: Finding, doc: Document, where: str) -> dict[str, object]:
        result: dict[str, object] = {"ruleId": finding.rule}
        if finding.rule in self._index:
            result["ruleIndex"] = self._index[finding.rule]
        result["level"] = LEVELS[finding.severity]
        result["message"] = message(finding.message)
        result["locations"] = [_location(finding.span, doc, where)]
        if finding.related:
            result["relatedLocations"] = [
                {**_related(related, doc, where), "message": message(related.message)} for related in finding.related
            ]
        result["partialFingerprints"] = {"copylint/v1": fingerprint(finding, doc)}
        if finding.fix and (fix := sarif_fix(finding.fix, doc, where)):
            result["fixes"] = [fix]
        result["properties"] = _properties(finding)
        return result


def _location(span: Span, doc: Document, where: str) -> dict[str, object]:
    return {"physicalLocation": physical_location(span, doc, where)}


def _related(related: Related, doc: Document, where: str) -> dict[str, object]:
    there = related.elsewhere
    if there is None:
        return _location(related.span, doc, where)
    region = region_between(there.start, there.end)
    return {"physicalLocation": {"artifactLocation": {"uri": uri(there.path)}, "region": region}}


def _properties(finding: Finding) -> dict[str, str]:
    told = {
        "confidence": finding.confidence.word,
        "family": finding.family,
        "cause": finding.cause,
        "item": finding.item,
        "why": finding.why,
    }
    return {key: value for key, value in told.items() if value}


def _notification(unread: Unread) -> dict[str, object]:
    location = {"physicalLocation": {"artifactLocation": {"uri": uri(unread.path)}}}
    return {"level": "error", "message": message(unread.message), "locations": [location]}
