"""Quotation marks whose partner is missing, of another kind, or that face the wrong way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from copylint.checks._base import Check, Param, report
from copylint.model.document import Document, LooseMark
from copylint.model.finding import Edit, Finding, Related
from copylint.model.span import Span


class LooseMarks(Check):
    """The quotation marks that stand wrong, as reading the document found them."""

    about = "quotation marks: unopened, unclosed, backwards, or paired with another kind"
    params: ClassVar = {"kind": Param("text", "unopened, unclosed, backwards or mixed")}

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each loose mark of a rule's kind."""
        for mark in doc.loose_marks:
            for rule in self.rules:
                if rule.params["kind"] != mark.kind:
                    continue
                related = (Related(mark.partner, "its partner"),) if mark.partner else ()
                span = _with_space(mark, doc)
                edits = (Edit(span, mark.replacement),) if mark.replacement else ()
                suggestions = (mark.replacement,) if mark.replacement else ()
                yield report(rule, doc, span, suggestions=suggestions, edits=edits, related=related)


def _with_space(mark: LooseMark, doc: Document) -> Span:
    """Return the mark, with the space behind it where a closing mark that stands for an opening one has one."""
    end = mark.span.end
    if mark.kind == "backwards" and mark.replacement == "“" and doc.text[end : end + 1] == " ":
        end += 1
    return Span(mark.span.start, end)


CHECK = LooseMarks
