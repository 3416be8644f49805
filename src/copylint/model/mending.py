"""What fixes do to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from copylint.model.source import Unread
from copylint.model.traced import Position


class Change(NamedTuple):
    """What a fix does to a file: the text between two offsets becomes another, for a finding of a rule."""

    start: int
    end: int
    replacement: str
    rule: str
    place: Position


@dataclass(slots=True)
class Mending:
    """A mended text, the changes that were made, each with its place in the text as it was then, and what hindered it.

    `cycle` names the rules whose fixes undo one another: the text is as it was before them. `failures` say what of the
    text could not be read or checked; then nothing is changed.
    """

    text: str
    changes: list[Change] = field(default_factory=list)
    cycle: tuple[str, ...] = ()
    failures: list[Unread] = field(default_factory=list)
