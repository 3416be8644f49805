"""A finding in one line, for viewers that don't show the copy."""

from __future__ import annotations

from copylint.model.finding import Finding
from copylint.reports.escapes import visible

LONGEST = 60  # code points of copy in a line
CUT = "…"


def described(finding: Finding) -> str:
    """Return the message and, where it doesn't hold them already, the text and what to put for it; nothing unseen."""
    message = finding.message
    suggestion = finding.suggestions[0] if finding.suggestions else ""
    if not suggestion.strip() or suggestion in message:
        return visible(message)
    text = "" if finding.text in message else f": {_cut(finding.text)}"
    return visible(f"{message.removesuffix('.')}{text} → {_cut(suggestion)}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + CUT
