"""The command that holds copies against one another: consensus."""

from __future__ import annotations

from typing import Any

from copylint.frontends._copying import copies_run, road


def consensus(copies: list[str], **given: Any) -> int:
    """Tell which of several copies stands alone: exit code 0 none, 1 findings, 2 something is no copy or not read."""
    comparing = road(given)
    return copies_run(comparing, comparing.consensus(copies), given)
