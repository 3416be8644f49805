"""The command that holds copies against their original: compare."""

from __future__ import annotations

from typing import Any

from copylint.frontends._copying import copies_run, road


def compare(original: str, copies: list[str], **given: Any) -> int:
    """Tell what copies changed of their original: exit code 0 nothing, 1 findings, 2 no copy, or not read."""
    comparing = road(given)
    return copies_run(comparing, comparing.reports(comparing.original(original), copies), given)
