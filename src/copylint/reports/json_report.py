"""The JSON report: schema version 1, one object, files in the order read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from copylint.model.document import Document
from copylint.model.finding import Finding, Related
from copylint.model.report import DocumentReport, FileReport, Tally, Verdict
from copylint.model.source import Unread
from copylint.model.span import Span
from copylint.model.traced import Position
from copylint.reports._protocol import ByFile
from copylint.reports.json_text import dumps
from copylint.reports.spool import Spool

SCHEMA_VERSION = 1


class JsonReport(ByFile):
    """Streams one JSON object; memory doesn't grow with the number of files."""

    def __init__(self, version: str) -> None:
        """Take copylint's version."""
        self.version = version
        self.first = True

    def begin(self) -> Iterator[str]:
        """Yield the head of the object."""
        tool = dumps({"name": "copylint", "version": self.version})
        yield f'{{"schema_version": {SCHEMA_VERSION}, "tool": {tool},\n "files": ['

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield one entry of `files`."""
        parts = (
            (document_object(d), [finding_object(f, d.document, report.path) for f in d.findings])
            for d in report.documents
        )
        yield from self.entry(report.path, report.encoding, parts, lambda: report.verdict)

    def again(self, text: str) -> str:
        """Return what was said of a file, as it has to stand now."""
        mark = "" if self.first else ","
        self.first = False
        return mark + text.removeprefix(",")

    def entry(self, path: str, encoding: str, parts: Iterable[Part], verdict: Callable[[], Verdict]) -> Iterator[str]:
        """Yield one entry of `files`: its documents as they come, its findings and the verdict behind the last."""
        head = {"path": path, "encoding": encoding}
        yield ("\n  " if self.first else ",\n  ") + dumps(head)[:-1] + ', "documents": ['
        self.first = False
        with Spool() as put_by:
            mark = ""
            for document, findings in parts:
                yield mark + dumps(document)
                mark = ", "
                for finding in findings:
                    put_by.add(dumps(finding))
            yield '], "findings": ['
            yield from put_by.joined(", ")
        yield f'], "verdict": "{verdict()}"}}'

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield errors and summary."""
        counts = {"findings": tally.findings, "errors": tally.errors, "warnings": tally.warnings}
        yield from self.close(tally.unread, {"files": tally.files, **counts})

    def close(self, unread: Iterable[Unread], summary: dict[str, Any], **more: object) -> Iterator[str]:
        """Yield errors, summary and whatever else stands on the first level."""
        errors = [{"path": u.path, "message": u.message} for u in unread]
        others = "".join(f', "{key}": {dumps(value)}' for key, value in more.items())
        yield f'],\n "errors": {dumps(errors)}, "summary": {dumps(summary)}{others}}}\n'


Part = tuple[dict[str, Any], Sequence[dict[str, Any]]]


def report_object(
    version: str, path: str, encoding: str, documents: list[dict[str, Any]], findings: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the whole report on one file as the contract has it, made of the objects of its documents and findings."""
    severities = [finding["severity"] for finding in findings]
    verdict = "fail" if any(document["verdict"] == "fail" for document in documents) else "pass"
    file = {
        "path": path,
        "encoding": encoding,
        "verdict": verdict,
        "documents": documents,
        "findings": findings,
    }
    summary = {
        "files": 1,
        "findings": len(findings),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
    }
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "copylint", "version": version},
        "files": [file],
        "errors": [],
        "summary": summary,
    }


def document_object(report: DocumentReport) -> dict[str, Any]:
    """Return a document's entry as the contract has it."""
    doc = report.document
    return {
        "item": doc.item,
        "line": doc.position(0).line,
        "language": doc.language,
        "locale": doc.locale,
        "verdict": report.verdict,
        "unchecked": list(report.unchecked),
        "diagnosis": [
            {"cause": d.cause, "message": d.message, "findings": d.findings, "why": d.why} for d in report.diagnosis
        ],
    }


def place(span: Span, doc: Document) -> dict[str, int]:
    """Return where a span stands: 1-based lines and columns, the end exclusive."""
    return places(doc.position(span.start), doc.end_position(span.end))


def places(start: Position, end: Position) -> dict[str, int]:
    """Return a stretch of the file as the contract has it."""
    end = max(start, end)  # what is inserted behind a tag starts and ends there
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def _related(related: Related, doc: Document, path: str) -> dict[str, Any]:
    """Return another place that belongs to a finding; in another copy, with that one's path."""
    there = related.elsewhere
    at = places(there.start, there.end) if there else place(related.span, doc)
    return {"path": there.path if there else path, **at, "message": related.message}


def finding_object(finding: Finding, doc: Document, path: str) -> dict[str, Any]:
    """Return a finding as the contract has it."""
    edits = doc.file_edits(finding.fix)
    fix = None
    if finding.fix and edits is not None:
        listed = [{**places(e.start, e.end), "replacement": e.replacement} for e in edits]
        fix = {"safety": finding.fix.safety, "edits": listed}
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.word,
        "confidence": finding.confidence.word,
        "message": finding.message,
        **place(finding.span, doc),
        "text": finding.text,
        "cause": finding.cause,
        "item": finding.item,
        "why": finding.why,
        "suggestions": list(finding.suggestions),
        "fix": fix,
        "related": [_related(r, doc, path) for r in finding.related],
    }
