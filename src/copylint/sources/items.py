"""What a carrier holds: items, each with its parts as text that knows where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from copylint.model.traced import Position, Traced

PartKind = Literal["headline", "body", "caption", "summary"]


class Part(NamedTuple):
    """A part of an item: its headline, its body, a caption or a summary."""

    kind: PartKind
    text: Traced


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of copy out of a carrier.

    `id` is the item's own (guid, id, uri) or `#3` by position; None where the carrier holds one piece only (HTML,
    Markdown). `language`, `published` and `source` are as the carrier has them, empty where it doesn't;
    `place` is where the item starts in the file.
    """

    id: str | None
    parts: tuple[Part, ...]
    place: Position
    language: str = ""
    published: str = ""
    source: str = ""
