"""The road: source → document → checks → diagnosis → findings → policy → report; wired here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from copylint.diagnosis.weigh import headlines, weigh
from copylint.documents.build import build, build_item
from copylint.engine.run import Engine
from copylint.entitylists.store import load_entities
from copylint.fixes.apply import apply_edits, edits_of
from copylint.lexicon.entities import EntityList
from copylint.lexicon.resources import Resources
from copylint.lexicon.words import words
from copylint.model.document import Document
from copylint.model.errors import CopylintError, UnknownRuleError, UnreadableError
from copylint.model.finding import Finding
from copylint.model.report import DocumentReport, FileReport
from copylint.model.rule import Cause, Measured, Rule
from copylint.model.source import Source, Unread
from copylint.policy.overlap import left_as_written, settle
from copylint.policy.select import judge, select
from copylint.rulepacks.load import load_causes, load_rules
from copylint.rulepacks.measured import load_measured
from copylint.rulepacks.places import own_lists, own_rules, plugged_rules
from copylint.settings import Settings
from copylint.sources.carriers import items_of
from copylint.sources.reading import read_all

FIX_ROUNDS = 10


class Pipeline:
    """Everything a run needs, loaded on first use and kept for all its files."""

    def __init__(self, settings: Settings | None = None, say: Callable[[str], object] | None = None) -> None:
        """Take the settings; rules and entities are read when first asked for, and `say` is told of what takes long."""
        self.settings = settings or Settings()
        self.say = say

    @cached_property
    def _folders(self) -> list[Path]:
        return [own_rules(), *plugged_rules(), *self.settings.rules]

    @cached_property
    def rules(self) -> list[Rule]:
        """All rules in force, by family and name."""
        return load_rules(self._folders)

    @cached_property
    def measured(self) -> dict[str, Measured]:
        """What each shipped rule was worth on the accuracy benchmark."""
        return load_measured(own_rules())

    @cached_property
    def causes(self) -> dict[str, Cause]:
        """All causes a diagnosis may name."""
        return load_causes(self._folders)

    @cached_property
    def entities(self) -> EntityList:
        """The shipped entities and the user's own; later ones of a name win."""
        return load_entities(own_lists(), self.settings.entities, self.say)

    @cached_property
    def engine(self) -> Engine:
        """The checks, built from the rules."""
        return Engine(self.rules, Resources(words(), self.entities))

    def rule(self, name: str) -> Rule:
        """Return the rule of a name.

        Raises:
            UnknownRuleError: with the nearest names.

        """
        by_name = {rule.name: rule for rule in self.rules}
        if name not in by_name:
            raise UnknownRuleError(name, get_close_matches(name, by_name, 3))
        return by_name[name]

    def run(self, paths: Sequence[str], stdin_name: str | None = None) -> Iterator[FileReport | Unread]:
        """Yield a report for every file under the paths, and what could not be read."""
        for source in read_all(paths, stdin_name):
            yield source if isinstance(source, Unread) else self._check_or_say(source)

    def documents(self, paths: Sequence[str], unread: list[Unread]) -> Iterator[Document]:
        """Yield every document under the paths without checking it; what could not be read goes to `unread`."""
        for source in read_all(paths, None):
            if isinstance(source, Unread):
                unread.append(source)
            else:
                yield from self._documents(source, unread)

    def _check_or_say(self, source: Source) -> FileReport | Unread:
        """Return the report on a source or, where something outside the checks fails, that it was not read."""
        try:
            return self.check(source)
        except CopylintError:
            raise
        except Exception as error:  # noqa: BLE001  one file that fails must not end a run over many
            return Unread(source.path, f"not checked: {type(error).__name__}: {error}")

    def check(self, source: Source) -> FileReport:
        """Return the report on one source."""
        failures: list[Unread] = []
        reports = []
        for doc in self._documents(source, failures):
            report, failed = self.examine(doc)
            reports.append(report)
            failures.extend(failed)
        return FileReport(source.path, source.encoding, tuple(reports), tuple(failures))

    def _documents(self, source: Source, unread: list[Unread]) -> Iterator[Document]:
        """Yield one document of plain copy, or one an item of a carrier; where that breaks off goes to `unread`."""
        items = items_of(source)
        if items is None:
            yield build(source)
            return
        try:
            for item in items:
                yield build_item(source, item)
                source = replace(source, guessed=False)  # said once a file
        except UnreadableError as error:
            unread.append(Unread(error.path, error.reason))

    def examine(self, doc: Document) -> tuple[DocumentReport, list[Unread]]:
        """Return the report on one document, and the checks that failed on it."""
        found, failures = self.engine.run(doc)
        raw = [f for f in found if not left_as_written(f, doc.text)]
        weighed, believed = weigh(raw, self.causes)
        shown = select(settle(weighed), self.settings)
        return DocumentReport(
            document=doc,
            findings=tuple(shown),
            diagnosis=headlines(believed, self.causes, shown),
            unchecked=self.engine.unchecked(doc),
            verdict=judge(shown, self.settings),
        ), failures

    def evidence(self, text: str) -> list[Finding]:
        """Return everything the checks find in a text before diagnosis, counter-evidence included."""
        return self.engine.run(build(Source("-", text)))[0]

    def fix(self, text: str, *, unsafe: bool = False, only: str | None = None) -> str:
        """Return the text with the fixes of its findings put in, until nothing changes; `only` names one rule.

        A fix may uncover damage that another finding had explained: a few rounds end that.
        """
        for _ in range(FIX_ROUNDS):
            findings = [f for f in self.check(Source("-", text)).findings() if only in (None, f.rule)]
            mended = apply_edits(text, edits_of(findings, unsafe=unsafe))
            if mended == text:
                break
            text = mended
        return text
