"""Double quotation marks: which pair up, which run on, which stand wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

import re2

from copylint.model.document import LooseMark
from copylint.model.expressions import expression
from copylint.model.span import Span

OPENING = "“„«"
_MARK = expression('[“”„«»"]')
_ATTRIBUTION = expression(
    r"[,?!] (?:(?:the |a |his |her |[A-Z])[\w.’' -]{1,60} )?(?:he |she |they |it )?"
    r"(?:said|says|told|added|asked|wrote)\b"
)
RUN_ON_PARAGRAPHS = 2  # how far ahead the next paragraph of running speech may open, past a caption or a link
_SENTENCE_END = (".", "!", "?", "…")
_CLOSERS = " \t\n.,;:!?)]}—–-…'’\u00a0"

_SPACE = r"\t\x0b\x0c\x1c-\x1f\x85\p{Z}"
_INSIDE = '[^“”„«»"\r\n]*'
_CURLY = rf"“{_INSIDE}(?:\r?\n[ \t]*\r?\n[ \t]*“{_INSIDE})*”"
_SOLID = rf'[^“”„«»"\r\n{_SPACE}]'
_STRAIGHT = rf'"{_SOLID}(?:{_INSIDE}{_SOLID})?"'
_STRAIGHTS = rf"{_STRAIGHT}(?:[ \t\n—–'-]{_STRAIGHT})*(?:[ \t\n.,;:!?)\]}}—–…'’-]|$)"
_BEFORE_MARK = rf"[\n{_SPACE}(\[—–/‘'-]"
_PAIRED = re2.compile(
    rf'(?:{_STRAIGHTS})?(?:[^“”„«»"\r\n{_SPACE}(\[—–/‘\'-]|\r\n|{_CURLY}|{_BEFORE_MARK}(?:{_STRAIGHTS})?)*'.encode()
)
_LONE_SINGLE = re2.compile(rf"[,.?!]['’](?:[\r\n{_SPACE}]|$)|(?:^|[\r\n])[{_SPACE}]*['‘][A-Z]".encode())


def well_paired(text: str) -> bool:
    """Return whether no mark can be loose: double ones in pairs, each where its kind stands, single ones inside words.

    It knows less than `find_loose_marks`, and says no where it doesn't know; but it takes a fiftieth of the time.
    """
    data = text.encode("utf-8", "replace")
    return _PAIRED.fullmatch(data) is not None and not _has_lone_single(data)


def _has_lone_single(data: bytes) -> bool:
    """Return whether any single mark stands where only one that quotes does."""
    return _LONE_SINGLE.search(data) is not None


def find_quotations(text: str, paragraphs: Sequence[Span], index: int) -> tuple[Span, ...]:
    """Return the quotations (between their marks) of one of the paragraphs, from left to right."""
    reader = _read(text, paragraphs, index)
    return tuple(sorted(q for q in reader.quotations if q.start < q.end)) if reader else ()


def find_loose_marks(text: str, paragraphs: Sequence[Span]) -> tuple[LooseMark, ...]:
    """Return the marks that stand wrong, from left to right."""
    loose: list[LooseMark] = []
    singles = _has_lone_single(text.encode("utf-8", "replace"))
    for index, paragraph in enumerate(paragraphs):
        reader = _read(text, paragraphs, index)
        if reader:
            loose += reader.loose
        elif singles:
            loose += _single(text, paragraph)
    return tuple(sorted(loose, key=lambda m: m.span))


def _read(text: str, paragraphs: Sequence[Span], index: int) -> _Reader | None:
    """Return what the double marks of a paragraph say; None where it has none that quotes.

    Speech that runs over paragraphs opens each and closes only the last: such an opening mark is not loose.
    """
    paragraph = paragraphs[index]
    if _MARK.search(text, *paragraph) is None:
        return None
    reader = _Reader(text, paragraph)
    reader.read()
    if reader.open is not None:
        following = paragraphs[index + 1 : index + 1 + RUN_ON_PARAGRAPHS]
        if any(text[p.start] in '“"„«' for p in following):
            reader.quotations.append(Span(reader.open.end, paragraph.end))
        else:
            reader.loose.append(LooseMark(reader.open, "unclosed"))
    return reader if reader.quotations or reader.loose else None


class _Reader:
    """Reads the marks of one paragraph from left to right."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text = text
        self.paragraph = paragraph
        self.open: Span | None = None
        self.quotations: list[Span] = []
        self.loose: list[LooseMark] = []

    def read(self) -> None:
        for match in _MARK.finditer(self.text, self.paragraph.start, self.paragraph.end):
            mark = Span(match.start(), match.end())
            if not self._measure(mark):
                self._take(mark, match.group())

    def _around(self, mark: Span) -> tuple[str, str]:
        before = self.text[mark.start - 1] if mark.start > self.paragraph.start else " "
        after = self.text[mark.end] if mark.end < self.paragraph.end else " "
        return before, after

    def _measure(self, mark: Span) -> bool:
        """Inches and seconds: a straight mark right after a digit with nothing open."""
        before, _ = self._around(mark)
        return self.text[mark.start] == '"' and before.isdigit() and self.open is None

    def _take(self, mark: Span, sign: str) -> None:
        before, after = self._around(mark)
        opens_here = (before.isspace() or before in "([—–-/‘'“") and not after.isspace()
        closes_here = not before.isspace() and after in _CLOSERS
        if sign == '"':
            self._straight(mark, opens_here, closes_here)
        elif sign in OPENING:
            self._opening(mark, closes_here and not opens_here)
        else:
            self._closing(mark, before, after)

    def _straight(self, mark: Span, opens_here: bool, closes_here: bool) -> None:  # noqa: FBT001
        if self.open is None:
            if closes_here and not opens_here:
                self.loose.append(LooseMark(mark, "unopened"))
            else:
                self.open = mark
        elif opens_here and not closes_here and self.text[self.open.start] == '"':
            self._again(mark)
        else:
            self._close(mark)

    def _opening(self, mark: Span, looks_closing: bool) -> None:  # noqa: FBT001
        if self.open is not None and looks_closing:
            self.loose.append(LooseMark(mark, "backwards", "”"))
            self._pair(mark)
            return
        if self.open is not None:
            self._again(mark)
        self.open = mark

    def _again(self, mark: Span) -> None:
        """Open within what is open: sound behind a sentence's end, where paragraphs of one speech were joined."""
        opening = self.open
        if opening is None:
            return
        between = self.text[opening.end : mark.start].rstrip()
        if between[-1:] in _SENTENCE_END and not _ATTRIBUTION.search(between):
            self.quotations.append(Span(opening.end, mark.start))
        else:
            self.loose.append(LooseMark(opening, "unclosed"))
        self.open = mark

    def _closing(self, mark: Span, before: str, after: str) -> None:
        if self.open is not None:
            self._close(mark)
        elif ((before.isspace() or before in "([—–") and self._closes_later(mark)) or (
            before.isspace() and not after.isspace()
        ):
            self.loose.append(LooseMark(mark, "backwards", "“"))
            self.open = mark
        else:
            self.loose.append(LooseMark(mark, "unopened"))

    def _closes_later(self, mark: Span) -> bool:
        rest = self.text[mark.end : self.paragraph.end]
        closing, opening = rest.find("”"), rest.find("“")
        return closing >= 0 and (opening < 0 or closing < opening)

    def _close(self, mark: Span) -> None:
        opening = self.open
        if opening is None:
            return
        first, last = self.text[opening.start], self.text[mark.start]
        if {first, last} == {'"', "”"} or {first, last} == {"“", '"'}:
            wrong, right = (opening, "“") if first == '"' else (mark, "”")
            partner = mark if wrong is opening else opening
            self.loose.append(LooseMark(wrong, "mixed", right, partner))
        self._pair(mark)

    def _pair(self, mark: Span) -> None:
        if self.open is not None:
            self.quotations.append(Span(self.open.end, mark.start))
        self.open = None


