"""The road of copies: documents of one story → what differs → findings in each copy, judged like all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import lru_cache

from copylint.copies.compare import differences
from copylint.copies.pair import Pair
from copylint.copies.reading import Reading, read
from copylint.copies.sides import rows
from copylint.model.document import Document
from copylint.model.errors import UnreadableError
from copylint.model.report import ComparedReport, DocumentReport, FileReport
from copylint.model.source import Unread
from copylint.model.span import Span
from copylint.pipeline import Pipeline

ONE_STORY = 0.4  # share of the smaller copy that stands in the other; related stories have up to 0.3 in common
FURNITURE = ("boilerplate", "residue")  # families that say of a paragraph that it is no copy
ANY_LANGUAGE = "und"


class Comparing:
    """Holds copies against an original; what is read once is kept for all copies."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Take the road for single copies."""
        self.pipeline = pipeline
        self.notes: list[str] = []
        self._reading = lru_cache(2)(read)

    def original(self, path: str) -> Document:
        """Return the one document of a file.

        Raises:
            UnreadableError: the file can't be read, or holds no copy or several documents.

        """
        unread: list[Unread] = []
        found = [doc for doc in self.pipeline.documents([path], unread)]
        if unread:
            raise UnreadableError(unread[0].path, unread[0].message)
        if len(found) != 1:
            raise UnreadableError(path, f"an original is one document, and this holds {len(found) or 'none'}")
        if not self._reading(found[0]).sentences:
            raise UnreadableError(path, "holds no words to compare with")
        return found[0]

    def reports(self, original: Document, paths: Sequence[str]) -> Iterator[FileReport | Unread]:
        """Yield the report on every file of copies; of a feed, on each item that is a copy of the original."""
        for opened in self.pipeline.carriers(paths):
            if isinstance(opened, Unread):
                yield opened
                continue
            source, carrier = opened
            report = FileReport(source.path, source.encoding, ())
            items = self.pipeline.items(source, carrier, report.failures)
            docs = [self.pipeline.document(source, carrier, item) for item in items]
            compared = [self.compare(original, doc) for doc in docs]
            reasons = [one for one in compared if isinstance(one, Unread)]
            found = [one for one in compared if isinstance(one, ComparedReport)]
            if reasons and not found:
                report.failures.append(reasons[0])
            report.failed = any(one.verdict == "fail" for one in found)
            report.documents = tuple(found)
            yield report

    def compare(self, original: Document, copy: Document) -> ComparedReport | Unread:
        """Return the report on a copy, or why it is none of that original."""
        pair = Pair(self._reading(original), self._reading(copy), self.pipeline.engine.resources)
        reason = self._no_copy(pair)
        if reason:
            return Unread(copy.source.path, reason)
        if original.text == copy.text:
            self.notes.append(f"{copy.source.path} says the same as {original.source.path}, letter by letter")
        found = differences(pair, self.furniture(original), self.furniture(copy))
        report = self.pipeline.judged(copy, self.pipeline.engine.judge(found, copy))
        return _compared(report, pair)

    def _no_copy(self, pair: Pair) -> str:
        """Return why two documents can't be held against each other, nothing where they can."""
        original, copy = pair.original.doc, pair.copy.doc
        if not pair.copy.sentences:
            return f"holds no words to compare with {original.source.path}"
        languages = {original.language, copy.language} - {ANY_LANGUAGE}
        if len(languages) > 1:
            return f"is in another language ({copy.language}) than {original.source.path} ({original.language})"
        alike = pair.alignment.similarity
        if alike < ONE_STORY:
            return f"is no copy of {original.source.path}: they have {alike:.0%} in common"
        return ""

    def furniture(self, doc: Document) -> list[Span]:
        """Return what of a document is no copy: page furniture and remains of markup."""
        found, _ = self.pipeline.engine.run(doc)
        return [finding.span for finding in found if finding.family in FURNITURE]


def _compared(report: DocumentReport, pair: Pair) -> ComparedReport:
    given = {field.name: getattr(report, field.name) for field in fields(DocumentReport)}
    return ComparedReport(**given, original=pair.original.doc, rows=rows(pair), similarity=pair.alignment.similarity)


def readings(docs: Sequence[Document]) -> list[Reading]:
    """Return the readings of documents."""
    return [read(doc) for doc in docs]
