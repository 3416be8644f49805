"""What is shown, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable

from copylint.model.finding import Confidence, Finding
from copylint.model.report import Verdict
from copylint.settings import Settings


def select(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """Return the findings to show: by default those at least likely and at least a warning."""
    least = Confidence.POSSIBLE if "possible" in settings.show else Confidence.LIKELY
    return [f for f in findings if f.confidence >= least and (f.severity > 0 or "info" in settings.show)]


def judge(findings: Iterable[Finding], settings: Settings) -> Verdict:
    """Return `fail` where a finding is at or above the severity that fails."""
    return "fail" if any(f.severity >= settings.fail_on for f in findings) else "pass"
