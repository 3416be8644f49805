"""Files checked by several processes of this machine, their reports in the order of the files."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import NamedTuple, overload

from copylint.batch.cache import Cache, key_of, told_by
from copylint.batch.packing import pack, unpack
from copylint.batch.telling import Teller, Told
from copylint.model.errors import CopylintError, UnreadableError
from copylint.model.report import FileReport
from copylint.model.source import Unread
from copylint.pipeline import Pipeline
from copylint.sources.files import Found
from copylint.sources.reading import small_bytes

LOT = 512  # files looked at together
FEWEST = 16  # files to check for which other processes are worth their start

Outcome = FileReport | Unread | Told


class Job(NamedTuple):
    """A file to check, and what its report is kept by; None where the file is too large to be kept in memory."""

    found: Found
    key: bytes | None


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@overload
def check_files(
    pipeline: Pipeline, paths: Sequence[str], stdin_name: str | None, *, jobs: int, cache: Cache
) -> Iterator[FileReport | Unread]: ...
@overload
def check_files(
    pipeline: Pipeline, paths: Sequence[str], stdin_name: str | None, *, jobs: int, cache: Cache, teller: Teller | None
) -> Iterator[Outcome]: ...
def check_files(
    pipeline: Pipeline,
    paths: Sequence[str],
    stdin_name: str | None,
    *,
    jobs: int,
    cache: Cache,
    teller: Teller | None = None,
) -> Iterator[Outcome]:
    """Yield a report for every file under the paths, in their order, and what could not be read.

    Files whose report is kept are not checked again. A file too large for memory is checked here, as it is read. With
    a teller, reports that are kept come in its words.
    """
    run = _Run(pipeline, stdin_name, jobs, cache, teller if cache.open else None)
    found = pipeline.found(paths)
    try:
        while lot := list(islice(found, LOT)):
            yield from run.outcomes(lot)
    finally:
        run.close()


class _Run:
    """What a run needs for all its files."""

    def __init__(
        self, pipeline: Pipeline, stdin_name: str | None, jobs: int, cache: Cache, teller: Teller | None
    ) -> None:
        self._pipeline = pipeline
        self._stdin_name = stdin_name
        self._jobs = jobs
        self._cache = cache
        self._teller = teller
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the other processes, and write what is to be kept."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._cache.close()

    def outcomes(self, lot: Sequence[Found | Unread]) -> Iterator[Outcome]:
        """Yield what comes of some files."""
        begun = [one if isinstance(one, Unread) else self._job(one) for one in lot]
        keys = [one.key for one in begun if isinstance(one, Job) and one.key]
        words = self._words(keys)
        packed = self._cache.get([key for key in keys if key not in words])
        kept = words.keys() | packed.keys()
        afar = self._handed_out([one for one in begun if isinstance(one, Job) and one.key and one.key not in kept])
        for one in begun:
            if isinstance(one, Unread):
                yield one
            elif one.key in packed:
                yield self._told(one, unpack(packed[one.key]))
            elif self._teller and one.key in words:
                yield self._teller.again(words[one.key])
            elif one in afar:
                yield from self._from_afar(one, afar[one])
            else:
                yield from self._from_here(one)

    def _words(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is kept of the words on files, by what their reports are kept by."""
        if not self._teller:
            return {}
        asked = {told_by(key, self._teller.mark): key for key in keys}
        return {asked[by]: words for by, words in self._cache.get(list(asked)).items()}

    def _job(self, found: Found) -> Unread | Job:
        """Return the job of checking a file."""
        try:
            data = small_bytes(found.path)
        except UnreadableError as error:
            return Unread(error.path, error.reason)
        return Job(found, None if data is None else key_of(self._pipeline.cache_state, found.path, data))

    def _handed_out(self, jobs: list[Job]) -> dict[Job, Future[bytes]]:
        """Hand jobs to other processes, where there are enough of them."""
        if self._jobs == 1 or (self._pool is None and len(jobs) < FEWEST):
            return {}
        if self._pool is None:
            self._pool = _pool(self._pipeline, self._jobs)
        return {job: _submitted(self._pool, job.found) for job in jobs}

    def _from_here(self, job: Job) -> Iterator[Outcome]:
        report = self._pipeline.report_found(job.found, self._stdin_name)
        if isinstance(report, FileReport) and job.key and self._cache.open:
            packed = pack(report)
            yield self._kept(job, unpack(packed), packed)
        elif report is not None:
            yield report
        else:
            self._pipeline.pass_by(job.found)

    def _from_afar(self, job: Job, future: Future[bytes]) -> Iterator[Outcome]:
        try:
            packed = future.result()
        except CopylintError:
            raise
        except BrokenProcessPool:
            yield Unread(job.found.path, "not checked: a process that checks files ended before its time")
        except Exception as error:  # noqa: BLE001  one file that fails must not end a run over many
            yield Unread(job.found.path, f"not checked: {type(error).__name__}: {error}")
        else:
            if not packed:
                self._pipeline.pass_by(job.found)
            if packed:
                report = unpack(packed)
                yield from [self._kept(job, report, packed)] if report.encoding else report.failures

    def _kept(self, job: Job, report: FileReport, packed: bytes) -> FileReport | Told:
        """Return a report that was packed, which is kept if the whole file was read and checked."""
        if job.key and not report.failures:
            self._cache.put(job.key, packed)
        return self._told(job, report)

    def _told(self, job: Job, report: FileReport) -> FileReport | Told:
        """Return a report in the words asked for, which are kept, if the whole file was read and checked."""
        if not (self._teller and job.key) or report.failures:
            return report
        told = self._teller.tell(report)
        self._cache.put(told_by(job.key, self._teller.mark), told.packed())
        return told


def _submitted(pool: ProcessPoolExecutor, found: Found) -> Future[bytes]:
    """Return what will come of a file; of processes that have ended already, their error."""
    try:
        return pool.submit(_check, found)
    except BrokenProcessPool as error:
        failed = Future[bytes]()
        failed.set_exception(error)
        return failed


def _pool(pipeline: Pipeline, jobs: int) -> ProcessPoolExecutor:
    """Return processes that check files: copies of this one where the system can, else with a pipeline of their own."""
    _ = pipeline.engine, pipeline.causes  # loaded before it is copied
    copied = sys.platform.startswith("linux")
    context = multiprocessing.get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(jobs, context, _prepare, (pipeline,))


_pipeline: Pipeline | None = None


def _prepare(pipeline: Pipeline) -> None:
    """Take the pipeline: the very one where the process is a copy of another, else one like it."""
    global _pipeline  # noqa: PLW0603  the one thing a process of the pool keeps
    _pipeline = pipeline


def _check(found: Found) -> bytes:
    """Return the packed report on a file, without encoding where it was not read; nothing where it is no copy."""
    report = _pipeline.report_found(found, None) if _pipeline else None
    if isinstance(report, Unread):
        report = FileReport(found.path, "", (), [report])
    return b"" if report is None else pack(report)
