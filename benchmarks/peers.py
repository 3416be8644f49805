"""The tools that are measured side by side, each installed in an environment of its own, and how each is run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
READ_ALL = """
import sys
from pathlib import Path
texts = [f.read_text("utf-8") for p in map(Path, sys.argv[1:]) for f in ([p] if p.is_file() else p.rglob("*.txt"))]
"""
FTFY = f"{READ_ALL}from ftfy import fix_text\nfor text in texts: fix_text(text)"
HARPER = f"{READ_ALL}from harper import Linter\nlinter = Linter()\nfor text in texts: linter.lint(text)"


class Tool(NamedTuple):
    """A tool: what pip installs, the command for paths, its exit codes, the most it is given (None: all)."""

    name: str
    needs: tuple[str, ...]
    run: Callable[[Path, Sequence[str]], list[str]]
    codes: tuple[int, ...] = (0, 1)
    most_bytes: int | None = None
    about: str = ""


def _program(*words: str) -> Callable[[Path, Sequence[str]], list[str]]:
    """Return what runs a program of the environment."""
    return lambda env, paths: [str(env / "bin" / words[0]), *words[1:], *paths]


def _script(code: str) -> Callable[[Path, Sequence[str]], list[str]]:
    """Return what runs a script with the environment's Python."""
    return lambda env, paths: [str(env / "bin" / "python"), "-c", code, *paths]


COPYLINT = Tool(
    "copylint",
    (str(ROOT),),
    _program("copylint", "check", "--no-cache", "--format", "concise"),
    about="all default rules, nothing kept from run to run",
)
ONE_CORE = (  # with the option that keeps a run on one core, which is no plain check and so loads typer
    _program("copylint", "check", "--no-cache", "--format", "concise", "--jobs", "1")
)
PEERS = (
    Tool(
        "typos", ("typos",), _program("typos", "--isolated", "--threads", "1"), (0, 2), about="a list of misspellings"
    ),
    Tool("codespell", ("codespell",), _program("codespell"), (0, 65), None, "a list of misspellings"),
    Tool("ftfy", ("ftfy",), _script(FTFY), (0,), 4_000_000, "mojibake and odd characters; a library, read by a loop"),
    Tool("proselint", ("proselint",), _program("proselint", "check"), (0, 1), 400_000, "style"),
    Tool("harper", ("harper-py",), _script(HARPER), (0,), 60_000, "grammar; a library, read by a loop"),
)


def installed(tool: Tool, folder: Path) -> Path:
    """Return the environment of a tool, made where it isn't there; copylint's is made anew each time."""
    env = folder / tool.name
    if tool is COPYLINT or not (env / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(env)], check=True)
        pip = [str(env / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *tool.needs], check=True)
    return env


def versions(env: Path) -> list[str]:
    """Return what is installed in an environment, as `name==version`."""
    command = [str(env / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "freeze"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")[:-1]


def sample(files: Sequence[Path], tool: Tool) -> tuple[list[Path], int]:
    """Return the files a tool is given, and their bytes: all, or as many as it can be expected to get through."""
    kept: list[Path] = []
    size = 0
    for file in files:
        if tool.most_bytes is not None and size >= tool.most_bytes:
            break
        kept.append(file)
        size += file.stat().st_size
    return kept, size
