"""Figures of the accuracy benchmark, as recorded beside the rules."""

from __future__ import annotations

import json
from pathlib import Path

from copylint.model.errors import ConfigurationError
from copylint.model.rule import Measured

FILE = "measured.json"


def load_measured(folder: Path) -> dict[str, Measured]:
    """Return what each rule was worth on the benchmark; rules it never called on are left out.

    Raises:
        ConfigurationError: the file beside the rules isn't what the benchmark writes.

    """
    file = folder / FILE
    if not file.is_file():
        return {}
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return {name: Measured(on=table["on"], **row) for name, row in table["rules"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(str(file), "", "the record of benchmarks/accuracy.py --record", str(error)) from error
