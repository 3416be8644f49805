"""Digests of the documents under paths, made by several processes of this machine, in the order of the documents."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, nullcontext
from itertools import islice
from typing import NamedTuple

from copylint.copies.digests import Digest, digest_of
from copylint.model.errors import CopylintError
from copylint.model.source import Unread
from copylint.pipeline import Pipeline
from copylint.settings import Settings
from copylint.sources.files import Found
from copylint.sources.items import Item

LOT = 256  # files a process takes at once
AHEAD = 3  # lots a process may have done before they are asked for
COPY_PARTS = ("headline", "body")


class Digested(NamedTuple):
    """A document: where it is, which item of a feed, and its digest."""

    path: str
    item: str | None
    digest: Digest


class PassedBy(NamedTuple):
    """A file of a searched folder that is data of a kind that holds no copy."""

    found: Found


Outcome = Digested | Unread | PassedBy


def digested(
    pipeline: Pipeline, paths: Sequence[str], stdin_name: str | None = None, *, jobs: int = 1
) -> Iterator[Digested | Unread]:
    """Yield the digest of every document under the paths, and what could not be read."""
    found = pipeline.found(paths)
    first = list(islice(found, LOT))
    pool = _pool(pipeline, jobs) if jobs > 1 and len(first) == LOT else None
    with pool or nullcontext():
        waiting: deque[Future[list[Outcome]] | list[Outcome]] = deque()
        lot = first
        while lot or waiting:
            if lot:
                waiting.append(_begun(pool, pipeline, lot, stdin_name))
                lot = list(islice(found, LOT))
            if not lot or pool is None or len(waiting) >= AHEAD * jobs:
                yield from _told(pipeline, waiting.popleft())


def _begun(
    pool: ProcessPoolExecutor | None, pipeline: Pipeline, lot: list[Found | Unread], stdin_name: str | None
) -> Future[list[Outcome]] | list[Outcome]:
    """Hand a lot to another process, or do it here: where there is none, or the lot has what only this one can read."""
    if pool is None or any(one.path == "-" for one in lot):
        return _outcomes(pipeline, lot, stdin_name)
    return pool.submit(_digest, lot)


def _told(pipeline: Pipeline, lot: Future[list[Outcome]] | list[Outcome]) -> Iterator[Digested | Unread]:
    """Yield what came of a lot, and say what was passed by.

    Raises:
        CopylintError: a process ended before its time.

    """
    try:
        outcomes = lot if isinstance(lot, list) else lot.result()
    except BrokenProcessPool as error:
        raise CopylintError("a process that reads files ended before its time; try --jobs 1") from error
    for outcome in outcomes:
        if isinstance(outcome, PassedBy):
            pipeline.pass_by(outcome.found)
        else:
            yield outcome


def _outcomes(pipeline: Pipeline, lot: Sequence[Found | Unread], stdin_name: str | None) -> list[Outcome]:
    return [outcome for one in lot for outcome in _of_file(pipeline, one, stdin_name)]


def _of_file(pipeline: Pipeline, one: Found | Unread, stdin_name: str | None) -> Iterator[Outcome]:
    """Yield the digests of a file's documents; a file that can't be read must not end a run over many."""
    if isinstance(one, Unread):
        yield one
        return
    try:
        yield from _documents(pipeline, one, stdin_name)
    except CopylintError:
        raise
    except Exception as error:  # noqa: BLE001  what a file does to its reader says nothing of the others
        yield Unread(one.path, f"not read: {type(error).__name__}: {error}")


def _documents(pipeline: Pipeline, found: Found, stdin_name: str | None) -> Iterator[Outcome]:
    opened = pipeline.opened(found, stdin_name)
    if opened is None:
        yield PassedBy(found)
    elif isinstance(opened, Unread):
        yield opened
    else:
        source, carrier = opened
        unread: list[Unread] = []
        with closing(pipeline.items(source, carrier, unread)) as items:  # type: ignore[type-var]
            for item in items:
                text = source.text if carrier.kind == "text" else _copy_of(item)
                yield Digested(source.path, item.id, digest_of(text))
        yield from unread


def _copy_of(item: Item) -> str:
    """Return headline and body: captions and summaries are no part of the story."""
    return "\n\n".join(part.text.text for part in item.parts if part.kind in COPY_PARTS)


def _pool(pipeline: Pipeline, jobs: int) -> ProcessPoolExecutor:
    """Return processes that make digests: copies of this one where the system can, else each with its own pipeline."""
    copied = sys.platform.startswith("linux")
    context = multiprocessing.get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(jobs, context, _prepare, (pipeline if copied else None, pipeline.settings))


_pipeline: Pipeline | None = None


def _prepare(pipeline: Pipeline | None, settings: Settings) -> None:
    """Take the pipeline that was copied with the process, or make one."""
    global _pipeline  # noqa: PLW0603  the one thing a process of the pool keeps
    _pipeline = pipeline or Pipeline(settings)


def _digest(lot: Sequence[Found | Unread]) -> list[Outcome]:
    """Return what comes of some files, in a process of the pool."""
    return _outcomes(_pipeline or Pipeline(), lot, None)
