"""Files checked by several processes of this machine, their reports in the order of the files."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import NamedTuple

from copylint.batch.cache import Cache, key_of
from copylint.batch.packing import pack, unpack
from copylint.model.errors import CopylintError, UnreadableError
from copylint.model.report import FileReport
from copylint.model.source import Unread
from copylint.pipeline import Pipeline
from copylint.settings import Settings
from copylint.sources.files import Found
from copylint.sources.reading import small_bytes

LOT = 512  # files looked at together
FEWEST = 16  # files to check for which other processes are worth their start

Outcome = FileReport | Unread


class Job(NamedTuple):
    """A file to check, and what its report is kept by; None where the file is too large to be kept in memory."""

    found: Found
    key: bytes | None


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_files(
    pipeline: Pipeline, paths: Sequence[str], stdin_name: str | None, *, jobs: int, cache: Cache
) -> Iterator[Outcome]:
    """Yield a report for every file under the paths, in their order, and what could not be read.

    Files whose report is kept are not checked again. A file too large for memory is checked here, as it is read.
    """
    run = _Run(pipeline, stdin_name, jobs, cache)
    found = pipeline.found(paths)
    try:
        while lot := list(islice(found, LOT)):
            yield from run.outcomes(lot)
    finally:
        run.close()


class _Run:
    """What a run needs for all its files."""

    def __init__(self, pipeline: Pipeline, stdin_name: str | None, jobs: int, cache: Cache) -> None:
        self._pipeline = pipeline
        self._stdin_name = stdin_name
        self._jobs = jobs
        self._cache = cache
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the other processes, and write what is to be kept."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._cache.close()

    def outcomes(self, lot: Sequence[Found | Unread]) -> Iterator[Outcome]:
        """Yield what comes of some files."""
        begun = [one if isinstance(one, Unread) else self._begun(one) for one in lot]
        afar = self._handed_out([one for one in begun if isinstance(one, Job) and one.key])
        for one in begun:
            if not isinstance(one, Job):
                yield one
            elif one in afar:
                yield from self._from_afar(one, afar[one])
            else:
                yield from self._from_here(one)

    def _begun(self, found: Found) -> Outcome | Job:
        """Return the report of a file that is kept, or the job of checking it."""
        try:
            data = small_bytes(found.path)
        except UnreadableError as error:
            return Unread(error.path, error.reason)
        key = None if data is None else key_of(self._pipeline.cache_state, found.path, data)
        packed = self._cache.get(key) if key else None
        return Job(found, key) if packed is None else unpack(packed)

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
            yield self._kept(job, pack(report))
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
                report = self._kept(job, packed)
                yield from [report] if report.encoding else report.failures

    def _kept(self, job: Job, packed: bytes) -> FileReport:
        """Return a packed report, which is kept if the whole file was read and checked."""
        report = unpack(packed)
        if job.key and not report.failures:
            self._cache.put(job.key, packed)
        return report


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
    server = pipeline.grammar.prepare() if pipeline.grammar else None
    settings = pipeline.settings.over({"languagetool-url": server}) if server else pipeline.settings
    copied = sys.platform.startswith("linux")
    context = multiprocessing.get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(jobs, context, _prepare, (pipeline if copied else None, settings))


_pipeline: Pipeline | None = None


def _prepare(pipeline: Pipeline | None, settings: Settings) -> None:
    """Take the pipeline that was copied with the process, or make one."""
    global _pipeline  # noqa: PLW0603  the one thing a process of the pool keeps
    _pipeline = pipeline or Pipeline(settings)


def _check(found: Found) -> bytes:
    """Return the packed report on a file, without encoding where it was not read; nothing where it is no copy."""
    report = _pipeline.report_found(found, None) if _pipeline else None
    if isinstance(report, Unread):
        report = FileReport(found.path, "", (), [report])
    return b"" if report is None else pack(report)
