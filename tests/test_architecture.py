"""What holds for the project as a whole: who imports whom, what every part declares, how large it may grow."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from copylint.checks import mechanism
from copylint.checks._base import Check, Param
from copylint.model.rule import FAMILIES
from copylint.pipeline import Pipeline

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "copylint"
RULES = ROOT / "rules"
MODULES = sorted(PACKAGE.rglob("*.py"))
MECHANISMS = sorted(p.stem for p in (PACKAGE / "checks").glob("*.py") if not p.stem.startswith("_"))
WRITTEN = (page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "rules")  # those hold examples
PAGES = [*sorted(ROOT.glob("*.md")), *WRITTEN]
MAY_PRINT = {"frontends", "reports", "app.py"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MACHINE_PATH = re.compile(r"(?<![\w.<])/(?:home|root|Users|tmp|work|opt|mnt|srv|var)/|[A-Z]:\\|localhost|127\.0\.0\.1")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_mechanism_says_what_it_finds_and_takes(name: str) -> None:
    found = mechanism(name)
    assert found is not None
    assert issubclass(found, Check)
    assert found.about.strip()
    assert found.__doc__
    for key, param in found.params.items():
        assert key.isidentifier()
        assert isinstance(param, Param)
        assert param.about.strip(), key
        assert param.default is None or param.accepts(param.default), key


def test_every_mechanism_is_used_by_a_rule() -> None:
    assert {rule.check for rule in Pipeline().rules} == set(MECHANISMS)


def test_rules_lie_in_families() -> None:
    folders = {p.name for p in RULES.iterdir() if p.is_dir()} - {"entities"}
    assert folders <= set(FAMILIES)
    assert {p.parent.name for p in RULES.rglob("*.toml") if p.name != "causes.toml"} == folders
    for rule in Pipeline().rules:
        assert rule.family == Path(rule.path).parent.name


def test_causes_are_those_that_rules_feed() -> None:
    pipeline = Pipeline()
    fed = {rule.evidence.cause for rule in pipeline.rules if rule.evidence}
    assert fed == set(pipeline.causes)


def test_every_cause_can_be_proved() -> None:
    pipeline = Pipeline()
    proved = {rule.evidence.cause for rule in pipeline.rules if rule.evidence and rule.evidence.role == "proof"}
    assert proved == set(pipeline.causes)


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_stays_small_and_speaks_through_reports(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_MODULE
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.body[0].lineno < LONGEST_FUNCTION, node.name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            assert MAY_PRINT & set(module.relative_to(PACKAGE).parts), f"print in line {node.lineno}"


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert not drawers & {part.removesuffix(".py") for m in MODULES for part in m.relative_to(PACKAGE).parts}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_pages_speak_of_the_project_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert MACHINE_PATH.search(text) is None
    assert "../" not in re.sub(r"\]\((?:\.\./)+[\w./#-]+\)", "", text)


def test_rules_files_hold_nothing_unread() -> None:
    for file in RULES.rglob("*"):
        assert file.is_dir() or file.suffix in {".toml", ".tsv"} or file.name == "measured.json", file


def test_what_is_imported_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [d for name, extra in project["project"]["optional-dependencies"].items() if name != "dev" for d in extra]
    named_there = {re.split(r"[<>=~!\[ ]", d)[0] for d in (*project["project"]["dependencies"], *extras)}
    modules = {
        "re2": "google-re2",
        "spellchecker": "pyspellchecker",
        "markdown_it": "markdown-it-py",
        "harper": "harper-py",
    }
    build_time = {PACKAGE / "lexicon" / "build.py"}
    imported = {
        name.split(".")[0]
        for module in set(MODULES) - build_time
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        for name in imports(node)
    }
    outside = {modules.get(n, n.replace("_", "-")) for n in imported - sys.stdlib_module_names - {"copylint"}}
    assert outside <= named_there


def imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    return []
