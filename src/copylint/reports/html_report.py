"""A page to read in a browser: the copy, the damage marked in it, the notes beside it; it needs no network.

Summary and contents stand before the copy and are known after it, so the copy is put by.
"""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.report import FileReport, Tally
from copylint.reports import html_page
from copylint.reports.html_document import Entry, badge, document, entry
from copylint.reports.html_text import words
from copylint.reports.spool import Spool


class HtmlReport:
    """Holds counts; what is said of the documents waits on disc until the last one was checked."""

    def __init__(self, version: str) -> None:
        """Take copylint's version."""
        self._version = version
        self._counts = html_page.Counts()
        self._files = 0
        self._copy, self._contents = Spool(), Spool()

    def begin(self) -> Iterator[str]:
        """Yield nothing: the page begins with what is known last."""
        return iter(())

    def file(self, report: FileReport) -> Iterator[str]:
        """Put one file by, and yield nothing."""
        self._files += 1
        key, path = f"file{self._files}", words(report.path)
        self._copy.add(f'<section class="file" data-path="{path}" aria-labelledby="{key}"><h2 id="{key}">{path}</h2>')
        before = self._counts.documents, self._counts.sound
        with Spool() as rows:
            items = False
            for known in self._documents(report):
                items = items or bool(known.item)
                rows.add(_row(known))
            several = items or self._counts.documents == before[0]
            sound = self._counts.documents - before[0] == self._counts.sound - before[1] and not report.failures
            if several:
                verdict = badge("sound" if sound else report.verdict)
                self._contents.add(f'<li{_kind(sound=sound)}>{verdict} <a href="#{key}">{path}</a><ol>')
            for row in rows.joined(""):
                self._contents.add(row)
            if several:
                self._contents.add("</ol></li>")
        self._copy.add("</section>")
        return iter(())

    def _documents(self, report: FileReport) -> Iterator[Entry]:
        """Yield the documents' entries, their findings counted and their copy put by."""
        for part in report.documents:
            self._counts.add(part)
            known = entry(part, f"d{self._counts.documents}", report.path)
            for piece in document(part, known):
                self._copy.add(piece)
            yield known

    def end(self, tally: Tally) -> Iterator[str]:
        """Yield the page."""
        with self._copy as copy, self._contents as contents:
            yield from html_page.head(tally)
            yield from html_page.masthead(tally, self._counts)
            yield '<div class="page">\n<div class="side">\n'
            if tally.findings:
                yield from html_page.filters(self._counts)
            if self._files > 1 or self._counts.documents > 1:
                yield '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>\n<ol>\n'
                yield from contents.joined("\n")
                yield "</ol></nav>\n"
            yield '</div>\n<main id="copy" tabindex="-1">\n'
            yield from copy.joined("\n")
            yield "</main>\n</div>\n"
            yield html_page.foot(self._version)


def _row(known: Entry) -> str:
    count = f" <i>{known.findings}</i>" if known.findings else ""
    item = f" <small>{known.item}</small>" if known.item else ""
    return f'<li{_kind(sound=known.sound)}>{known.badge} <a href="#{known.key}">{known.name}</a>{count}{item}</li>'


def _kind(*, sound: bool) -> str:
    return ' class="sound"' if sound else ""
