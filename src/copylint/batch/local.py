"""Files checked by several processes of this machine, their reports in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import NamedTuple, overload

from copylint.batch.cache import Cache, key_of, told_by
from copylint.batch.packing import pack, unpack
from copylint.batch.processes import Said, pool_of, submitted
from copylint.batch.telling import Teller, Told
from copylint.model.errors import CopylintError, UnreadableError
from copylint.model.report import FileReport
from copylint.model.source import Unread
from copylint.pipeline import Pipeline
from copylint.sources.files import Found
from copylint.sources.reading import is_large, small_bytes

LOT = 512  # files looked at together
FEWEST = 16  # files to check for which other processes are worth their start
TOGETHER = 8  # files handed to another process at once, so that neither waits for the other file by file

Outcome = FileReport | Unread | Told


class Job(NamedTuple):
    """A file to check, and what its report is kept by; `large` where the file is no file or too large for memory."""

    found: Found
    key: bytes = b""
    large: bool = False


class Lot(NamedTuple):
    """Files looked at together: what is to be done, what is kept of it, and what other processes are at."""

    begun: list[Job | Unread]
    words: dict[bytes, bytes]
    packed: dict[bytes, bytes]
    afar: dict[Job, tuple[Future[list[Said]], int]]


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
    a teller, reports that are kept or made by other processes come in its words.
    """
    run = _Run(pipeline, stdin_name, jobs, cache, teller)
    found = pipeline.found(paths)
    try:
        lot = run.begun(islice(found, LOT))
        while lot.begun:
            coming = run.begun(islice(found, LOT))  # before this one is told: nobody has to wait for work
            yield from run.outcomes(lot)
            lot = coming
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

    def begun(self, found: Iterable[Found | Unread]) -> Lot:
        """Look up what is kept of some files, and hand out the others."""
        begun = [one if isinstance(one, Unread) else self._job(one) for one in found]
        keys = [one.key for one in begun if isinstance(one, Job) and one.key]
        words = self._words(keys)
        packed = self._cache.get([key for key in keys if key not in words])
        kept = words.keys() | packed.keys()
        afar = self._handed_out(
            [one for one in begun if isinstance(one, Job) and not one.large and one.key not in kept]
        )
        return Lot(begun, words, packed, afar)

    def outcomes(self, lot: Lot) -> Iterator[Outcome]:
        """Yield what comes of some files."""
        for one in lot.begun:
            if isinstance(one, Unread):
                yield one
            elif one.key in lot.packed:
                yield self._told(one, unpack(lot.packed[one.key]))
            elif self._teller and one.key in lot.words:
                yield self._teller.again(lot.words[one.key])
            elif one in lot.afar:
                yield from self._from_afar(one, *lot.afar[one])
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
        if not self._cache.open:
            return Job(found, large=is_large(found.path))
        try:
            data = small_bytes(found.path)
        except UnreadableError as error:
            return Unread(error.path, error.reason)
        if data is None:
            return Job(found, large=True)
        return Job(found, key_of(self._pipeline.cache_state, found.path, data))

    def _handed_out(self, jobs: list[Job]) -> dict[Job, tuple[Future[list[Said]], int]]:
        """Hand jobs to other processes, where there are enough of them; of each, return whose it is and its place."""
        if self._jobs == 1 or (self._pool is None and len(jobs) < FEWEST):
            return {}
        if self._pool is None:
            self._pool = pool_of(self._pipeline, self._jobs, self._teller, keep=self._cache.open)
        size = max(1, min(TOGETHER, len(jobs) // (2 * self._jobs)))
        parts = [jobs[at : at + size] for at in range(0, len(jobs), size)]
        futures = [submitted(self._pool, [job.found for job in part]) for part in parts]
        return {job: (future, at) for future, part in zip(futures, parts, strict=True) for at, job in enumerate(part)}

    def _from_here(self, job: Job) -> Iterator[Outcome]:
        report = self._pipeline.report_found(job.found, self._stdin_name)
        if isinstance(report, FileReport) and job.key:
            packed = pack(report)
            yield self._kept(job, unpack(packed), packed)
        elif report is not None:
            yield report
        else:
            self._pipeline.pass_by(job.found)

    def _from_afar(self, job: Job, future: Future[list[Said]], at: int) -> Iterator[Outcome]:
        try:
            said = future.result()[at]
        except CopylintError:
            raise
        except BrokenProcessPool:
            yield Unread(job.found.path, "not checked: a process that checks files ended before its time")
            return
        except Exception as error:  # noqa: BLE001  what can't be handed over must not end a run over many
            yield Unread(job.found.path, f"not checked: {type(error).__name__}: {error}")
            return
        if said.words and self._teller:
            self._cache.put(job.key, said.report)
            self._cache.put(told_by(job.key, self._teller.mark), said.words)
            yield self._teller.again(said.words)
        elif said.report:
            report = unpack(said.report)
            yield from [self._kept(job, report, said.report)] if report.encoding else report.failures
        else:
            self._pipeline.pass_by(job.found)

    def _kept(self, job: Job, report: FileReport, packed: bytes) -> FileReport | Told:
        """Return a report that was packed, which is kept if the whole file was read and checked."""
        if not report.failures:
            self._cache.put(job.key, packed)
        return self._told(job, report)

    def _told(self, job: Job, report: FileReport) -> FileReport | Told:
        """Return a report in the words asked for, which are kept, if the whole file was read and checked."""
        if not (self._teller and job.key) or report.failures:
            return report
        told = self._teller.tell(report)
        self._cache.put(told_by(job.key, self._teller.mark), told.packed())
        return told
