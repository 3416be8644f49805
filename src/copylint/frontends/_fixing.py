"""Files mended in place, or shown as they would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from copylint.frontends._running import say
from copylint.model.errors import CopylintError, UnreadableError
from copylint.model.report import DocumentReport, FileReport
from copylint.model.source import Source, Unread
from copylint.sources.records import lines
from copylint.sources.rewriting import rewrite

if TYPE_CHECKING:
    from copylint.model.mending import Mending
    from copylint.pipeline import Pipeline


@dataclass(slots=True)
class Mender:
    """Mends the files of a run and remembers how much there was to mend.

    `unsafe` puts in unsafe fixes too, `show` tells of every change, `copy` is where standard input goes
    when it is mended.
    """

    pipeline: Pipeline
    unsafe: bool = False
    show: bool = False
    copy: BinaryIO | None = None
    changed: int = 0
    withheld: int = 0
    unread: list[Unread] = field(default_factory=list)

    def diffs(self, paths: Sequence[str], stdin_name: str | None) -> Iterator[str]:
        """Yield what would change in each file as a unified diff."""
        from difflib import unified_diff  # noqa: PLC0415  only who asks for it loads it

        for source, mending in self._mended(paths, stdin_name):
            before, after = (list(lines([text])) for text in (source.text, mending.text))
            for line in unified_diff(before, after, source.path, source.path):
                yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

    def reports(self, paths: Sequence[str], stdin_name: str | None) -> Iterator[FileReport | Unread]:
        """Mend each file, and yield the report on what is left; mended standard input goes to standard output."""
        for source, mending in self._mended(paths, stdin_name):
            mended = replace(source, given=mending.text)
            try:
                self._write(source, mended)
            except CopylintError as error:
                self.unread.append(Unread(source.path, str(error).removeprefix(f"{source.path}: ")))
                mended = source
            else:
                self._tell(source, mending)
            yield self._counted(self.pipeline.report_on(mended))
        yield from (one for one in self.unread if not one.by)  # the reports hold the others

    def _counted(self, report: FileReport | Unread) -> FileReport | Unread:
        """Return a report that counts, as it is read, the unsafe fixes that were not put in."""
        if isinstance(report, FileReport):
            report.documents = self._counting(report.documents)
        return report

    def _counting(self, documents: Iterable[DocumentReport]) -> Iterator[DocumentReport]:
        for document in documents:
            self.withheld += sum(f.fix is not None and f.fix.safety == "unsafe" for f in document.findings)
            yield document

    def _mended(self, paths: Sequence[str], stdin_name: str | None) -> Iterator[tuple[Source, Mending]]:
        for opened in self.pipeline.carriers(paths, stdin_name):
            if isinstance(opened, Unread):
                self.unread.append(opened)
                continue
            source, _ = opened
            try:
                if source.file is not None:
                    raise UnreadableError(source.path, "not mended: it is no text")  # noqa: TRY301
                mending = self.pipeline.mend(source, unsafe=self.unsafe)
            except UnreadableError as error:
                self.unread.append(Unread(error.path, error.reason))
                continue
            if mending.cycle:
                say(f"{source.path}: fixes of {', '.join(mending.cycle)} undo one another; left as it was before them")
            self.unread.extend(mending.failures)
            self.changed += mending.text != source.text
            yield source, mending

    def _write(self, source: Source, mended: Source) -> None:
        before, after = (s.bom + s.encode(s.text) for s in (source, mended))
        if source.piped:
            if self.copy is not None:
                self.copy.write(after)
        elif before != after:
            rewrite(Path(source.path), after, before=before)

    def _tell(self, source: Source, mending: Mending) -> None:
        """Say what was mended."""
        if self.show:
            for change in mending.changes:
                line, column = change.place
                say(f"{source.path}:{line}:{column}: {change.rule}: {change.replacement!r}")
        if mending.changes:
            rules = Counter(change.rule for change in mending.changes)
            say(f"{source.path}: mended {', '.join(f'{count} {rule}' for rule, count in rules.most_common())}")
