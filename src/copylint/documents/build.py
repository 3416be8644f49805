"""Put a document together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from copylint.documents.language import tell_language, tell_locale
from copylint.documents.layout import split_lines, split_paragraphs, split_sentences
from copylint.documents.quotations import find_loose_marks, find_quotations, well_paired
from copylint.model.document import Document, LooseMark
from copylint.model.source import Source
from copylint.model.span import Span
from copylint.model.traced import Piece, Traced
from copylint.sources.items import Item

BETWEEN = "\n\n"  # what parts the parts of an item


@dataclass(frozen=True, eq=False)
class Reading:
    """What is to be known of a text, each thing found out when it is first asked for: sound copy needs little of it."""

    text: str
    declared: str = ""

    def __getstate__(self) -> dict[str, str]:
        """Return what a report may ask for and was found out already."""
        known = ("text", "declared", "language", "locale")
        return {name: self.__dict__[name] for name in known if name in self.__dict__}

    def without_text(self) -> Reading:
        """Return what is known of the text besides what stands in it."""
        reading = Reading("", self.declared)
        reading.__dict__.update(language=self.language, locale=self.locale)
        return reading

    @cached_property
    def words(self) -> list[str]:
        """The white-space tokens in the order of the text."""
        return self.text.split()

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines without their ends."""
        return split_lines(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs without white space around them."""
        return split_paragraphs(self.text, self.lines)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the paragraphs."""
        return tuple(chain.from_iterable(map(self.sentences_of, self.paragraphs)))

    @cached_property
    def _by_paragraph(self) -> dict[Span, tuple[Span, ...]]:
        return {}

    def sentences_of(self, paragraph: Span) -> tuple[Span, ...]:
        """Return the sentences of a paragraph."""
        found = self._by_paragraph.get(paragraph)
        if found is None:
            found = self._by_paragraph[paragraph] = split_sentences(self.text, paragraph)
        return found

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """The text between quotation marks."""
        return tuple(chain.from_iterable(map(self.quotations_of, range(len(self.paragraphs)))))

    @cached_property
    def _quoted(self) -> dict[int, tuple[Span, ...]]:
        return {}

    def quotations_of(self, index: int) -> tuple[Span, ...]:
        """Return the text between quotation marks in the paragraph of an index."""
        found = self._quoted.get(index)
        if found is None:
            found = self._quoted[index] = find_quotations(self.text, self.paragraphs, index)
        return found

    @cached_property
    def loose_marks(self) -> tuple[LooseMark, ...]:
        """The quotation marks that stand wrong."""
        return () if well_paired(self.text) else find_loose_marks(self.text, self.paragraphs)

    @cached_property
    def language(self) -> str:
        """The language, `und` where it can't be told."""
        return tell_language(self.text, self.declared, self.words)

    @cached_property
    def locale(self) -> str:
        """The locale the text shows."""
        return tell_locale(self.text, self.language, self.declared)


def build(source: Source) -> Document:
    """Return the document a plain source holds."""
    return Document(source, source.text, Reading(source.text))


def build_item(source: Source, item: Item) -> Document:
    """Return the document of an item: headline, body, then captions and summaries, each a paragraph or more."""
    pieces: list[Piece] = []
    asides: list[Span] = []
    length = 0
    for part in sorted(item.parts, key=lambda p: ORDER[p.kind]):
        if pieces:
            end = pieces[-1].end
            pieces.append(Piece(BETWEEN, end, end))
            length += len(BETWEEN)
        pieces.extend(part.text.pieces)
        if part.kind in ("caption", "summary"):
            asides.append(Span(length, length + len(part.text)))
        length += len(part.text)
    origin = Traced(pieces, item.place)
    reading = Reading(origin.text, item.language)
    return Document(source.without_text(), origin.text, reading, item.id, origin, tuple(asides), credit=item.source)


ORDER = {"headline": 0, "body": 1, "caption": 2, "summary": 3}
