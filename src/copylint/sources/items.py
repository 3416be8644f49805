"""What a carrier holds: items, each with its parts as text that knows where it stood."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from copylint.model.source import Source, Unread
from copylint.model.traced import Position, Traced

PartKind = Literal["headline", "body", "caption", "summary"]


class Part(NamedTuple):
    """A part of an item: its headline, its body, a caption or a summary."""

    kind: PartKind
    text: Traced


def parts_of(kind: PartKind, text: Traced) -> list[Part]:
    """Return the part of a kind, or none where its text is blank."""
    return [Part(kind, text)] if text.text.strip() else []


class Item(NamedTuple):
    """One piece of copy out of a carrier.

    `id` is the item's own (guid, id, uri) or `#3` by position; None where the carrier holds one piece only (HTML,
    Markdown). `language`, `published` and `source` (who it comes from) are as the carrier has them, empty where it
    doesn't; `place` is where the item starts in the file, and `received` gives its bytes as they stand there.
    """

    id: str | None
    parts: tuple[Part, ...]
    place: Position
    language: str = ""
    published: str = ""
    source: str = ""
    received: Callable[[], bytes] = bytes

    @property
    def headline(self) -> str:
        """Return the headline as one line."""
        return " ".join(" ".join(p.text.text for p in self.parts if p.kind == "headline").split())

    @property
    def textless(self) -> bool:
        """Return whether there is nothing but a headline."""
        return bool(self.parts) and all(p.kind == "headline" for p in self.parts)


class Carrier(ABC):
    """A file that holds items of copy among other things."""

    kind: str

    def __init__(self, source: Source) -> None:
        """Take the file's text."""
        self.source = source

    @abstractmethod
    def items(self) -> Iterator[Item | Unread]:
        """Yield the items as they are read, and what of a record could not be.

        Raises:
            UnreadableError: while iterating, where the carrier breaks off; what came before was yielded.

        """

    def envelope(self) -> tuple[bytes, bytes]:
        """Return what has to stand before and behind one item, so that both are a document valid by themselves."""
        return self.source.bom, b""


class Whole(Carrier):
    """A file that is one item."""

    def received(self) -> bytes:
        """Return the file's bytes but for its BOM."""
        return self.source.encode(self.source.text)


class Plain(Whole):
    """Plain copy: its one item is the text as it stands."""

    kind = "text"

    def items(self) -> Iterator[Item]:
        """Yield the one item; its text is the file's."""
        yield Item(None, (), Position(1, 1), received=self.received)
