"""A real LanguageTool server: one by its address, and one that copylint starts and ends.

Its jars come from Maven Central (scripts/languagetool-server fetches them). `.ci/run` has a server running already and
says where; elsewhere the tests start what they need, and are left out where there is no Java or no Maven.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from copylint.app import app
from copylint.model.rule import from_outside
from copylint.outside import keeper
from copylint.outside.match import EngineError
from copylint.outside.server import Server, answers
from copylint.pipeline import Pipeline
from copylint.settings import Settings

HERE = Path(__file__).parents[1]
COPY = """\
Ferry report 🎭 for the week

😀 The board said that a international crew was late. The were no reports of damage to the ferry, the port board said.

“It were a international crew,” he said. Kovalivska of the union met Zorgani there, and the ferry result was positve.
"""
EXPECTED = [
    ("languagetool/EN_A_VS_AN", "a"),
    ("languagetool/THE_THEY", "The"),
    ("languagetool/MORFOLOGIK_RULE_EN_US", "positve"),
]


@pytest.fixture(autouse=True)
def bare(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rules of its own copylint explains nothing of what the engine finds."""
    empty = tmp_path_factory.mktemp("rules")
    monkeypatch.setattr("copylint.pipeline.own_rules", lambda: empty)


@pytest.fixture(scope="module")
def folder() -> Path:
    """The folder of LanguageTool's jars."""
    given = os.environ.get("COPYLINT_LANGUAGETOOL_FOLDER")
    if given:
        return Path(given)
    for program in ("java", "mvn", "bash"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing, without which there is no LanguageTool server")
    command = ["bash", str(HERE / "scripts" / "languagetool-server"), "--fetch"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"LanguageTool's jars can't be fetched: {done.stderr.strip()[-200:]}")
    return Path(done.stdout.strip())


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """The address of a running server."""
    given = os.environ.get("COPYLINT_LANGUAGETOOL_URL")
    if given:
        yield given
        return
    server = Server(folder)
    yield server.url()
    server.close()


def found(settings: Settings) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in Pipeline(settings).lint(COPY) if from_outside(f.rule)]


def test_what_languagetool_finds_stands_where_it_says(url: str) -> None:
    assert found(Settings.of(grammar="languagetool", languagetool_url=url, select=[r for r, _ in EXPECTED])) == EXPECTED


def test_raw_it_would_call_names_misspelled(url: str) -> None:
    pipeline = Pipeline(Settings.of(grammar="languagetool", languagetool_url=url))
    assert pipeline.grammar is not None
    (matches,) = pipeline.grammar.engine.matches([COPY.strip().split("\n\n")[-1]], "en-US")
    assert {"MORFOLOGIK_RULE_EN_US"} < {match.rule for match in matches}
    texts = [COPY.strip().split("\n\n")[-1][m.span.start : m.span.end] for m in matches]
    assert {"Kovalivska", "Zorgani"} <= set(texts)


def test_its_mark_is_its_version(url: str) -> None:
    pipeline = Pipeline(Settings.of(grammar="languagetool", languagetool_url=url))
    assert pipeline.grammar is not None
    assert pipeline.grammar.mark.startswith("languagetool 6.")


def test_a_server_of_our_own_is_started_once_and_ended(folder: Path, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(COPY, encoding="utf-8")
    pipeline = Pipeline(Settings.of(grammar="languagetool", languagetool_folder=str(folder)))
    assert pipeline.grammar is not None
    assert "languagetool-server-6" in pipeline.grammar.mark  # nothing was started for that
    address = pipeline.grammar.prepare()
    assert address is not None
    port = int(address.rstrip("/").rpartition(":")[2])
    assert answers("127.0.0.1", port)
    assert [f.text for f in pipeline.lint(COPY) if f.rule == "languagetool/THE_THEY"] == ["The"]
    assert pipeline.grammar.prepare() == address
    pipeline.grammar.engine.close()
    assert not answers("127.0.0.1", port)


def test_jars_that_are_none_are_said_in_one_line(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("java is missing, without which no server can be started")
    (tmp_path / "languagetool-server.jar").write_bytes(b"no jar")
    with pytest.raises(EngineError, match="doesn't start") as error:
        Server(tmp_path).url()
    assert "\n" not in str(error.value)
    (tmp_path / "a.txt").write_text(COPY, encoding="utf-8")
    options = ["--grammar", "languagetool", "--languagetool-folder", str(tmp_path)]
    result = CliRunner().invoke(app, ["check", str(tmp_path / "a.txt"), *options])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_without_java_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "languagetool-server.jar").write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="Java is missing"):
        Server(tmp_path).url()


def test_a_server_ends_with_whoever_started_it() -> None:
    sleep = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
    command = [sys.executable, str(Path(keeper.__file__)), *sleep]
    started = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.communicate()  # closes its input
        assert process.returncode != 0
    assert time.monotonic() - started < 30


def test_a_command_that_ends_by_itself_is_not_waited_for() -> None:
    command = [sys.executable, str(Path(keeper.__file__)), sys.executable, "-c", "raise SystemExit(3)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.wait(timeout=30) == 3
