"""What the findings of one text say together."""

from __future__ import annotations

from typing import NamedTuple


class Diagnosis(NamedTuple):
    """A cause the text gives proof of; `findings` counts those shown, `why` names the evidence."""

    cause: str
    message: str
    findings: int
    why: str
