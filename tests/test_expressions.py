"""Patterns that are compiled late: the same as others, and all of them sound."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import copylint
from copylint.model import expressions
from copylint.model.expressions import expression


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    late, plain = expression(r"(?P<mark>[’'])s\b"), re.compile(r"(?P<mark>[’'])s\b")
    text = "the minister's aide, Russia’s delegation"
    assert [m.span("mark") for m in late.finditer(text)] == [m.span("mark") for m in plain.finditer(text)]
    assert late.sub("’s", text) == plain.sub("’s", text)
    assert (late.pattern, late.flags, late.groupindex) == (plain.pattern, plain.flags, plain.groupindex)


def test_flags_and_bytes_are_kept() -> None:
    assert expression("wire", re.IGNORECASE).search("WIRE")
    assert expression(rb"\s+").split(b"a  b") == [b"a", b"b"]


def test_every_pattern_of_the_program_compiles() -> None:
    kept = []
    for module in pkgutil.walk_packages(copylint.__path__, "copylint."):
        if not module.name.endswith("__main__"):
            kept += [v for v in vars(import_module(module.name)).values() if isinstance(v, expressions._Late)]
    assert len(kept) > 100
    for late in kept:
        assert late.pattern
