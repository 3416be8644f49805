"""The JSON report: schema version 1, one object, files in the order read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.report import DocumentReport, FileReport, Tally
from copylint.model.span import Span

SCHEMA_VERSION = 1


class JsonReport:
    """Streams one JSON object; memory doesn't grow with the number of files."""

    def __init__(self, version: str) -> None:
        """Take copylint's version."""
        self.version = version
        self.first = True

    def begin(self) -> Iterator[str]:
        """Yield the head of the object."""
        tool = json.dumps({"name": "copylint", "version": self.version})
        yield f'{{"schema_version": {SCHEMA_VERSION}, "tool": {tool},\n "files": ['

    def file(self, report: FileReport) -> Iterator[str]:
        """Yield one entry of `files`."""
        yield ("\n  " if self.first else ",\n  ") + json.dumps(file_object(report), ensure_ascii=False)
        self.first = False

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield errors and summary."""
        errors = [{"path": u.path, "message": u.message} for u in tally.unread]
        summary = {
            "files": tally.files,
            "findings": tally.findings,
            "errors": tally.errors,
            "warnings": tally.warnings,
        }
        yield f'],\n "errors": {json.dumps(errors, ensure_ascii=False)}, "summary": {json.dumps(summary)}}}\n'


def file_object(report: FileReport) -> dict[str, Any]:
    """Return a file's entry as the contract has it."""
    return {
        "path": report.path,
        "encoding": report.encoding,
        "verdict": report.verdict,
        "documents": [_document(d) for d in report.documents],
        "findings": [finding_object(f, d.document, report.path) for d in report.documents for f in d.findings],
    }


def _document(report: DocumentReport) -> dict[str, Any]:
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
    start, end = doc.position(span.start), doc.end_position(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def finding_object(finding: Finding, doc: Document, path: str) -> dict[str, Any]:
    """Return a finding as the contract has it."""
    fix = None
    if finding.fix:
        edits = [{**place(e.span, doc), "replacement": e.replacement} for e in finding.fix.edits]
        fix = {"safety": finding.fix.safety, "edits": edits}
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
        "related": [{"path": path, **place(r.span, doc), "message": r.message} for r in finding.related],
    }
