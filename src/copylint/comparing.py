"""The road of copies: documents of one story → what differs → findings in each copy, judged like all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from typing import NamedTuple

from copylint.copies.align import align
from copylint.copies.compare import differences
from copylint.copies.consensus import Consensus
from copylint.copies.digests import digest_of
from copylint.copies.grouping import groups_of
from copylint.copies.pair import Pair
from copylint.copies.reading import read
from copylint.copies.sides import rows
from copylint.model.document import Document
from copylint.model.errors import CopylintError, UnreadableError
from copylint.model.finding import Finding
from copylint.model.report import ComparedReport, DocumentReport, FileReport
from copylint.model.source import Source, Unread
from copylint.model.span import Span
from copylint.pipeline import Pipeline

ONE_STORY = 0.4  # share of the smaller copy that stands in the other; related stories have up to 0.3 in common
FURNITURE = ("boilerplate", "residue")  # families that say of a paragraph that it is no copy
ANY_LANGUAGE = "und"
FEW = 12  # documents that are held against one another without digests, so that two short ones are known for copies


class Comparing:
    """Holds copies against an original; what is read once is kept for all copies."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Take the road for single copies."""
        self.pipeline = pipeline
        self.notes: list[str] = []
        self._failures: list[Unread] = []
        self._reading = lru_cache(2)(read)
        self._furniture = pipeline.engine.only(FURNITURE)

    def original(self, path: str) -> Document:
        """Return the one document of a file.

        Raises:
            UnreadableError: the file can't be read, or holds no copy or several documents.

        """
        unread: list[Unread] = []
        found = list(self.pipeline.documents([path], unread))
        if unread:
            raise UnreadableError(unread[0].path, unread[0].message)
        if len(found) != 1:
            raise UnreadableError(path, f"an original is one document, and this holds {len(found) or 'none'}")
        if not self._reading(found[0]).sentences:
            raise UnreadableError(path, "holds no words to compare with")
        return found[0]

    def reports(self, original: Document, paths: Sequence[str]) -> Iterator[FileReport | Unread]:
        """Yield the report on every file of copies; of a feed, on each item that is a copy of the original."""
        files, unread = self._files(paths)
        yield from unread
        for file in files:
            compared = [self.compare(original, doc) for doc in file.docs]
            found = [one for one in compared if isinstance(one, ComparedReport)]
            if not found:
                file.failures.extend([one for one in compared if isinstance(one, Unread)][:1])
            yield file.report(found)

    def compare(self, original: Document, copy: Document) -> ComparedReport | Unread:
        """Return the report on a copy, or why there is none: it is no copy of that original, or comparing failed."""
        try:
            return self._compare(original, copy)
        except CopylintError:
            raise
        except Exception as error:  # noqa: BLE001  one copy that fails must not end a run over many
            return _failed(copy, error)

    def _compare(self, original: Document, copy: Document) -> ComparedReport | Unread:
        pair = Pair(self._reading(original), self._reading(copy), self.pipeline.engine.resources)
        reason = self._no_copy(pair)
        if reason:
            return Unread(copy.source.path, reason)
        if original.text == copy.text:
            self.notes.append(f"{copy.source.path} says the same as {original.source.path}, letter by letter")
        found = differences(pair, self.furniture(original), self.furniture(copy))
        report = self.pipeline.judged(copy, self.pipeline.engine.judge(found, copy))
        return _compared(report, pair)

    def agreed(self, copies: Sequence[Document]) -> list[DocumentReport]:
        """Return the reports on copies of one story: where each stands alone against the others, or two disagree."""
        found = self._differences(copies)
        return [self.pipeline.judged(doc, findings) for doc, findings in zip(copies, found, strict=True)]

    def _differences(self, copies: Sequence[Document]) -> list[list[Finding]]:
        """Return for each of the copies of one story what is to be said of it."""
        engine = self.pipeline.engine
        consensus = Consensus([read(doc) for doc in copies], engine.resources)
        found: list[list[Finding]] = []
        for at, doc in enumerate(copies):
            try:
                found.append(engine.judge(consensus.differences(at), doc))
            except Exception as error:  # noqa: BLE001  the same
                self._failures.append(_failed(doc, error))
                found.append([])
        return found

    def consensus(self, paths: Sequence[str]) -> Iterator[FileReport | Unread]:
        """Yield the report on every file of copies, held against one another story by story."""
        files, unread = self._files(paths)
        yield from unread
        docs = [doc for file in files for doc in file.docs]
        groups = self.stories(docs)
        grouped = {at for group in groups for at in group}
        reports: dict[int, DocumentReport] = {}
        for group in groups:
            reports |= zip(group, self.agreed([docs[at] for at in group]), strict=True)
        places = iter(range(len(docs)))
        for file in files:
            own = [next(places) for _ in file.docs]
            if not grouped & {*own}:
                file.failures.append(Unread(file.source.path, "is no copy of any of the others"))
            yield file.report(reports[at] for at in own if at in reports)
        yield from self._failures

    def together(self, paths: Sequence[str], stdin_name: str | None = None) -> Iterator[FileReport | Unread]:
        """Yield the report on every file, checked like any other, and its documents against one another."""
        files, unread = self._files(paths, stdin_name)
        yield from unread
        docs = [doc for file in files for doc in file.docs]
        drift: dict[int, list[Finding]] = {}
        for group in self.stories(docs):
            found = self._differences([docs[at] for at in group])
            drift |= zip(group, found, strict=True)
        number = 0
        for file in files:
            told = []
            for doc in file.docs:
                found_alone, failures = self.pipeline.engine.run(doc)
                file.failures.extend(failures)
                told.append(self.pipeline.judged(doc, [*found_alone, *drift.get(number, ())]))
                number += 1
            yield file.report(told)
        yield from self._failures

    def stories(self, docs: Sequence[Document]) -> list[list[int]]:
        """Return which documents are copies of one story, by index; what is alone is in no group."""
        if len(docs) <= FEW:
            return self._few(docs)
        return [list(group.members) for group in groups_of(digest_of(_story(doc)) for doc in docs)]

    def _few(self, docs: Sequence[Document]) -> list[list[int]]:
        """Return the groups of a few documents, each joined to the first group it has a copy in."""
        readings = [read(doc) for doc in docs]
        groups: list[list[int]] = []
        for at, reading in enumerate(readings):
            alike = (g for g in groups if any(align(readings[o], reading).similarity >= ONE_STORY for o in g))
            home = next(alike, None)
            if home is None:
                groups.append([at])
            else:
                home.append(at)
        return [group for group in groups if len(group) > 1]

    def _files(self, paths: Sequence[str], stdin_name: str | None = None) -> tuple[list[_File], list[Unread]]:
        """Return every file with its documents, and what could not be read."""
        files, unread = [], []
        for opened in self.pipeline.carriers(paths, stdin_name):
            if isinstance(opened, Unread):
                unread.append(opened)
                continue
            source, carrier = opened
            failures: list[Unread] = []
            items = enumerate(self.pipeline.items(source, carrier, failures))
            once = replace(source, guessed=False)  # said once a file
            docs = [self.pipeline.document(once if number else source, carrier, item) for number, item in items]
            files.append(_File(source, docs, failures))
        return files, unread

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
        found, _ = self._furniture.run(doc)
        return [finding.span for finding in found]


class _File(NamedTuple):
    """A file, its documents, and what of it could not be read."""

    source: Source
    docs: list[Document]
    failures: list[Unread]

    def report(self, documents: Iterable[DocumentReport]) -> FileReport:
        """Return the report on the file."""
        told = tuple(documents)
        failed = any(one.verdict == "fail" for one in told)
        return FileReport(self.source.path, self.source.encoding, told, self.failures, failed)


def _failed(copy: Document, error: Exception) -> Unread:
    return Unread(copy.source.path, f"not compared: {type(error).__name__}: {error}")


def _story(doc: Document) -> str:
    """Return headline and body."""
    return "\n\n".join(doc.text[p.start : p.end] for p in doc.story)


def _compared(report: DocumentReport, pair: Pair) -> ComparedReport:
    given = {field.name: getattr(report, field.name) for field in fields(DocumentReport)}
    return ComparedReport(**given, original=pair.original.doc, rows=rows(pair), similarity=pair.alignment.similarity)
