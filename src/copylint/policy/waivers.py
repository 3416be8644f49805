"""Findings that somebody has looked at and leaves as they are, each with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.fingerprints import anchor, excerpt
from copylint.model.report import DocumentReport
from copylint.policy.places import name_in

if TYPE_CHECKING:
    from datetime import date

_ESCAPED = expression(r"\[([*?\[])\]")
_SURROGATE = expression("[\ud800-\udfff]")


class Waiver(NamedTuple):
    """One finding that is left as it is.

    `rule` and `anchor` say which; `path` is a pattern of the paths it is for, from the folder of the waiver file, and
    empty where it is for all; `until` is the last day on which it holds. `text` is the copy, for the reader.
    """

    rule: str
    anchor: str
    reason: str
    text: str = ""
    path: str = ""
    until: date | None = None
    by: str = ""

    def covers(self, name: str) -> bool:
        """Return whether it is for the copy of a name."""
        return not self.path or fnmatchcase(name, self.path)

    @property
    def file(self) -> str | None:
        """The one file it is for; None where it is for all, or for those a pattern meets."""
        rest = _ESCAPED.sub("", self.path)
        return None if not self.path or set("*?[") & set(rest) else _ESCAPED.sub(r"\1", self.path)


class Waivers:
    """The waivers of a run, and what became of them."""

    def __init__(self, waivers: Sequence[Waiver] = (), file: Path | None = None) -> None:
        """Take the waivers and the file they stand in."""
        self.waivers = tuple(waivers)
        self.path = file
        self._folder = file.parent.resolve() if file else Path()
        self._files = {w.file for w in self.waivers}
        self._rules = {w.rule for w in self.waivers}
        self._at: dict[tuple[str, str], list[Waiver]] = defaultdict(list)
        for waiver in self.waivers:
            self._at[waiver.rule, waiver.anchor].append(waiver)
        self._named = ("", "")
        self._met: set[Waiver] = set()
        self._read: set[str] = set()

    @cached_property
    def today(self) -> date:
        """The day of the run."""
        from datetime import UTC, datetime  # noqa: PLC0415  asked for only where a waiver ends

        return datetime.now(UTC).astimezone().date()

    def part(self, findings: Sequence[Finding], doc: Document) -> tuple[list[Finding], list[Finding]]:
        """Return the findings that nobody waives, and those that somebody does."""
        kept: list[Finding] = []
        waived: list[Finding] = []
        for finding in findings:
            (waived if self.standing(finding, doc) else kept).append(finding)
        return kept, waived

    def standing(self, finding: Finding, doc: Document) -> Waiver | None:
        """Return the waiver of a finding that is in force, if there is one."""
        return next((w for w in self._all(finding, doc) if not self._over(w)), None)

    def note(self, report: DocumentReport) -> None:
        """Remember which waivers the findings of a document are met by."""
        if self._rules:
            for finding in report.waived:
                self._met.update(w for w in self._all(finding, report.document) if not self._over(w))
            for finding in report.findings:
                self._met.update(self._all(finding, report.document))

    def finish(self, path: str) -> None:
        """Remember that the file at a path was read and checked to its end."""
        if self._rules and (name := self._name(path)) in self._files:
            self._read.add(name)

    def notes(self) -> list[str]:
        """Return what is to be said of waivers that have ended, or whose file was read and held nothing of the kind.

        Of a waiver for several files nobody can say that it is unused: another run may read others of them.
        """
        said = []
        for number, waiver in enumerate(self.waivers, start=1):
            what = f"{self.path}: waiver {number} ({waiver.rule}: {waiver.text})"
            if self._over(waiver):
                again = "what it waived is shown again" if waiver in self._met else "prolong it or take it out"
                said.append(f"{what} ended on {waiver.until}: {again}")
            elif waiver.file in self._read and waiver not in self._met:
                said.append(f"{what} is unused: nothing of the kind stands in {waiver.file}")
        return said

    @property
    def state(self) -> str:
        """What decides today which findings are waived."""
        return repr([(w.rule, w.anchor, w.path) for w in self.waivers if not self._over(w)])

    def of(
        self, finding: Finding, doc: Document, *, reason: str, until: date | None, by: str, anywhere: bool
    ) -> Waiver:
        """Return a waiver for a finding: in the file it stands in, or anywhere."""
        from glob import escape  # noqa: PLC0415

        path = "" if anywhere or doc.source.path == "-" else _SURROGATE.sub("?", escape(self._name(doc.source.path)))
        text = _SURROGATE.sub("\ufffd", excerpt(finding.text))
        return Waiver(finding.rule, anchor(finding, doc), reason, text, path, until, by)

    def _all(self, finding: Finding, doc: Document) -> list[Waiver]:
        """Return the waivers of a finding, those that have ended too."""
        if finding.rule not in self._rules:
            return []
        found = self._at.get((finding.rule, anchor(finding, doc)), [])
        return [w for w in found if w.covers(self._name(doc.source.path))]

    def _over(self, waiver: Waiver) -> bool:
        return waiver.until is not None and waiver.until < self.today

    def _name(self, path: str) -> str:
        if self._named[0] != path:
            self._named = (path, name_in(self._folder, path))
        return self._named[1]
