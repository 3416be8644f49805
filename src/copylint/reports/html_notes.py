"""A finding as a note beside the copy: what is wrong and what to put, and behind it why, how sure and where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from copylint.model.document import Document
from copylint.model.finding import Confidence, Finding, Related
from copylint.reports.html_text import suggested, words


def note_id(key: str, number: int) -> str:
    """Return the id of a document's note."""
    return f"{key}n{number}"


def ref_id(key: str, number: int) -> str:
    """Return the id of the number behind a mark in the copy."""
    return f"{key}r{number}"


def says_id(key: str, number: int) -> str:
    """Return the id of a note's message."""
    return f"{key}s{number}"


def note(finding: Finding, key: str, number: int, doc: Document) -> str:
    """Return the note, which opens without a script too; the message and what to put can be seen while it is closed."""
    line, column = doc.position(finding.span.start)
    severity = finding.severity.word
    data = {"family": finding.family, "severity": severity, "rule": finding.rule, "line": line, "column": column}
    written = "".join(f' data-{name}="{words(str(value))}"' for name, value in data.items())
    doubt = "" if finding.confidence is Confidence.CERTAIN else f' <i class="doubt">{finding.confidence.word}</i>'
    put = f'<span class="put">{suggested(finding.suggestions[0])}</span>' if finding.suggestions else ""
    return (
        f'<details class="note" id="{note_id(key, number)}"{written}>'
        f'<summary><b class="number">{number}</b><span class="gist">'
        f'<span class="says" id="{says_id(key, number)}"><span class="aside">{severity}: </span>'
        f"{words(finding.message)}</span>{doubt}{put}</span></summary>"
        f'<div class="more">{"".join(_more(finding, doc))}'
        f'<p class="place"><a class="back" href="#{ref_id(key, number)}">line {line}:{column}</a>, '
        f"{severity}, {finding.confidence.word}, {words(finding.family)}<br><code>{words(finding.rule)}</code></p>"
        "</div></details>"
    )


def _more(finding: Finding, doc: Document) -> Iterator[str]:
    if finding.why:
        yield f'<p class="why">{words(finding.why)}</p>'
    if len(finding.suggestions) > 1:
        yield f'<p class="or">or {", ".join(suggested(other) for other in finding.suggestions[1:])}</p>'
    for message, group in groupby(finding.related, key=lambda r: r.message):
        yield f'<p class="also">also at {", ".join(_place(r, doc) for r in group)} {words(message)}</p>'


def _place(related: Related, doc: Document) -> str:
    there = related.elsewhere
    line, column = there.start if there else doc.position(related.span.start)
    return f"{words(there.path)}:{line}:{column}" if there else f"{line}:{column}"