_SINGLE_OPEN = expression(r"(?:(?<=\s)|^)['‘](?=[A-Z])")
_SINGLE_CLOSE = expression(r"(?<=[,.?!])['’](?=\s|$)")


def _single(text: str, paragraph: Span) -> list[LooseMark]:
    """Return the single marks of British speech that lack their partner, where a paragraph has no double ones.

    Only marks that can be nothing else count: before a capital behind white space, or right behind a stop.
    """
    piece = text[paragraph.start : paragraph.end]
    opened = [m.start() for m in _SINGLE_OPEN.finditer(piece)]
    closed = [m.start() for m in _SINGLE_CLOSE.finditer(piece)]
    if closed and not any(at < closed[0] for at in _any_opening(piece)):
        at = paragraph.start + closed[0]
        return [LooseMark(Span(at, at + 1), "unopened")]
    if (
        opened
        and opened[0] == 0
        and not closed
        and _ATTRIBUTION.search(piece)
        and not re.search(r"\w['’](?=\W|$)", piece)
    ):
        return [LooseMark(Span(paragraph.start, paragraph.start + 1), "unclosed")]
    return []


def _any_opening(piece: str) -> list[int]:
    return [m.start() for m in re.finditer(r"(?:^|(?<=[\s(—–-]))['‘](?=\w|\[)", piece)]
