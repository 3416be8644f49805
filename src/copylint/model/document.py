"""A text with its parts marked: lines, paragraphs, sentences, quotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from copylint.model.expressions import expression
from copylint.model.finding import Edit, Fix
from copylint.model.source import Source
from copylint.model.span import Span, covering, last_before
from copylint.model.traced import Position, Stretch, Traced
from copylint.model.writing import written

LONG = 100_000  # code points; in longer texts all words are counted at once, not each when it is asked for
_INNER_CAPITAL = expression(r"(?<=[a-z,] )[A-ZÀ-Þ]\w*")
_CAPITAL = expression(r"[A-ZÀ-Þ]\w*+$")
_ASCII = bytes(range(0x80))


class LooseMark(NamedTuple):
    """A quotation mark whose partner is missing, wrong, or that faces the wrong way.

    `kind` is `unopened` (a closing mark alone), `unclosed` (an opening mark alone), `backwards` (a closing
    mark where one opens, or the other way round) or `mixed` (its partner is of another kind).
    `partner` is where the other mark of the pair stands, where there is one.
    """

    span: Span
    kind: str
    replacement: str | None = None
    partner: Span | None = None


class FileEdit(NamedTuple):
    """An edit of the file: what stands from `start` to `end` becomes a text, written as it has to be there."""

    start: Position
    end: Position
    replacement: str


class Reading(Protocol):
    """What is to be known of a text; `Document` says what each thing is."""

    def without_text(self) -> Reading: ...  # noqa: D102
    @property
    def words(self) -> list[str]: ...  # noqa: D102
    @property
    def lines(self) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def paragraphs(self) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def sentences(self) -> tuple[Span, ...]: ...  # noqa: D102
    def sentences_of(self, paragraph: Span) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def quotations(self) -> tuple[Span, ...]: ...  # noqa: D102
    def quotations_of(self, index: int) -> tuple[Span, ...]: ...  # noqa: D102
    @property
    def loose_marks(self) -> tuple[LooseMark, ...]: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def locale(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, eq=False)
class Document:
    """One piece of copy, decoded and divided; all spans are code points of `text`.

    `reading` finds out what is asked of the text, and only that. `told_locale` is the locale that the settings say.
    `origin` tells where each character of a text out of a carrier stood in the file; without one, the text is the file.
    `credit` is who the item comes from, as its feed has it.
    `asides` are captions and summaries, which an item has beside its headline and body.
    """

    source: Source
    text: str
    reading: Reading
    item: str | None = None
    origin: Traced | None = None
    asides: tuple[Span, ...] = ()
    credit: str = ""
    told_locale: str = ""

    @property
    def lines(self) -> tuple[Span, ...]:
        """The lines without their ends."""
        return self.reading.lines

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs, surrounding white space and blank lines left out."""
        return self.reading.paragraphs

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, which lie inside paragraphs."""
        return self.reading.sentences

    @property
    def quotations(self) -> tuple[Span, ...]:
        """The text between quotation marks, running speech included."""
        return self.reading.quotations

    @property
    def loose_marks(self) -> tuple[LooseMark, ...]:
        """The quotation marks that stand wrong."""
        return self.reading.loose_marks

    @property
    def language(self) -> str:
        """An ISO 639-1 code, or `und` where the text is too short to tell."""
        return self.reading.language

    @property
    def english(self) -> bool:
        """Whether the copy is English, or too short to tell."""
        return self.language in ("en", "und")

    @property
    def locale(self) -> str:
        """What the settings say or the text itself shows: `en-US`, `en-GB`, `en-IN`, `en`."""
        return self.told_locale or self.reading.locale

    @cached_property
    def utf8(self) -> bytes:
        """The text as RE2 reads it fastest; what UTF-8 can't write (half a surrogate pair) is a question mark."""
        return self.text.encode("utf-8", "replace")

    @cached_property
    def beyond_ascii(self) -> frozenset[str]:
        """The characters of the text that aren't ASCII."""
        return frozenset() if self.text.isascii() else frozenset(self.utf8.translate(None, _ASCII).decode())

    @property
    def words(self) -> list[str]:
        """The white-space tokens in the order of the text."""
        return self.reading.words

    def aside(self, offset: int) -> bool:
        """Return whether the offset lies in a caption or a summary."""
        return covering(self.asides, offset) is not None

    @cached_property
    def story(self) -> tuple[Span, ...]:
        """Return the paragraphs of headline and body."""
        return tuple(p for p in self.paragraphs if not self.aside(p.start)) if self.asides else self.paragraphs

    @cached_property
    def tokens(self) -> Counter[str]:
        """White-space tokens and how often each stands in the text."""
        return Counter(self.words)

    @cached_property
    def _inner_capitals(self) -> Counter[str]:
        return Counter(_INNER_CAPITAL.findall(self.text))

    def inner_capital(self, word: str) -> int:
        """Return how often a capitalised word stands by itself behind a lower-case word or a comma."""
        if not _CAPITAL.match(word):
            return 0
        if len(self.text) > LONG:
            return self._inner_capitals[word]
        count = self._counted.get(word)
        if count is None:
            count = self._counted[word] = self._count_inner(word)
        return count

    @cached_property
    def _counted(self) -> dict[str, int]:
        return {}

    def _count_inner(self, word: str) -> int:
        count, at = 0, self.text.find(f" {word}", 1)
        while at > 0:
            end = at + 1 + len(word)
            before, after = self.text[at - 1], self.text[end : end + 1]
            count += (before == "," or "a" <= before <= "z") and not (after.isalnum() or after == "_")
            at = self.text.find(f" {word}", end)
        return count

    @cached_property
    def apostrophe(self) -> str:
        """The apostrophe the text itself uses: curly unless it has more straight marks."""
        curly = sum(self.text.count(c) for c in "’“”")
        straight = self.text.count("'") + self.text.count('"')
        return "'" if straight > curly else "’"

    def position(self, offset: int) -> Position:
        """Return line and column in the file of what starts at an offset; the end of the text is a place too."""
        if self.origin is not None:
            return self.origin.start_of(offset)
        return self._own_position(offset)

    def end_position(self, offset: int) -> Position:
        """Return line and column in the file where what stands before an offset ends."""
        return self._own_position(offset) if self.origin is None else self.origin.end_of(offset)

    def file_edits(self, fix: Fix | None) -> tuple[FileEdit, ...] | None:
        """Return a fix's edits as they change the file, or None where they can't: a tag stands in a span."""
        edits = [self._file_edit(edit) for edit in fix.edits] if fix else [None]
        return None if None in edits else tuple(edit for edit in edits if edit)

    def _file_edit(self, edit: Edit) -> FileEdit | None:
        start, end = edit.span
        if self.origin is None:
            found: Stretch | None = Stretch(self.position(start), self.end_position(end), ())
        else:
            found = self.origin.stretch(start, end)
        text = written(edit.replacement, found.layers, self.source.encoding) if found else None
        return FileEdit(found.start, found.end, text) if found and text is not None else None

    def _own_position(self, offset: int) -> Position:
        row = max(0, last_before(self.lines, offset))
        return Position(row + 1, offset - self.lines[row].start + 1)

    def line_at(self, offset: int) -> Span:
        """Return the line that holds the offset, without its line end."""
        return self.lines[max(0, last_before(self.lines, offset))]

    def paragraph_at(self, offset: int) -> Span | None:
        """Return the paragraph that holds the offset, if one does."""
        return covering(self.paragraphs, offset)

    def paragraph_index(self, offset: int) -> int:
        """Return the index of the last paragraph that starts at or before the offset (-1 before the first)."""
        return last_before(self.paragraphs, offset)

    def sentence_at(self, offset: int) -> Span | None:
        """Return the sentence that holds the offset, if one does."""
        paragraph = self.paragraph_at(offset)
        return covering(self.reading.sentences_of(paragraph), offset) if paragraph else None

    def quotation_at(self, offset: int) -> Span | None:
        """Return the quotation (without its marks) that holds the offset, if one does."""
        index = self.paragraph_index(offset)
        return covering(self.reading.quotations_of(index), offset) if index >= 0 else None

    def in_quotation(self, span: Span) -> bool:
        """Return whether any part of the span lies between quotation marks."""
        return self.quotation_at(span.start) is not None or self.quotation_at(max(span.start, span.end - 1)) is not None
