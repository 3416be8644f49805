"""Character entities left in the text: whole, doubled, or without their ampersand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from copylint.checks._base import GatedCheck, Shape, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Edit, Finding
from copylint.model.span import Span

_WINDOWS = {str(n): bytes([n]).decode("cp1252", "replace") for n in range(0x80, 0xA0)}
_CLITIC = expression(r"(?:s|t|re|ve|ll|d|m)\b")
_WORD = expression(r"\w+")
_FIGURE = expression(r"[\w.,]+")
LONGEST_LEAD = 8  # spaces
_QUOTES = '"“”'


class Escape(GatedCheck):
    """Every character entity, with the spaces that came with it and the character it stands for."""

    about = "character entities left in the text"
    shapes = Shape.SMALL | Shape.MIXED

    def opens(self, token: str) -> bool:
        """Return whether an entity stands in the token."""
        return ";" in token and _entity().search(token) is not None

    def find_at(self, doc: Document, hits: Sequence[int]) -> Iterator[Finding]:  # noqa: ARG002  the pairs of marks count
        """Yield a finding for each entity; an apostrophe's reaches over the word it belongs to."""
        opened = False
        last_paragraph = -1
        for match in _entity().finditer(doc.text):
            code = match.group("code") or match.group("number") or match.group("bare")
            sign = _character(code)
            bare = match.group("code") is None
            if doc.paragraph_index(match.start()) != last_paragraph:
                opened, last_paragraph = False, doc.paragraph_index(match.start())
            if sign in _QUOTES:
                opened = not opened
            opening = opened if sign in _QUOTES else _opens(doc.text, match.start(), match.end())
            yield self._report(doc, Span(*match.span()), sign, bare=bare, opening=opening)

    def _report(self, doc: Document, span: Span, sign: str, *, bare: bool, opening: bool) -> Finding:
        start, end = span
        before = doc.text[max(0, start - LONGEST_LEAD) : start]
        lead = len(before) - len(before.rstrip(" "))
        if sign == "'" and _CLITIC.match(doc.text, end):
            return self._apostrophe(doc, span, lead)
        if bare and lead:
            start -= lead
        piece = _joined(doc, Span(start, end), sign, opening=opening, lead=lead, bare=bare)
        shown = _shown(doc, Span(start, end), sign, opening=opening) if bare else Span(start, end)
        return report(self.rules[0], doc, shown, suggestions=(sign,), edits=(Edit(Span(start, end), piece),))

    def _apostrophe(self, doc: Document, span: Span, lead: int) -> Finding:
        word = re.search(r"[\w.]+$", doc.text[max(0, span.start - lead - 40) : span.start - lead])
        tail = _WORD.match(doc.text, span.end)
        start = span.start - lead - (len(word.group()) if word else 0)
        end = span.end + (len(tail.group()) if tail else 0)
        right = f"{word.group() if word else ''}{doc.apostrophe}{tail.group() if tail else ''}"
        return report(self.rules[0], doc, Span(start, end), suggestion=right)


@cache
def _entity() -> re.Pattern[str]:
    """Return the pattern of an entity, which takes 4 ms to build."""
    from html.entities import name2codepoint  # noqa: PLC0415

    names = "|".join(sorted(name2codepoint, key=len, reverse=True))
    return re.compile(
        rf"&(?:amp;)*(?P<code>#x?[0-9A-Fa-f]{{2,6}}|(?:{names}));"
        r"|(?<!&)(?P<number>#\d{2,5});"
        r"|(?<![&\w])(?P<bare>quot|amp|apos|nbsp|lt|gt|[lr][sd]quo|[nm]dash|hellip|pound|euro|copy|eacute);"
    )


def _opens(text: str, start: int, end: int) -> bool:
    """Return whether a mark stands where one opens: behind white space, right before a word."""
    return (start == 0 or text[start - 1].isspace()) and text[end : end + 1].isalnum()


def _character(code: str) -> str:
    if code.startswith("#") and code[1:] in _WINDOWS:
        return _WINDOWS[code[1:]]
    if code in {"#039", "#39", "apos"}:
        return "'"
    import html  # noqa: PLC0415

    return html.unescape(f"&{code};")


def _joined(doc: Document, span: Span, sign: str, *, opening: bool, lead: int, bare: bool) -> str:
    """Return what stands for the entity and the space before it."""
    if not bare or not lead:
        return " " if sign == "\u00a0" else sign
    before, after = doc.text[span.start - 1 : span.start], doc.text[span.end : span.end + 1]
    if sign in "\"'":
        return f" {sign}" if opening or (sign == "'" and after.isalnum()) else sign
    if sign == "&":
        return f" {sign}" if after.isspace() or not before.isupper() else sign
    return f" {sign}" if sign != "…" else sign


def _shown(doc: Document, span: Span, sign: str, *, opening: bool) -> Span:
    """Return the entity without the space, and with the word it clings to."""
    start, end = span.start, span.end
    if (sign in "\"'" and opening) or sign in "$£€":
        start = end - len(doc.text[start:end].lstrip())
        tail = _FIGURE.match(doc.text, end)
        return Span(start, end + (len(tail.group()) if tail else 0))
    if sign in "\"'":
        word = re.search(r"[\w.,!?’']+$", doc.text[max(0, start - 40) : start])
        return Span(start - (len(word.group()) if word else 0), end)
    if sign == "&" and not doc.text[end : end + 1].isspace():
        word, tail = re.search(r"\w+$", doc.text[max(0, start - 40) : start]), _WORD.match(doc.text, end)
        return Span(start - (len(word.group()) if word else 0), end + (len(tail.group()) if tail else 0))
    return Span(end - len(doc.text[start:end].lstrip()), end)


CHECK = Escape
