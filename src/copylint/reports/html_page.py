"""The page around the copy: head, summary, filters, contents, foot."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files

from copylint.model.finding import Severity
from copylint.model.report import DocumentReport, Tally
from copylint.reports.counting import listed, plural
from copylint.reports.html_document import badge
from copylint.reports.html_text import words

SOUND_SHOWN = 20  # as many sound items are listed at first
SEVERITIES = tuple(severity.word for severity in sorted(Severity, reverse=True))


@dataclass(slots=True)
class Counts:
    """How many findings there are of each kind, and how many documents."""

    families: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    sound: int = 0

    def add(self, part: DocumentReport) -> None:
        """Count a document."""
        self.documents += 1
        self.sound += not part.findings
        self.families.update(finding.family for finding in part.findings)
        self.severities.update(finding.severity.word for finding in part.findings)

    @property
    def listed(self) -> dict[str, int]:
        """The severities there are, the worst first."""
        return {word: self.severities[word] for word in SEVERITIES if self.severities[word]}


def head(tally: Tally) -> Iterator[str]:
    """Yield the head; its policy lets nothing in but the style and the script that stand in it."""
    title = f"{says(tally)}: {plural(tally.findings, 'finding')}"
    style, script = _asset("style.css"), _asset("script.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
    yield '<meta name="robots" content="noindex">\n<link rel="icon" href="data:,">\n'
    yield f"<title>{title}</title>\n<style>{style}</style>\n<script>{script}</script>\n</head>\n<body>\n"


def _asset(name: str) -> str:
    return (files("copylint.reports") / "page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def says(tally: Tally) -> str:
    """Return the outcome in words.

    >>> says(Tally(files=1))
    'Nothing found'
    """
    if tally.unread:
        return "Hold: not everything was read"
    if tally.failed:
        return "Hold the copy"
    return "Nothing that holds the copy" if tally.findings else "Nothing found"


def masthead(tally: Tally, counts: Counts) -> Iterator[str]:
    """Yield the summary."""
    verdict = "fail" if tally.failed or tally.unread else "pass" if tally.findings else "sound"
    yield '<a class="skip" href="#copy">Skip to the copy</a>\n<header class="masthead">\n<div>'
    yield '<p class="brand">copylint <span>the last read before publishing</span></p>'
    yield '<button type="button" id="theme" class="scripted" aria-pressed="false">Dark</button></div>\n'
    yield f"<h1>{badge(verdict)} {says(tally)}</h1>\n"
    yield f'<p class="counts">{_found(tally, counts)}</p>\n</header>\n'
    if tally.unread:
        yield '<section class="unread" aria-labelledby="unread">'
        yield '<h2 id="unread">Not read, or not fully checked</h2>\n<ul>'
        yield from (f"<li><code>{words(u.path)}</code> {words(u.message)}</li>\n" for u in tally.unread)
        yield "</ul></section>\n"


def _found(tally: Tally, counts: Counts) -> str:
    kinds = [f"{count} info" if word == "info" else plural(count, word) for word, count in counts.listed.items()]
    found = f"{plural(tally.findings, 'finding')}{': ' if kinds else ''}{listed(kinds)}"
    several = counts.documents > 1
    documents = f", {plural(counts.documents, 'document')}, {counts.sound} of them sound" if several else ""
    return f"{found} <span>in {plural(tally.files, 'file')}{documents}</span>"


def filters(counts: Counts) -> Iterator[str]:
    """Yield the boxes to tick; without a script they could do nothing and aren't shown."""
    yield '<details class="filters scripted" open><summary>Show</summary><form aria-label="Show findings">\n'
    yield from _boxes("Severity", "severity", counts.listed)
    yield from _boxes("Family", "family", dict(counts.families.most_common()))
    if counts.sound and counts.documents > 1:
        ticked = " checked" if counts.sound <= SOUND_SHOWN else ""
        box = f'<label><input type="checkbox" id="sound"{ticked}> <span>by name</span> <i>{counts.sound}</i></label>'
        yield f'<fieldset><legend>Without findings</legend><div class="boxes">{box}</div></fieldset>\n'
    yield '<p><button type="button" id="unfold">Open all notes</button> '
    yield '<span id="status" role="status"></span></p>\n</form></details>\n'


def _boxes(legend: str, name: str, counts: Mapping[str, int]) -> Iterator[str]:
    yield f'<fieldset><legend>{legend}</legend><div class="boxes">'
    for word, count in counts.items():
        kind = f' class="{word}"' if name == "severity" else ""
        yield f'<label{kind}><input type="checkbox" name="{name}" value="{words(word)}" checked> '
        yield f"<span>{words(word)}</span> <i>{count}</i></label>\n"
    yield "</div></fieldset>\n"


def foot(version: str) -> str:
    """Return the end of the page."""
    return (
        f"<footer><p>Made by copylint {words(version)}. <code>copylint explain RULE</code> says what a rule looks for, "
        "and why.</p></footer>\n</body>\n</html>\n"
    )
