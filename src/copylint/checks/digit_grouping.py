"""Figures whose digits are grouped in a way no convention has, or in another one than the text's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from copylint.checks._base import Candidate, Param, Shape, TokenCheck, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Finding
from copylint.model.rule import Rule
from copylint.model.span import Span

_FIGURE = expression(r"(?<![\w.,/:-])(?:[$£€₹¥]|Rs\.?|US\$)?(\d+(?:[.,]\d+)+)(?=$|[^\w/:]|[a-z]{1,2}\b)")
_WESTERN = expression(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$|\d+\.\d+$")
_INDIAN = expression(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$")
_CONTINENTAL = expression(r"\d{1,3}(?:\.\d{3})+(?:,\d+)$|\d{1,3}(?:\.\d{3}){2,}$")
_SURELY_WESTERN = expression(r"(?<![\d,])(?:\d{3},\d{3}|\d{1,3}(?:,\d{3}){2,})(?![\d,])")
_YEAR = expression(r"(?:1[5-9]|20)\d\d$")
_DATE_OR_VERSION = expression(r"\d{1,4}(?:\.\d{1,4}){2,}$")
_LIST_BEFORE = expression(
    r"(?:\d[,;]?|\b(?:lots?|nos?\.?|numbers?|pages?|chapters?|verses?|rooms?|routes?|sections?|items?))\s*$",
    re.IGNORECASE,
)


class DigitGrouping(TokenCheck):
    """Figures in a grouping that is broken, Indian among Western figures, or continental in English copy."""

    about = "digit grouping: broken, or of another convention than the text's own"
    by_word = True
    shapes = Shape.SMALL | Shape.MIXED
    params: ClassVar = {"grouping": Param("text", "indian, continental or broken")}

    def inspect(self, token: str) -> Iterable[Candidate]:
        """Yield the figures of a token that aren't grouped the Western way."""
        if "," not in token and token.count(".") < 2:  # noqa: PLR2004  one point is a decimal point
            return
        if token[:-1].isalpha():
            return
        for match in _FIGURE.finditer(token):
            figure = match.group(1)
            kind = _kind(figure)
            if kind:
                yield Candidate(kind, match.start(1), match.end(1), (figure,))

    def judge(self, candidate: Candidate, token: Span, doc: Document) -> Iterable[Finding]:
        """Report the figure unless the text's own locale has it so, or it is a list of numbers."""
        span = Span(token.start + candidate.start, token.start + candidate.end)
        for rule in self.rules:
            if rule.params["grouping"] == candidate.kind and not _list(doc, span):
                yield from self._report(rule, candidate, span, doc)

    def _report(self, rule: Rule, candidate: Candidate, span: Span, doc: Document) -> Iterable[Finding]:
        if candidate.kind == "indian" and doc.locale == "en-IN":
            return
        figure = str(candidate.data[0])
        right = _regrouped(figure, candidate.kind)
        sure = candidate.kind == "indian" and _western_elsewhere(doc, span)
        yield report(rule, doc, span, suggestion=right, confidence=Confidence.CERTAIN if sure else None)


def _kind(figure: str) -> str | None:
    if _WESTERN.match(figure) or (_DATE_OR_VERSION.match(figure) and not _CONTINENTAL.match(figure)):
        return None
    if _INDIAN.match(figure):
        return "indian"
    if _CONTINENTAL.match(figure):
        return "continental"
    return "broken" if _broken(figure) else None


def _broken(figure: str) -> bool:
    """Return whether comma groups other than the first have a length no grouping has; `1,2,3` is a list."""
    whole, _, decimals = figure.partition(".")
    head, *groups = whole.split(",")
    if not groups or "." in decimals or "," in decimals:
        return False
    if all(_YEAR.match(g) for g in (head, *groups)):
        return False
    if len(groups) > 1 and all(len(g) <= 2 for g in (head, *groups)):  # noqa: PLR2004
        return False
    if len(groups) == 1 and len(groups[0]) <= 1 and len(head) <= 2:  # noqa: PLR2004  1,2 or 12,5: a list or a decimal comma
        return False
    return any(len(g) != 3 for g in groups) or len(head) > 3  # noqa: PLR2004


def _regrouped(figure: str, kind: str) -> str | None:
    if kind == "continental":
        whole, _, decimals = figure.partition(",")
        return whole.replace(".", ",") + (f".{decimals}" if decimals else "")
    whole, dot, decimals = figure.partition(".")
    digits = whole.replace(",", "")
    if kind == "broken" and len(digits) < 4:  # noqa: PLR2004  10,00 may be 10.00 or 1,000: a person decides
        return None
    return f"{int(digits):,}{dot}{decimals}"


def _western_elsewhere(doc: Document, span: Span) -> bool:
    return any(m.start() != span.start for m in _SURELY_WESTERN.finditer(doc.text))


def _list(doc: Document, span: Span) -> bool:
    return bool(_LIST_BEFORE.search(doc.text[max(0, span.start - 16) : span.start]))


CHECK = DigitGrouping
