"""The command a content system runs before it publishes: hook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copylint.frontends._given import settings_of
from copylint.frontends._options import (
    Config,
    ExtendSelect,
    FailOnOption,
    Ignore,
    Isolated,
    LeastConfidence,
    LocaleOption,
    MaxWarnings,
    Select,
    Show,
)
from copylint.frontends._running import load, say
from copylint.model.errors import UnreadableError
from copylint.model.report import DocumentReport, FileReport, Tally
from copylint.model.source import Unread
from copylint.reports import stdout

if TYPE_CHECKING:
    from copylint.reports.json_report import JsonReport
    from copylint.sources.story import Story


def hook(
    *,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    show: Show = None,
    min_confidence: LeastConfidence = None,
    locale: LocaleOption = None,
    fail_on: FailOnOption = None,
    max_warnings: MaxWarnings = None,
    stdin_filename: Annotated[str | None, typer.Option(metavar="NAME", help="What to call standard input.")] = None,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Check the story that a content system writes to standard input, before it is published.

    It is a JSON object: headline, body, format (text or html), source, id. The JSON report goes to standard output;
    exit code 0 nothing to mend, 1 findings, 2 the story was not read or not checked.
    """
    options = locals()
    from copylint import __version__  # noqa: PLC0415  --help and a wrong option need none of this
    from copylint.pipeline import Pipeline  # noqa: PLC0415
    from copylint.reports.json_report import JsonReport  # noqa: PLC0415

    settings = settings_of(config, isolated=isolated, options=options)
    pipeline = Pipeline(settings, say, isolated=isolated)
    load(pipeline)
    stdout.settle_encoding(utf8=True)
    report, tally = JsonReport(__version__), Tally()
    stdout.write(report.begin())
    try:
        stdout.write(_entry(report, *pipeline.story(stdin_filename), tally))
    except UnreadableError as error:
        tally.unread.append(Unread(error.path, error.reason))
    stdout.write(report.end(tally))
    for unread in tally.unread:
        say(f"{unread.path}: {unread.message}")
    raise typer.Exit(tally.exit_code)


def _entry(report: JsonReport, story: Story, file: FileReport, tally: Tally) -> Iterator[str]:
    """Yield the entry of the story, and count it."""
    from copylint.reports.json_report import document_object  # noqa: PLC0415

    tally.files += 1
    parts = ((document_object(d), list(_findings(story, d, file.path))) for d in tally.count(file.documents))
    yield from report.entry(file.path, file.encoding, parts, lambda: file.verdict)
    tally.unread.extend(file.failures)


def _findings(story: Story, part: DocumentReport, path: str) -> Iterator[dict[str, Any]]:
    """Yield the finding objects; `field`, `start` and `end` tell where in the value of which field they stand."""
    from copylint.reports.json_report import finding_object  # noqa: PLC0415

    doc = part.document
    for finding in part.findings:
        place = story.field_place(doc.position(finding.span.start), doc.end_position(finding.span.end))
        start, end = place or (None, None)
        yield {
            **finding_object(finding, doc, path),
            "field": start.field if start else None,
            "start": start.offset if start else None,
            "end": end.offset if end else None,
        }
