"""The command `group`: which documents are copies of one story."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from copylint.frontends._options import (
    As,
    Config,
    Exclude,
    HeadlineField,
    IdField,
    Isolated,
    Listing,
    TextField,
    settings_of,
)
from copylint.frontends._running import complain, say
from copylint.model.source import Unread
from copylint.reports import stdout

if TYPE_CHECKING:
    from copylint.batch.digesting import Digested
    from copylint.reports.groups import Copies


def group(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or globs; - is standard input.")],
    *,
    form: Annotated[Listing, typer.Option("--format", help="Format of the report.")] = Listing.TEXT,
    exclude: Exclude = None,
    force_exclude: Annotated[bool, typer.Option("--force-exclude", help="Leave out what is named too.")] = False,
    stdin_filename: Annotated[str | None, typer.Option(metavar="NAME", help="What to call standard input.")] = None,
    input_format: As = None,
    text_field: TextField = None,
    headline_field: HeadlineField = None,
    id_field: IdField = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no notes.")] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes to read with (default: all cores).")
    ] = None,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Group copies of one story, however rewritten: exit code 0, or 2 where something was not read."""
    options = locals()
    from copylint import __version__  # noqa: PLC0415  --help and a wrong option need no road
    from copylint.batch.digesting import digested  # noqa: PLC0415
    from copylint.batch.local import usable_cores  # noqa: PLC0415
    from copylint.pipeline import Pipeline  # noqa: PLC0415
    from copylint.reports.groups import Count, groups_json, groups_text  # noqa: PLC0415
    from copylint.reports.progress import Progress  # noqa: PLC0415

    settings = settings_of(config, isolated=isolated, options=options)
    pipeline = Pipeline(settings, None if quiet else say, force_exclude=force_exclude)
    documents: list[Digested] = []
    unread: list[Unread] = []
    with Progress(off=not sys.stderr.isatty()) as progress:
        for outcome in progress.count(digested(pipeline, paths, stdin_filename, jobs=jobs or usable_cores())):
            if isinstance(outcome, Unread):
                unread.append(outcome)
                complain([outcome], progress)
            else:
                documents.append(outcome)
        groups = _groups(documents)
    count = Count(len(documents), sum(document.digest.empty for document in documents))
    stdout.settle_encoding(utf8=form is Listing.JSON)
    if form is Listing.JSON:
        stdout.write(groups_json(groups, count, unread, __version__))
    else:
        stdout.write(groups_text(groups, count, summary=not quiet))
    raise typer.Exit(2 if unread else 0)


def _groups(documents: list[Digested]) -> list[Copies]:
    """Return the groups as they are reported."""
    from copylint.copies.grouping import groups_of  # noqa: PLC0415
    from copylint.reports.groups import Copies, Copy  # noqa: PLC0415

    return [
        Copies(
            group.similarity,
            [
                Copy(documents[place].path, documents[place].item, alike)
                for place, alike in zip(group.members, group.likeness, strict=True)
            ],
        )
        for group in groups_of(document.digest for document in documents)
    ]
