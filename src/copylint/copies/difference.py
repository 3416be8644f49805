"""What differs between copies of one story, before anybody judges it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from copylint.model.document import Document
from copylint.model.span import Span


class Place(NamedTuple):
    """A stretch of another copy, and what that copy is."""

    doc: Document
    span: Span
    message: str = "the original"

    @property
    def text(self) -> str:
        """Return what stands there."""
        return self.doc.text[self.span.start : self.span.end]


class Difference(NamedTuple):
    """Something that stands otherwise in a copy.

    `kind` is one of KINDS; `span` lies in the copy, `others` in other copies, the telling one first; `was` is what the
    copy would have to say to agree with it. `sound` says that the copy's form is known to be right, the other's not.
    """

    kind: str
    span: Span
    others: tuple[Place, ...]
    was: str = ""
    sound: bool = False
    why: str = ""


KINDS = (
    *("quotation", "marks-lost", "marks-added", "attribution"),
    *("number", "date", "unit", "grouping", "vague"),
    *("name", "name-variant", "name-added", "title"),
    *("negation-lost", "negation-added", "opposite", "paragraph-missing", "paragraph-added", "headline"),
    *("alone-name", "alone-number", "alone-quotation", "disagreement"),
)


def ordered(differences: Iterator[Difference]) -> list[Difference]:
    """Return the differences by place, each said once."""
    return sorted({(d.kind, d.span): d for d in differences}.values(), key=lambda d: (d.span, d.kind))
