"""The road: source → document → checks → diagnosis → findings → policy → report; wired here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from copylint import __version__
from copylint.diagnosis.weigh import headlines, weigh
from copylint.documents.build import build, build_item
from copylint.engine.run import Engine
from copylint.entitylists.store import load_entities
from copylint.fixes.apply import changes_of
from copylint.fixes.mend import mend
from copylint.lexicon.entities import EntityList
from copylint.lexicon.resources import Resources
from copylint.lexicon.words import words
from copylint.model.document import Document
from copylint.model.errors import ConfigurationError, CopylintError, UnknownKindError, UnknownRuleError, UnreadableError
from copylint.model.finding import Finding
from copylint.model.mending import Change, Mending
from copylint.model.report import DocumentReport, FileReport, WholeReport
from copylint.model.rule import Cause, Measured, Rule, from_outside
from copylint.model.source import Source, Unread
from copylint.model.traced import LineStarts
from copylint.policy.baseline import Baseline
from copylint.policy.overlap import left_as_written, settle
from copylint.policy.places import WAIVERS, beside
from copylint.policy.select import asked, reasons, select, unknown_names
from copylint.policy.waivers import Waivers
from copylint.rulepacks.load import load_causes, load_rules
from copylint.rulepacks.measured import load_measured
from copylint.rulepacks.places import code_mark, digest, own_lists, own_rules, plugged_rules
from copylint.settings import Policy, Reading, Settings
from copylint.sources.carriers import carrier_of
from copylint.sources.files import Excluded, Found, discover
from copylint.sources.items import Carrier, Item
from copylint.sources.reading import read

if TYPE_CHECKING:
    from copylint.outside.opening import Grammar
    from copylint.sources.story import Story


class Pipeline:
    """Everything a run needs, loaded on first use and kept for all its files."""

    def __init__(
        self,
        settings: Settings | None = None,
        say: Callable[[str], object] | None = None,
        *,
        force_exclude: bool = False,
        isolated: bool = False,
        waivers: Path | None = None,
        baseline: Path | None = None,
    ) -> None:
        """Take the settings; rules and entities are read when first asked for, and `say` is told of what takes long.

        What the settings exclude is left out of searched folders, with `force_exclude` also where it is named itself.
        `waivers` names a waiver file; otherwise one is looked for, but not where there are no settings or the run is
        to be `isolated`. `baseline` names a baseline whose findings aren't shown; without it there is none.
        """
        self.settings = settings or Settings()
        self.say = say
        self.force_exclude = force_exclude
        self.waiver_file = waivers or (beside(settings.path, WAIVERS) if settings and not isolated else None)
        self._baseline_file = baseline

    @property
    def own(self) -> bool:
        """Return whether anything but the settings themselves is the user's own."""
        settings = self.settings
        waived = self.waiver_file and self.waiver_file.exists()
        return bool(settings.rules or settings.entities or any(settings.named()) or waived or self._baseline_file)

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process make a pipeline like this one."""
        server = self.grammar.prepare() if self.grammar else None
        settings = self.settings.over({"languagetool-url": server}) if server else self.settings
        return (_again, (settings, self.force_exclude, self.waiver_file, self._baseline_file))

    @cached_property
    def _folders(self) -> list[Path]:
        return [own_rules(), *plugged_rules(), *self.settings.rules]

    @cached_property
    def rules(self) -> list[Rule]:
        """All rules in force, by family and name.

        Raises:
            ConfigurationError: a rule is broken, or the settings name one that isn't there.

        """
        rules = load_rules(self._folders)
        for name, nearest in unknown_names(self.settings, rules):
            expected = " or ".join(nearest) or "a rule or a family"
            raise ConfigurationError(str(self.settings.path or "settings"), name, expected, name)
        return rules

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
    def waivers(self) -> Waivers:
        """What is left as it is.

        Raises:
            ConfigurationError: the waiver file is broken.

        """
        file = self.waiver_file
        if file is None or not file.exists():
            return Waivers((), file)
        from copylint.policy.waiver_file import read_waivers  # noqa: PLC0415  not needed where there is none

        return read_waivers(file, [rule.name for rule in self.rules])

    @cached_property
    def baseline(self) -> Baseline:
        """What was there before.

        Raises:
            ConfigurationError: the baseline isn't there, or is broken.

        """
        if self._baseline_file is None:
            return Baseline()
        from copylint.policy.baseline_file import read_baseline  # noqa: PLC0415  not needed where there is none

        return read_baseline(self._baseline_file)

    @cached_property
    def engine(self) -> Engine:
        """The checks, built from the rules."""
        return Engine(self.rules, Resources(words(), self.entities), self.grammar)

    @cached_property
    def grammar(self) -> Grammar | None:
        """What asks the engine of others that the settings name."""
        if self.settings.grammar.engine is None:
            return None
        from copylint.outside.opening import open_grammar  # noqa: PLC0415

        return open_grammar(self.settings.grammar, words(), self.entities)

    @cached_property
    def measure(self) -> str:
        """A hash of the rules in force: where it is the same, rates of damage can be compared."""
        return digest([__version__], self._folders)

    @cached_property
    def state(self) -> str:
        """A hash of all that is in force, waivers and baseline too: where it is the same, so is the verdict on copy."""
        said = (self.measure, self.settings.state, self.waivers.state, self.baseline.state)
        return digest(said, [*own_lists(), *self.settings.entities])

    @cached_property
    def cache_state(self) -> str:
        """A hash of the state and of the program's own files: while it stays, so does the report on the same bytes."""
        return digest([self.state, code_mark(), self.grammar.mark if self.grammar else ""], [])

    def rule(self, name: str) -> Rule:
        """Return the rule of a name.

        Raises:
            UnknownRuleError: with the nearest names.

        """
        by_name = {rule.name: rule for rule in self.rules}
        if from_outside(name):
            from copylint.outside.opening import rule_of  # noqa: PLC0415

            return rule_of(name)
        if name not in by_name:
            from difflib import get_close_matches  # noqa: PLC0415

            raise UnknownRuleError(name, get_close_matches(name, by_name, 3))
        return by_name[name]

    def found(self, paths: Sequence[str]) -> Iterator[Found | Unread]:
        """Yield every file under the paths, what is excluded left out, and what could not be found."""
        return discover(paths, Excluded(self.settings.exclude, always=self.force_exclude))

    def opened(self, found: Found, stdin_name: str | None = None) -> tuple[Source, Carrier] | Unread | None:
        """Return a file as the carrier it is, or why it can't be read.

        None is data of an unknown kind that was found in a folder: nobody called it copy.
        """
        try:
            source = read(found.path, stdin_name if found.path == "-" else None, named=found.named)
            return source, carrier_of(source, self._reading)
        except UnknownKindError as error:
            return Unread(error.path, error.reason) if found.named else None
        except UnreadableError as error:
            return Unread(error.path, error.reason)

    def carriers(
        self, paths: Sequence[str], stdin_name: str | None = None
    ) -> Iterator[tuple[Source, Carrier] | Unread]:
        """Yield every file under the paths as the carrier it is, and what could not be read."""
        for found in self.found(paths):
            opened = found if isinstance(found, Unread) else self.opened(found, stdin_name)
            if opened is not None:
                yield opened
            elif isinstance(found, Found):
                self.pass_by(found)

    def pass_by(self, found: Found) -> None:
        """Say that a file of a searched folder isn't read."""
        if self.say:
            self.say(f"note: {found.path}: passed by, as it is data of a kind that holds no copy")

    def report_found(self, found: Found, stdin_name: str | None) -> FileReport | Unread | None:
        """Return the report on a file, why there is none, or None where nobody called it copy."""
        opened = self.opened(found, stdin_name)
        return opened if opened is None or isinstance(opened, Unread) else self.report(*opened)

    def report_on(self, source: Source) -> FileReport | Unread:
        """Return the report on a file that has been read, or that it is of a kind that can't be."""
        try:
            return self.report(source, carrier_of(source, self._reading))
        except UnreadableError as error:
            return Unread(error.path, error.reason)

    def story(self, name: str | None = None) -> tuple[Story, FileReport]:
        """Return the story that a content system hands over on standard input, and the report on it.

        Raises:
            UnreadableError: it is no such story.

        """
        from copylint.sources.story import Story  # noqa: PLC0415

        source = read("-", name)
        story = Story(source)
        return story, self.report(source, story)

    def report(self, source: Source, carrier: Carrier) -> FileReport:
        """Return the report on a file, whose documents are checked as they are asked for."""
        report = FileReport(source.path, source.encoding, ())
        report.documents = self._examined(source, carrier, report)
        return report

    def check(self, source: Source) -> WholeReport:
        """Return the report on one source.

        Raises:
            UnreadableError: it is of a kind that can't be read.

        """
        report = WholeReport(source.path, source.encoding, ())
        report.documents = tuple(self._examined(source, carrier_of(source, self._reading), report))
        return report

    def _examined(self, source: Source, carrier: Carrier, report: FileReport) -> Iterator[DocumentReport]:
        """Yield the report on each document of a source; what can't be read or checked goes to the failures."""
        for item in self.items(source, carrier, report.failures):
            examined, failed = self.examine_item(source, carrier, item)
            report.failures.extend(failed)
            if examined:
                report.failed = report.failed or examined.verdict == "fail"
                yield examined
            if source.guessed:
                source = replace(source, guessed=False)  # said once a file

    def noted(self, report: FileReport) -> Iterator[DocumentReport]:
        """Return the documents of a report; as they are read, waivers and baseline remember what they met."""
        return self._noting(report.documents, report)

    def _noting(self, documents: Iterable[DocumentReport], report: FileReport) -> Iterator[DocumentReport]:
        for document in documents:
            self.waivers.note(document)
            self.baseline.note(document)
            yield document
        if not report.failures:
            self.waivers.finish(report.path)
            self.baseline.finish(report.path)

    def examine_item(self, source: Source, carrier: Carrier, item: Item) -> tuple[DocumentReport | None, list[Unread]]:
        """Return the report on an item and the checks that failed; no report where something outside them failed."""
        try:
            return self.examine(self.document(source, carrier, item))
        except CopylintError:
            raise
        except Exception as error:  # noqa: BLE001  one item that fails must not end a run over many
            which = f"item {item.id} " if item.id else ""
            return None, [Unread(source.path, f"{which}not checked: {type(error).__name__}: {error}")]

    def documents(self, paths: Sequence[str], unread: list[Unread]) -> Iterator[Document]:
        """Yield every document under the paths without checking it; what could not be read goes to `unread`."""
        for opened in self.carriers(paths):
            if isinstance(opened, Unread):
                unread.append(opened)
                continue
            source, carrier = opened
            for item in self.items(source, carrier, unread):
                yield self.document(source, carrier, item)

    @staticmethod
    def items(source: Source, carrier: Carrier, unread: list[Unread]) -> Iterator[Item]:
        """Yield the items of a carrier; what can't be read of it goes to `unread`."""
        try:
            for item in carrier.items():
                if isinstance(item, Unread):
                    unread.append(item)
                else:
                    yield item
        except UnreadableError as error:
            unread.append(Unread(error.path, error.reason))
        except OSError as error:
            unread.append(Unread(source.path, error.strerror or str(error)))

    def examine(self, doc: Document) -> tuple[DocumentReport, list[Unread]]:
        """Return the report on one document, and the checks that failed on it."""
        found, failures = self.engine.run(doc)
        return self.judged(doc, found), failures

    def judged(self, doc: Document, found: Iterable[Finding]) -> DocumentReport:
        """Return the report on a document in which something was found: waived, weighed, selected."""
        raw = [f for f in found if not left_as_written(f, doc.text)]
        open_, waived = self.waivers.part(raw, doc)
        weighed, believed = weigh(open_, self.causes)
        policy = self._policy(doc.credit, doc.source.path)
        settled = settle(asked(weighed, policy), waived)
        shown, known = self.baseline.part(select(settled, policy), settled, doc)
        told, why = headlines(believed, self.causes, shown), reasons(shown, policy)
        unchecked = self.engine.unchecked(doc)
        return DocumentReport(doc, tuple(shown), told, unchecked, why, tuple(waived), tuple(known))

    def lint(self, text: str) -> tuple[Finding, ...]:
        """Return the findings in a text that is plain copy, whatever it looks like."""
        return self.examine(build(Source("-", text)))[0].findings

    def fix(self, text: str, *, unsafe: bool = False, only: str | None = None) -> str:
        """Return a text that is plain copy with the fixes of its findings put in; `only` names one rule."""

        def changes(now: str) -> tuple[list[Change], list[Unread]]:
            doc = build(Source("-", now))
            findings = [f for f in self.examine(doc)[0].findings if only in (None, f.rule)]
            return changes_of(findings, doc, LineStarts(now), unsafe=unsafe), []

        return mend(text, changes).text

    def mend(self, source: Source, *, unsafe: bool = False) -> Mending:
        """Return the text of a file with the fixes of its findings put in where they stand in the file.

        Raises:
            UnreadableError: it is of a kind that can't be read.

        """

        def changes(now: str) -> tuple[list[Change], list[Unread]]:
            report = self.check(replace(source, given=now))
            lines = LineStarts(now)
            parts = (changes_of(d.findings, d.document, lines, unsafe=unsafe) for d in report.documents)
            return [change for part in parts for change in part], report.failures

        return mend(source.text, changes)

    def document(self, source: Source, carrier: Carrier, item: Item) -> Document:
        """Return an item as a document, in the locale that the settings give it."""
        doc = build(source) if carrier.kind == "text" else build_item(source, item)
        locale = self._policy(doc.credit, source.path).locale
        return replace(doc, told_locale=locale) if locale and doc.english else doc

    def _policy(self, credit: str, path: str) -> Policy:
        """Return what holds for copy; where nothing differs by source, it is made once."""
        return self.settings.policy_for(credit, path) if self.settings.sources else self._one_policy

    @cached_property
    def _reading(self) -> Reading:
        return self.settings.reading

    @cached_property
    def _one_policy(self) -> Policy:
        return self.settings.policy


def _again(settings: Settings, force_exclude: bool, waivers: Path | None, baseline: Path | None) -> Pipeline:  # noqa: FBT001
    return Pipeline(settings, force_exclude=force_exclude, isolated=True, waivers=waivers, baseline=baseline)
