"""Other processes of this machine that check files and put what they find into words."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from copylint.batch.packing import pack
from copylint.batch.telling import Teller
from copylint.model.errors import CopylintError
from copylint.model.report import FileReport
from copylint.model.source import Unread
from copylint.pipeline import Pipeline
from copylint.sources.files import Found


class Said(NamedTuple):
    """What another process says of a file: its report and the words on it, as bytes, each only where it is wanted.

    Neither is there of a file that is no copy. There are no words on what could not be read or checked.
    """

    report: bytes = b""
    words: bytes = b""


def submitted(pool: ProcessPoolExecutor, found: list[Found]) -> Future[list[Said]]:
    """Return what will come of some files; of processes that have ended already, their error."""
    try:
        return pool.submit(_check, found)
    except BrokenProcessPool as error:
        failed = Future[list[Said]]()
        failed.set_exception(error)
        return failed


def pool_of(pipeline: Pipeline, jobs: int, teller: Teller | None, *, keep: bool) -> ProcessPoolExecutor:
    """Return processes that check files: copies of this one where the system can, else with a pipeline of their own."""
    _ = pipeline.engine, pipeline.causes  # loaded before it is copied
    if pipeline.grammar:
        pipeline.grammar.prepare()
    copied = sys.platform.startswith("linux")
    context = multiprocessing.get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(jobs, context, _prepare, (_Checker(pipeline, teller if copied else None, keep=keep),))


class _Checker:
    """What a process of the pool has: the very pipeline and teller where it is a copy of another, else one like it.

    Words aren't made where it is no copy: what paints them can't be handed over.
    """

    def __init__(self, pipeline: Pipeline, teller: Teller | None, *, keep: bool) -> None:
        self._pipeline = pipeline
        self._teller = teller
        self._keep = keep

    def check(self, found: Found) -> Said:
        """Return what is said of a file. One that fails must not end a run over many."""
        try:
            report = self._pipeline.report_found(found, None)
            if isinstance(report, FileReport):
                return self._said(report)
        except CopylintError:
            raise
        except Exception as error:  # noqa: BLE001
            report = Unread(found.path, f"not checked: {type(error).__name__}: {error}")
        return Said(pack(FileReport(found.path, "", (), [report]))) if report else Said()

    def _said(self, report: FileReport) -> Said:
        report.documents = tuple(report.documents)
        if self._teller is None or report.failures:
            return Said(pack(report))
        words = self._teller.tell(report).packed()
        return Said(pack(report) if self._keep else b"", words)


_checker: _Checker | None = None


def _prepare(checker: _Checker) -> None:
    """Take what the process needs for all its files."""
    global _checker  # noqa: PLW0603  the one thing a process of the pool keeps
    _checker = checker


def _check(found: list[Found]) -> list[Said]:
    """Return what is said of each of some files."""
    return [_checker.check(one) for one in found] if _checker else []
