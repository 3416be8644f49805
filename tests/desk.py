"""A desk with few rules: what tests of the command line, of waivers and of baselines stand on."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from copylint.app import app

RULE = """
message = "Left in: {{text}}."
check = "pattern"
severity = "{severity}"
confidence = "{confidence}"
fix = "safe"
[params]
pattern = "\\\\b{word}\\\\b"
replace = ["word"]
[docs]
what = "Finds a placeholder."
why = "A reader cannot use it."
sources = ["a desk's log"]
[[example]]
bad = "one {word} two"
find = ["{word}"]
fixed = "one word two"
[[example]]
good = "one word two"
"""
FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Quay</title>
<item><guid>q-1</guid><title>Ferry late</title><description>The mate said zorg to all.</description></item>
<item><guid>q-2</guid><title>Ferry in</title><description>The crew &amp; mate zorg zwarn there.</description></item>
</channel></rss>
"""


def furnish(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with settings and four rules, and none of the shipped ones; it is the working folder."""
    own = folder / "shipped"
    own.mkdir()
    monkeypatch.setattr("copylint.pipeline.own_rules", lambda: own)
    monkeypatch.chdir(folder)
    rules = folder / "my-rules" / "boilerplate"
    rules.mkdir(parents=True)
    for word, severity, confidence in (
        ("zorg", "error", "certain"),
        ("zwarn", "warning", "likely"),
        ("zinfo", "info", "certain"),
        ("zmaybe", "error", "possible"),
    ):
        text = RULE.format(severity=severity, confidence=confidence, word=word)
        (rules / f"{word}-left-in.toml").write_text(text, encoding="utf-8")
    (folder / "copylint.toml").write_text('rules = ["./my-rules"]\n', encoding="utf-8")
    return folder


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def copy(text: str, name: str = "a.txt") -> str:
    Path(name).write_text(text, encoding="utf-8", newline="")
    return name


def places(*arguments: str) -> list[str]:
    """Return where `copylint` finds something, and the rule."""
    lines = run(*arguments, "--format", "concise").stdout.splitlines()
    return [" ".join(line.split()[:2]) for line in lines]
