"""The pages say what is so: commands give the output shown, tables name what there is, links lead somewhere."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from copylint.checks import mechanism_names
from copylint.frontends._check_options import Format
from copylint.frontends._options import FailOn
from copylint.model.finding import Severity
from copylint.pipeline import Pipeline
from copylint.settings import SHOWABLE, Settings
from copylint.settings.keys import SOURCE, keys
from examples import run_bad, run_good

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITTEN = (page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "rules")
PAGES = [*sorted(ROOT.glob("*.md")), *WRITTEN]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")
TRY = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/copylint check seeds/texts"
TEST = "python3 -m venv .venv && .venv/bin/pip install '.[dev]' && .venv/bin/pytest"


def blocks(text: str, kind: str) -> list[str]:
    return [body for language, body in BLOCK.findall(text) if language == kind]


def shown_runs() -> list[Any]:
    """Each command of a page's console blocks with the output shown below it."""
    runs = []
    for page in PAGES:
        for body in blocks(page.read_text(encoding="utf-8"), "console"):
            for run in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, output = run.split("\n", 1)
                runs.append(pytest.param(command, output, id=f"{page.name}: {command}"))
    return runs


@pytest.mark.parametrize(("command", "output"), shown_runs())
def test_commands_give_the_output_shown(command: str, output: str) -> None:
    name, *args = command.split()
    assert name == "copylint"
    done = subprocess.run(
        [sys.executable, "-m", name, *args],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.decode() == output
    assert done.stderr == b""


def test_the_readme_shows_a_run() -> None:
    assert [body.split("\n")[0] for body in blocks(README, "console")] == ["$ copylint check docs/example.txt"]


def test_two_commands_set_everything_up() -> None:
    assert [body.strip() for body in blocks(README, "sh") if "venv" in body] == [TRY, TEST]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.name))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.name))
def test_python_shown_runs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for number, body in enumerate(blocks(text, "pycon"), 1):
        test = doctest.DocTestParser().get_doctest(body, {}, f"{page.name} {number}", str(page), 0)
        assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.name))
def test_rules_named_are_there(page: Path) -> None:
    names = {rule.name for rule in Pipeline().rules}
    for name in re.findall(r"copylint explain ([a-z][a-z-]+)", page.read_text(encoding="utf-8")):
        assert name in names


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.name))
def test_paths_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:src|rules|tests|docs|seeds|\.ci)/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path


def test_formats_and_levels_are_all_named() -> None:
    for word in (*Format, *FailOn, *SHOWABLE):
        assert f"`{word}`" in README or f'"{word}"' in README or re.search(rf"\b{word}\b", README)


def test_the_settings_shown_load_and_are_all(tmp_path: Path) -> None:
    (shown,) = [body for body in blocks(README, "toml") if "fail-on" in body]
    assert tuple(tomllib.loads(shown)) == (*keys(), SOURCE)
    (tmp_path / "our-rules").mkdir()
    (tmp_path / "our-names.csv").touch()
    (tmp_path / "copylint.toml").write_text(shown, encoding="utf-8")
    settings = Settings.load(tmp_path)
    assert settings.rules == (tmp_path / "our-rules",)
    assert settings.policy.fail_on is Severity.ERROR


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=lambda p: str(p.name))
def test_the_rules_shown_pass_their_examples(page: Path, tmp_path: Path) -> None:
    shown = [body for body in blocks(page.read_text(encoding="utf-8"), "toml") if "[[example]]" in body]
    assert shown
    for number, body in enumerate(shown):
        file = tmp_path / "truncation" / f"shown-{number}.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(body, encoding="utf-8")
        road = Pipeline(Settings.of(rules=[file]))
        rule = road.rule(file.stem)
        for example in rule.examples:
            (run_good if example.good else run_bad)(road, rule, example)


def test_the_page_on_building_names_every_part() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "copylint"
    parts = [p.name for p in package.iterdir() if p.is_dir() and not p.name.startswith(("_", "."))]
    assert [part for part in parts if f"`{part}/`" not in page] == []
    passes = page.split("## Passes")[1].split("\n## ")[0]
    named = {name for name in re.findall(r"`([a-z]+(?:_[a-z]+)*)`", passes) if "_" in name}
    assert named
    assert named <= set(mechanism_names())


def test_the_rule_pages_are_those_of_the_rules() -> None:
    spec = spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    build = module_from_spec(spec)
    spec.loader.exec_module(build)
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == build.pages(), "run docs/build.py"
