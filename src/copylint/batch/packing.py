"""Reports as bytes: what a report format asks of a document, without what only the checks need."""

from __future__ import annotations

import pickle
from dataclasses import replace

from copylint.model.document import Document
from copylint.model.report import DocumentReport, FileReport
from copylint.model.traced import Traced


def pack(report: FileReport) -> bytes:
    """Return a report, whose documents are read by that, as bytes."""
    documents = tuple(_lightened(document) for document in report.documents)
    return pickle.dumps((report.path, report.encoding, documents, report.failures, report.failed), 5)


def unpack(data: bytes) -> FileReport:
    """Return the report that was packed; the bytes have to be of this program's own making."""
    path, encoding, documents, failures, failed = pickle.loads(data)  # noqa: S301
    return FileReport(path, encoding, documents, failures, failed)


def _lightened(report: DocumentReport) -> DocumentReport:
    """Return a report whose document is there for its places alone; without any, only where it starts."""
    doc = report.document
    if report.findings or report.waived or report.known:
        return replace(report, document=replace(doc, source=doc.source.without_text()))
    return replace(report, document=_bare(doc))


def _bare(doc: Document) -> Document:
    start = Traced((), doc.position(0))
    source, reading = doc.source.without_text(), doc.reading.without_text()
    return replace(doc, source=source, reading=reading, text="", asides=(), origin=start)
