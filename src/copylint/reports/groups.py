"""Groups of copies of one story: for a reader, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from copylint.model.source import Unread
from copylint.reports.escapes import visible
from copylint.reports.json_text import dumps

SCHEMA_VERSION = 1


class Copy(NamedTuple):
    """A document of a group: where it is, which item of a feed, and how like it is to the most central copy."""

    path: str
    item: str | None
    similarity: float


class Copies(NamedTuple):
    """A group: how alike its documents are on the whole, and the documents."""

    similarity: float
    members: Sequence[Copy]


class Count(NamedTuple):
    """How many documents were read, and how many of them hold no copy."""

    documents: int
    empty: int


def groups_text(groups: Sequence[Copies], count: Count, *, summary: bool) -> Iterator[str]:
    """Yield the groups line by line, and what they come to."""
    for group in groups:
        yield f"{_counted(len(group.members), 'copy', 'copies')}, {_percent(group.similarity)} alike\n"
        for member in group.members:
            item = f"  item {visible(member.item)}" if member.item is not None else ""
            yield f"  {_percent(member.similarity):>5}  {visible(member.path)}{item}\n"
        yield "\n"
    if summary:
        yield _summary(groups, count)


def _summary(groups: Sequence[Copies], count: Count) -> str:
    grouped = sum(len(group.members) for group in groups)
    empty = f", {count.empty} of them empty" if count.empty else ""
    return (
        f"{_counted(count.documents, 'document')}: {grouped} in {_counted(len(groups), 'group')}, "
        f"{count.documents - grouped} alone{empty}\n"
    )


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _percent(share: float) -> str:
    """Return a share as a percentage that says 100 of nothing less than the whole."""
    return f"{int(share * 100 + 1e-9)}%"


def groups_json(groups: Iterable[Copies], count: Count, unread: Sequence[Unread], version: str) -> Iterator[str]:
    """Yield one JSON object: the groups, what could not be read, and what it comes to."""
    tool = dumps({"name": "copylint", "version": version})
    yield f'{{"schema_version": {SCHEMA_VERSION}, "tool": {tool},\n "groups": ['
    number = grouped = 0
    for number, group in enumerate(groups, 1):
        grouped += len(group.members)
        yield (",\n  " if number > 1 else "\n  ") + dumps(_object(group))
    errors = [{"path": one.path, "message": one.message} for one in unread]
    alone = count.documents - grouped
    summary = {"documents": count.documents, "groups": number, "grouped": grouped, "alone": alone, "empty": count.empty}
    yield f'],\n "errors": {dumps(errors)}, "summary": {dumps(summary)}}}\n'


def _object(group: Copies) -> dict[str, object]:
    return {
        "similarity": round(group.similarity, 3),
        "paths": [member.path for member in group.members],
        "members": [member._asdict() | {"similarity": round(member.similarity, 3)} for member in group.members],
    }
