"""One document as a section of the page: its heading, the diagnosis, then the copy; sound ones are one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copylint.model.diagnosis import Diagnosis
from copylint.model.document import Document
from copylint.model.report import ComparedReport, DocumentReport
from copylint.reports.counting import listed, plural
from copylint.reports.html_copy import LONGEST_HEADLINE, Copy
from copylint.reports.html_sides import sides
from copylint.reports.html_text import words

NO_TEXT = "no text"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page says of a document in its table of contents: where it is, what it is called, how it fares."""

    key: str
    name: str
    item: str
    verdict: str
    findings: int

    @property
    def sound(self) -> bool:
        """Return whether nothing was found."""
        return not self.findings

    @property
    def badge(self) -> str:
        """Return the verdict as a mark of its own."""
        return badge("sound" if self.sound else self.verdict)


def badge(verdict: str) -> str:
    """Return a verdict (`fail`, `pass`, or `sound` where nothing was found) in a word and a colour."""
    return f'<b class="badge {verdict}">{verdict}</b>'


def entry(part: DocumentReport, key: str, path: str) -> Entry:
    """Return the entry of a document; one that is no item is called as its file."""
    doc = part.document
    item = "" if doc.item is None else words(doc.item)
    return Entry(key, _opening(doc) if item else words(path), item, part.verdict, len(part.findings))


def document(part: DocumentReport, known: Entry) -> Iterator[str]:
    """Yield a document in pieces of one line."""
    if known.sound:
        yield _sound(part, known)
        return
    yield f'<article class="doc" id="{known.key}">'
    yield "".join(_head(part, known))
    if isinstance(part, ComparedReport):
        yield from sides(part, known.key, _language(part.document))
    else:
        yield f'<div class="copy" lang="{_language(part.document)}">'
        yield from Copy(part.document, part.findings, known.key).html()
        yield "</div>"
    yield "</article>"


def _sound(part: DocumentReport, known: Entry) -> str:
    name = f" <cite>{known.name}</cite> <code>{known.item}</code>" if known.item else ""
    return f'<p class="sound" id="{known.key}">{known.badge}{name} nothing found{_unchecked(part)}</p>'


def _head(part: DocumentReport, known: Entry) -> Iterator[str]:
    yield "<header>"
    if known.item:
        yield f'<h3>{known.item}<span class="aside">: {known.name}</span></h3>'
    held = f", held for {words(listed(part.reasons))}" if part.reasons else ""
    count = plural(known.findings, "finding")
    yield f'<p class="standing">{known.badge} {count}{held}{_unchecked(part)}</p>'
    if part.diagnosis:
        yield f'<ul class="diagnosis">{"".join(_headline(d) for d in part.diagnosis)}</ul>'
    yield "</header>"


def _headline(diagnosis: Diagnosis) -> str:
    why = f" <small>{words(diagnosis.why)}</small>" if diagnosis.why else ""
    return (
        f"<li><strong>{words(diagnosis.message.rstrip('.'))}</strong>: {plural(diagnosis.findings, 'place')}{why}</li>"
    )


def _unchecked(part: DocumentReport) -> str:
    if not part.unchecked:
        return ""
    return f"; not English ({words(part.document.language)}): not checked for {words(listed(part.unchecked))}"


def _language(doc: Document) -> str:
    return "" if doc.language == "und" else words(doc.locale if doc.locale.startswith(doc.language) else doc.language)


def _opening(doc: Document) -> str:
    """Return the first words of a document."""
    if not doc.paragraphs:
        return NO_TEXT
    start, end = doc.paragraphs[0]
    cut = end - start > LONGEST_HEADLINE
    return words(doc.text[start : start + LONGEST_HEADLINE if cut else end]) + ("…" if cut else "")
