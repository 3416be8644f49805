"""The formats of the report, by name; only the one asked for is loaded."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from copylint.model.rule import Rule
from copylint.reports._protocol import Report

if TYPE_CHECKING:
    from copylint.reports.paint import Painter  # rich takes 100 ms to load


class Format(NamedTuple):
    """Where a format is made, what it has to be given, and whether people read it on a terminal."""

    module: str
    report: str
    needs: tuple[str, ...] = ()
    for_people: bool = False

    def load(self) -> Callable[..., Report]:
        """Return what makes the report."""
        return cast("Callable[..., Report]", getattr(import_module(f"copylint.reports.{self.module}"), self.report))


FORMATS = MappingProxyType(
    {
        "text": Format("terminal", "TerminalReport", ("painter",), for_people=True),
        "concise": Format("concise", "ConciseReport", for_people=True),
        "json": Format("json_report", "JsonReport", ("version",)),
        "jsonl": Format("jsonl", "JsonLinesReport", ("version",)),
        "sarif": Format("sarif", "SarifReport", ("version", "rules")),
        "github": Format("github", "GithubReport"),
        "gitlab": Format("gitlab", "GitlabReport"),
        "junit": Format("junit", "JunitReport"),
        "checkstyle": Format("checkstyle", "CheckstyleReport"),
        "rdjson": Format("rdjson", "RdjsonReport"),
        "html": Format("html_report", "HtmlReport", ("version",)),
    }
)


def report(name: str, *, version: str, rules: Callable[[], list[Rule]], painter: Callable[[], Painter]) -> Report:
    """Return the report of a format; rules and painter are asked for only where it needs them."""
    form = FORMATS[name]
    give = {"version": lambda: version, "rules": lambda: rules, "painter": painter}
    return form.load()(*(give[need]() for need in form.needs))
