"""What a desk decides to live with, written down: waivers added, baselines taken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.pipeline import Pipeline
from copylint.policy import baseline_file, waiver_file
from copylint.policy.baseline import Record
from copylint.policy.places import beside
from copylint.settings import Settings
from copylint.sources.rewriting import rewrite


def waive(
    pipeline: Pipeline,
    finding: Finding,
    doc: Document,
    reason: str,
    *,
    until: date | None = None,
    by: str = "",
    anywhere: bool = False,
) -> Path:
    """Add a waiver for a finding at the end of the waiver file, and return that file.

    It is for the file the finding stands in, or for copy `anywhere`; `until` is the last day on which it holds.

    Raises:
        ConfigurationError: the waiver file is broken.
        UnwritableError: it can't be written; it is as it was.

    """
    file = pipeline.waiver_file or beside(pipeline.settings.path, waiver_file.NAME)
    waiver = pipeline.waivers.of(finding, doc, reason=reason, until=until, by=by, anywhere=anywhere)
    rewrite(file, waiver_file.with_waiver(waiver, file, [rule.name for rule in pipeline.rules]))
    return file


def baseline_beside(settings: Settings) -> Path:
    """Return the baseline that goes with settings, or where one belongs."""
    return beside(settings.path, baseline_file.NAME)


def new_baseline(file: Path) -> Record:
    """Return what takes down findings that are to be known from now on.

    Raises:
        ConfigurationError: what stands at that path is no baseline.

    """
    return Record(file, baseline_file.replaceable(file).entries)


def write_baseline(record: Record) -> None:
    """Write what was taken down.

    Raises:
        UnwritableError: it can't be written; what stood there before still does.

    """
    rewrite(record.path, baseline_file.baseline_bytes(record.entries))
