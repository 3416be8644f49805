"""Put a document together."""

from __future__ import annotations

from copylint.documents.language import tell_language, tell_locale
from copylint.documents.layout import split_lines, split_paragraphs, split_sentences
from copylint.documents.quotations import find_quotations
from copylint.model.document import Document
from copylint.model.source import Source


def build(source: Source, item: str | None = None) -> Document:
    """Return the document a plain source holds."""
    text = source.text
    lines = split_lines(text)
    paragraphs = split_paragraphs(text, lines)
    quotations, loose = find_quotations(text, paragraphs)
    language = tell_language(text)
    return Document(
        source=source,
        text=text,
        lines=lines,
        paragraphs=paragraphs,
        sentences=split_sentences(text, paragraphs),
        quotations=quotations,
        loose_marks=loose,
        language=language,
        locale=tell_locale(text, language),
        item=item,
    )
