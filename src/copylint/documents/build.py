"""Put a document together."""

from __future__ import annotations

from dataclasses import replace

from copylint.documents.language import tell_language, tell_locale
from copylint.documents.layout import split_lines, split_paragraphs, split_sentences
from copylint.documents.quotations import find_quotations
from copylint.model.document import Document
from copylint.model.source import Source
from copylint.model.span import Span
from copylint.model.traced import Piece, Traced
from copylint.sources.items import Item

BETWEEN = "\n\n"  # what parts the parts of an item


def build(source: Source) -> Document:
    """Return the document a plain source holds."""
    return _document(source, source.text)


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
    doc = _document(source.without_text(), origin.text, item.language)
    return replace(doc, item=item.id, origin=origin, asides=tuple(asides), credit=item.source)


ORDER = {"headline": 0, "body": 1, "caption": 2, "summary": 3}


def _document(source: Source, text: str, declared: str = "") -> Document:
    lines = split_lines(text)
    paragraphs = split_paragraphs(text, lines)
    quotations, loose = find_quotations(text, paragraphs)
    language = tell_language(text, declared)
    return Document(
        source=source,
        text=text,
        lines=lines,
        paragraphs=paragraphs,
        sentences=split_sentences(text, paragraphs),
        quotations=quotations,
        loose_marks=loose,
        language=language,
        locale=tell_locale(text, language, declared),
    )
