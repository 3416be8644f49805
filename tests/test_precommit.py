"""The hook, run by the real pre-commit on a small repository: it stops damaged copy and lets sound copy through."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = (
    "src",
    "rules",
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    "NOTICE",
    ".pre-commit-hooks.yaml",
)
BUILT = shutil.ignore_patterns("__pycache__", "words.marisa", "near.marisa", ".*")
SOUND = "The harbour master said he doesn’t expect a deal before Monday.\n"
DAMAGED = "The harbour master said he doesnt expect a deal before Monday.\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git")


class Desk:
    """A small repository whose settings name the hook."""

    def __init__(self, folder: Path, hooks: Path, revision: str) -> None:
        self.folder = folder
        self.env = os.environ | {"PRE_COMMIT_HOME": str(folder.parent / "pre-commit"), "NO_COLOR": "1"}
        self.env = {key: value for key, value in self.env.items() if not key.startswith("GIT_")}
        repository(folder)
        config = f"repos:\n  - repo: {hooks.as_uri()}\n    rev: {revision}\n    hooks:\n      - id: copylint\n"
        self.write(".pre-commit-config.yaml", config)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        git(self.folder, "add", name)

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", *args]
        return subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)


def git(folder: Path, *args: str) -> str:
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    identity = ("-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *identity, *args]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True).stdout


def repository(folder: Path) -> None:
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The hook installed from a commit of what the checkout holds."""
    base = tmp_path_factory.mktemp("desk")
    hooks = base / "copylint"
    repository(hooks)
    for name in PACKAGE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, hooks / name, ignore=BUILT)
        else:
            shutil.copy(ROOT / name, hooks / name)
    git(hooks, "add", "--all", "--force")
    git(hooks, "commit", "--quiet", "--message=copylint")
    desk = Desk(base / "stories", hooks, git(hooks, "rev-parse", "HEAD").strip())
    installed = desk.run("install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return desk


def test_sound_copy_passes(desk: Desk) -> None:
    desk.write("story.txt", SOUND)
    done = desk.run("run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_damaged_copy_is_stopped(desk: Desk) -> None:
    desk.write("story.txt", DAMAGED)
    done = desk.run("run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "contraction-without-apostrophe" in done.stdout
    assert "exit code: 1" in done.stdout


def test_what_is_no_copy_is_passed_by(desk: Desk) -> None:
    desk.write("story.txt", SOUND)
    desk.write("notes.md", DAMAGED)
    desk.write("program.py", "# he doesnt\n")
    done = desk.run("run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_commit_is_stopped(desk: Desk) -> None:
    desk.write("story.txt", DAMAGED)
    assert desk.run("install").returncode == 0
    env = desk.env | {"GIT_AUTHOR_NAME": "desk", "GIT_AUTHOR_EMAIL": "desk@example.org"}
    env |= {"GIT_COMMITTER_NAME": "desk", "GIT_COMMITTER_EMAIL": "desk@example.org"}
    commit = ["git", "-c", "commit.gpgsign=false", "commit", "--message=story"]
    stopped = subprocess.run(commit, cwd=desk.folder, env=env, capture_output=True, text=True, check=False)
    assert stopped.returncode == 1
    desk.write("story.txt", SOUND)
    passed = subprocess.run(commit, cwd=desk.folder, env=env, capture_output=True, text=True, check=False)
    assert passed.returncode == 0, passed.stderr
