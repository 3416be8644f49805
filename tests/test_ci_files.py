"""What runs in pipelines: the GitHub action, the job for GitLab, the Jenkinsfile, and the examples of their page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
import yaml

from copylint.pipeline import Pipeline
from copylint.settings import Settings

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "ci" / "action.sh"
JENKINSFILE = (ROOT / "ci" / "Jenkinsfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SHELLS = [pytest.param([shell, "-e"], id=shell) for shell in ("bash", "sh") if shutil.which(shell)]

SOUND = "The harbour master said he doesn’t expect a deal before Monday.\n"
DAMAGED = "The harbour master said he doesnt expect a deal before Monday.\n"
WARNED = '“Yes,” said the mate. “No,” said the cook. “Well,” they said. The "old port" stayed.\n'
SPACED = "The harbour master spoke for an hour . He doesn’t expect a deal before Monday.\n"
HOSTILE = (
    "::add-mask::harbour\n\n   ::error::He doesnt know ##[error]why, and\n\n::stop-commands::pause\n\nhe cant say.\n"
)
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Desk</title>
<item><guid>q-1</guid><title>Ferry late</title><description>{0}</description></item>
<item><guid>q-2</guid><title>Ferry on time</title><description>{1}</description></item>
</channel></rss>
"""

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the scripts are for bash")


@dataclass(frozen=True)
class Done:
    code: int
    log: str
    outputs: dict[str, str]

    @property
    def commands(self) -> list[str]:
        """The lines of the log that GitHub takes for commands, as its runner reads them."""
        taken, stopped = [], ""
        for line in self.log.splitlines():
            text = line.lstrip()
            if stopped:
                stopped = "" if text == f"::{stopped}::" else stopped
            elif text.startswith("::stop-commands::"):
                stopped = text.removeprefix("::stop-commands::")
            elif text.startswith("::") or "##[" in text:
                taken.append(line)
        assert not stopped
        return [line for line in taken if line not in ("::group::Every finding with its place", "::endgroup::")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with sound and damaged copy; copylint is the one under test."""
    folder = tmp_path / "desk"
    (folder / "copy" / "late news").mkdir(parents=True)
    (folder / "copy" / "good.txt").write_text(SOUND, encoding="utf-8")
    (folder / "copy" / "late news" / "bad, story.txt").write_text(DAMAGED, encoding="utf-8")
    (tmp_path / "temp").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    for name in ("COPYLINT", "GITHUB_OUTPUT", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    return folder


def run(command: list[str], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return loaded


def step(name: str) -> dict[str, Any]:
    [found] = [s for s in action()["runs"]["steps"] if s.get("id") == name]
    return dict(found)


def act(name: str, desk: Path, **inputs: str) -> Done:
    """Run a step of the action's script, its variables filled as action.yml has it."""
    given = {key: str(value.get("default", "")) for key, value in action()["inputs"].items()}
    given |= {key.replace("_", "-"): value for key, value in inputs.items()}
    env = {"GITHUB_OUTPUT": str(desk.parent / "output"), "RUNNER_TEMP": str(desk.parent / "temp")}
    env |= {"GITHUB_ACTION_PATH": str(ROOT), "PYTHON": sys.executable, "TMPDIR": str(desk.parent / "temp")}
    for key, value in step(name)["env"].items():
        if found := re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value):
            env[key] = given[found[1]]
    command = step(name)["run"].replace("$GITHUB_ACTION_PATH", str(ROOT))
    done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command], env)
    assert not done.stderr, done.stderr
    output = Path(env["GITHUB_OUTPUT"])
    lines = output.read_text(encoding="utf-8").splitlines() if output.exists() else []
    output.unlink(missing_ok=True)
    return Done(done.returncode, done.stdout, dict(line.split("=", 1) for line in lines))


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


class TestActionFile:
    def test_inputs_are_declared_and_used(self) -> None:
        text = (ROOT / "action.yml").read_text(encoding="utf-8")
        assert set(re.findall(r"\binputs\.([a-z-]+)", text)) == set(action()["inputs"])

    def test_no_script_holds_what_somebody_else_wrote(self) -> None:
        for one in action()["runs"]["steps"]:
            assert "${{" not in one.get("run", "")

    def test_the_script_reads_the_variables_it_gets(self) -> None:
        given = {key for one in action()["runs"]["steps"] for key in one.get("env", {})}
        read = set(re.findall(r"\b(?:INPUT_[A-Z_]+|PYTHON|COPYLINT)\b", re.sub(r"#.*", "", SCRIPT.read_text())))
        assert read == given

    def test_other_actions_are_named_by_commit(self) -> None:
        used = [one["uses"] for one in action()["runs"]["steps"] if "uses" in one]
        assert used
        for name in used:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)

    def test_the_report_is_sent_whatever_was_found(self) -> None:
        *_, last = action()["runs"]["steps"]
        assert last["with"]["sarif_file"] == "${{ steps.copylint.outputs.sarif-file }}"
        assert "!cancelled()" in last["if"]

    def test_the_page_names_all_inputs_and_their_defaults(self) -> None:
        section = PAGE.split("## GitHub")[1].split("\n## ")[0]
        rows = re.findall(r"^\| (`[a-z`, -]+`) \| (`.*?`)? ?\| ", section, re.MULTILINE)
        named: dict[str, str] = {}
        for names, default in rows:
            named |= dict.fromkeys(re.findall(r"`([a-z-]+)`", names), default.strip("`"))
        defaults = {name: str(value["default"]) for name, value in action()["inputs"].items()}
        assert named == defaults | {"since-baseline": ""}

    def test_the_workflows_shown_give_inputs_that_are_there(self) -> None:
        workflows = [yaml.safe_load(body) for body in blocks("yaml") if "jobs:" in body]
        given = [
            one["with"]
            for workflow in workflows
            for job in workflow["jobs"].values()
            for one in job["steps"]
            if one["uses"].startswith("ADDRESS")
        ]
        assert len(given) == 2
        for one in given:
            assert set(one) <= set(action()["inputs"])


class TestAction:
    def test_findings_become_annotations_and_a_report(self, desk: Path) -> None:
        done = act("copylint", desk)
        assert done.code == 1
        [note] = done.commands
        at = "file=copy/late news/bad%2C story.txt,line=1,endLine=1,col=28,endColumn=34"
        assert note.startswith(f"::error {at},title=contraction-without-apostrophe::")
        assert "copy/late news/bad, story.txt:1:28: error: contraction-without-apostrophe Contraction" in done.log
        assert done.outputs == {"exit-code": "1", "sarif-file": "copylint.sarif"}
        [sarif] = json.loads((desk / "copylint.sarif").read_text(encoding="utf-8"))["runs"]
        assert [result["ruleId"] for result in sarif["results"]] == ["contraction-without-apostrophe"]
        assert not list((desk.parent / "temp").iterdir())

    def test_sound_copy_passes(self, desk: Path) -> None:
        done = act("copylint", desk, paths="copy/good.txt", sarif_file="out/of sight/copylint.sarif")
        assert (done.code, done.commands) == (0, [])
        assert done.outputs == {"exit-code": "0", "sarif-file": "out/of sight/copylint.sarif"}
        assert not json.loads((desk / "out/of sight/copylint.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]

    def test_paths_are_one_a_line(self, desk: Path) -> None:
        done = act("copylint", desk, paths="copy/good.txt\n\ncopy/late news\n", sarif_file="")
        assert (done.code, len(done.commands)) == (1, 1)
        assert done.outputs == {"exit-code": "1"}
        assert not (desk / "copylint.sarif").exists()

    @pytest.mark.parametrize("annotations", ["true", "false"])
    def test_what_was_not_read_is_said(self, desk: Path, annotations: str) -> None:
        done = act("copylint", desk, paths="copy/good.txt\nmissing.txt", annotations=annotations)
        assert done.code == 2
        assert done.outputs == {"exit-code": "2", "sarif-file": "copylint.sarif"}
        assert "copylint: missing.txt: no such file or folder" in done.log
        assert len(done.commands) == (annotations == "true")

    def test_without_annotations_the_log_has_the_report(self, desk: Path) -> None:
        done = act("copylint", desk, annotations="false")
        assert (done.code, done.commands) == (1, [])
        assert "verdict: fail" in done.log

    @pytest.mark.parametrize("inputs", [{}, {"annotations": "false"}, {"command": "gate"}], ids=str)
    def test_copy_gives_no_commands(self, desk: Path, inputs: dict[str, str]) -> None:
        (desk / "copy" / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
        done = act("copylint", desk, paths="copy/hostile.txt", **inputs)
        assert done.code == 1
        own = "::error file=copy/hostile.txt,line="
        assert [line for line in done.commands if not line.startswith(own)] == []

    def test_inputs_are_no_script(self, desk: Path) -> None:
        done = act(
            "copylint", desk, paths="$(touch a)\n`touch b`\n; touch c\n--version\n*.nothing", config="$(touch d)"
        )
        assert done.code == 2
        assert os.listdir(desk) == ["copy"]  # noqa: PTH208

    def test_options_are_passed_on(self, desk: Path) -> None:
        (desk / "copy" / "warned.txt").write_text(WARNED, encoding="utf-8")
        (desk / "own rules.toml").write_text('[severity]\nstraight-among-curly = "off"\n', encoding="utf-8")
        given = {"paths": "copy/warned.txt", "sarif_file": ""}
        assert act("copylint", desk, **given).code == 0
        assert act("copylint", desk, **given, fail_on="warning").code == 1
        assert act("copylint", desk, **given, fail_on="warning", config="own rules.toml").code == 0
        assert act("copylint", desk, **given, args="--max-warnings\n0\n--show=info").code == 1

    @pytest.mark.parametrize(
        "inputs",
        [
            {"command": "explain"},
            {"annotations": "yes"},
            {"upload-sarif": "1"},
            {"upload-sarif": "true", "sarif-file": ""},
            {"sarif-file": "one\ntwo"},
            {"accept": "in"},
            {"since-baseline": "true"},
            {"paths": "\n"},
            {"args": "--no-such-option"},
            {"fail-on": "never"},
        ],
        ids=str,
    )
    def test_wrong_inputs_are_refused(self, desk: Path, inputs: dict[str, str]) -> None:
        done = act("copylint", desk, **inputs)
        assert done.code == 2
        assert done.outputs == {"exit-code": "2"}
        assert len(done.log) > 20

    def test_the_gate(self, desk: Path) -> None:
        (desk / "feed.xml").write_text(FEED.format(DAMAGED, SOUND), encoding="utf-8")
        inputs = {"command": "gate", "paths": ".", "accept": "in", "hold": "held", "journal": "kept/gate.sqlite"}
        (desk / ".gitignore").write_text("in\nheld\n/copy\n", encoding="utf-8")
        first = act("copylint", desk, **inputs)
        assert first.code == 1
        assert "2 items: 1 passed, 0 with warnings, 1 held" in first.log
        assert [re.findall("file=(.*?),line=(.*?),", line) for line in first.commands] == [[("feed.xml", "3")]]
        assert sorted(p.name for p in (desk / "held").iterdir()) == ["000001-q-1.report.json", "000001-q-1.xml"]
        assert (desk / "kept" / "gate.sqlite").exists()
        second = act("copylint", desk, **inputs, since_baseline="true")
        assert (second.code, second.commands) == (1, first.commands)
        assert "too few items in the journal" in second.log

    def test_what_the_gate_cannot_read(self, desk: Path) -> None:
        (desk / "feed.xml").write_text(FEED.format(SOUND, SOUND)[:250], encoding="utf-8")
        done = act("copylint", desk, command="gate", paths="feed.xml")
        assert (done.code, done.outputs["exit-code"]) == (2, "2")

    @pytest.mark.parametrize("form", ["github", "sarif"])
    def test_what_a_report_cannot_read_has_not_passed(
        self, desk: Path, form: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in = desk / "copylint"
        stand_in.write_text(f'#!/bin/sh\ncase "$*" in *{form}*) echo "no room" >&2; exit 2 ;; esac\n', encoding="utf-8")
        stand_in.chmod(0o755)
        monkeypatch.setenv("PATH", str(desk), prepend=os.pathsep)
        done = act("copylint", desk, command="gate", paths="feed.xml")
        assert (done.code, done.outputs) == (2, {"exit-code": "2"})
        assert "no room" in done.log

    @pytest.mark.parametrize("version", ["9.9", "path"])
    def test_a_version_is_installed_apart(self, desk: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
        wheel = desk.parent / "copylint-9.9-py3-none-any.whl"
        info = "copylint-9.9.dist-info"
        with ZipFile(wheel, "w") as file:
            file.writestr("stand_in.py", "def main():\n    print('9.9')\n")
            file.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: copylint\nVersion: 9.9\n")
            file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            file.writestr(f"{info}/entry_points.txt", "[console_scripts]\ncopylint = stand_in:main\n")
            file.writestr(f"{info}/RECORD", "")
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(desk.parent))
        done = act("install", desk, version=str(wheel) if version == "path" else version)
        assert done.code == 0, done.log
        assert run([done.outputs["copylint"]]).stdout == "9.9\n"
        assert desk.parent / "temp" in Path(done.outputs["copylint"]).parents


@pytest.mark.parametrize("shell", SHELLS)
class TestGitLab:
    def job(self) -> dict[str, Any]:
        loaded: dict[str, Any] = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
        return dict(loaded["copylint"])

    def check(self, shell: list[str], paths: str) -> tuple[int, str, list[dict[str, Any]]]:
        done = run([*shell, "-c", "\n".join(self.job()["script"])], {"COPYLINT_PATHS": paths})
        report = json.loads(Path(self.job()["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
        assert isinstance(report, list)
        return done.returncode, done.stdout, report

    def test_findings_are_reported(self, shell: list[str], desk: Path) -> None:
        code, log, [finding] = self.check(shell, self.job()["variables"]["COPYLINT_PATHS"])
        assert (code, finding["location"]["path"]) == (1, "copy/late news/bad, story.txt")
        assert "verdict: fail" in log
        assert sorted(p.name for p in desk.iterdir()) == ["copy", "gl-code-quality-report.json"]

    @pytest.mark.usefixtures("desk")
    def test_sound_copy_passes(self, shell: list[str]) -> None:
        assert self.check(shell, "copy/good.txt\n") == (0, "", [])

    @pytest.mark.usefixtures("desk")
    def test_what_was_not_read_is_reported(self, shell: list[str]) -> None:
        code, _, report = self.check(shell, "copy/good.txt\ncopy/late news\n*.nothing")
        assert (code, len(report)) == (2, 2)

    def test_it_is_kept_whatever_was_found(self, shell: list[str]) -> None:
        del shell
        assert self.job()["artifacts"]["when"] == "always"

    def test_the_page_includes_it(self, shell: list[str]) -> None:
        del shell
        [shown] = [yaml.safe_load(body) for body in blocks("yaml") if "include:" in body]
        assert set(shown["copylint"]["variables"]) == set(self.job()["variables"])
        assert all((ROOT / one["local"]).exists() for one in shown["include"])


@pytest.mark.parametrize("shell", SHELLS)
class TestJenkins:
    def check(self, shell: list[str], desk: Path, paths: str) -> tuple[int, list[ET.Element]]:
        [_, script] = re.findall(r"\bsh '''\n(.*?)'''", JENKINSFILE, re.DOTALL)
        [report] = re.findall(r"^ *junit '(.*)'$", JENKINSFILE, re.MULTILINE)
        env = {"COPYLINT_PATHS": paths, "WORKSPACE_TMP": str(desk.parent / "temp")}
        done = run([*shell, "-x", "-c", script.replace("\\\\", "\\")], env)
        return done.returncode, ET.parse(report).findall("testsuite")  # noqa: S314  our own report

    def test_findings_are_failures(self, shell: list[str], desk: Path) -> None:
        for _ in range(2):  # a workspace is used again
            code, [sound, damaged] = self.check(shell, desk, ".")
            assert code == 1
            assert (sound.get("name"), sound.get("failures")) == ("./copy/good.txt", "0")
            assert (damaged.get("name"), damaged.get("failures")) == ("./copy/late news/bad, story.txt", "1")

    def test_sound_copy_passes(self, shell: list[str], desk: Path) -> None:
        code, [suite] = self.check(shell, desk, "copy/good.txt")
        assert (code, suite.get("tests")) == (0, "1")

    def test_what_was_not_read_is_an_error(self, shell: list[str], desk: Path) -> None:
        code, suites = self.check(shell, desk, "copy/late news\nmissing.txt")
        assert (code, [suite.get("errors") for suite in suites]) == (2, ["0", "1"])


class TestHookExamples:
    @pytest.mark.usefixtures("desk")
    def test_python(self) -> None:
        [program] = blocks("python")
        done = run([sys.executable, "-c", program], {"PYTHONIOENCODING": "utf-8"})
        [shown] = blocks("text")
        assert (done.returncode, done.stdout) == (0, shown), done.stderr

    @pytest.mark.usefixtures("desk")
    def test_python_fails_where_the_story_was_not_checked(self) -> None:
        Path("copylint.toml").write_text("no-such-key = 1\n", encoding="utf-8")
        [program] = blocks("python")
        done = run([sys.executable, "-c", program], {"PYTHONIOENCODING": "utf-8"})
        assert done.returncode == 1
        assert "RuntimeError: the story was not checked" in done.stderr

    @pytest.mark.parametrize(
        ("story", "said"),
        [
            (json.dumps({"headline": "Ferry talks", "body": SOUND}), "publish\n"),
            (json.dumps({"body": f"<p>{DAMAGED}</p>", "format": "html"}), "hold, see report.json\n"),
            ('{"body": 3}', "hold, it was not checked\n"),
        ],
        ids=["sound", "damaged", "broken"],
    )
    def test_shell(self, desk: Path, story: str, said: str) -> None:
        [script] = [body for body in blocks("sh") if "hook" in body]
        (desk / "story.json").write_text(story, encoding="utf-8")
        done = run(["sh", "-c", script])
        assert done.stdout == said
        assert bool(json.loads((desk / "report.json").read_text(encoding="utf-8"))["errors"]) == ("not checked" in said)

    @pytest.mark.usefixtures("desk")
    def test_offsets_are_code_points_of_the_value(self) -> None:
        story = {
            "headline": "Caf\u00e9 \U0001d53b \U0001f6e5",
            "body": f"<p>\U0001f6e5 &amp; {DAMAGED}</p>",
            "format": "html",
        }
        report = json.loads(hook(story).stdout)
        [finding] = report["files"][0]["findings"]
        assert story[finding["field"]][finding["start"] : finding["end"]] == "doesnt"
        line = json.dumps(story)
        assert line[finding["column"] - 1 : finding["end_column"] - 1] == "doesnt"

    @pytest.mark.usefixtures("desk")
    def test_a_finding_in_no_field(self) -> None:
        [finding] = json.loads(hook({"body": ""}).stdout)["files"][0]["findings"]
        assert (finding["field"], finding["start"], finding["end"]) == (None, None, None)

    @pytest.mark.usefixtures("desk")
    def test_broken_settings_leave_nothing_on_standard_output(self) -> None:
        Path("copylint.toml").write_text("no-such-key = 1\n", encoding="utf-8")
        done = hook({"body": SOUND})
        assert (done.returncode, done.stdout) == (2, "")


def hook(story: dict[str, str]) -> subprocess.CompletedProcess[str]:
    text = json.dumps(story)
    return subprocess.run(["copylint", "hook"], input=text, capture_output=True, check=False, encoding="utf-8")


class TestGateExample:
    def test_it_writes_once_and_says_what_is_held(self, desk: Path) -> None:
        [script] = [body for body in blocks("sh") if "gate" in body]
        (desk / "feed.xml").write_text(FEED.format(DAMAGED, SOUND), encoding="utf-8")
        written = []
        for _ in range(2):
            done = run(["sh", "-c", script])
            assert done.stdout == "items are held, or damage jumps: see gate.log\n"
            files = [*desk.glob("in/*.xml"), *desk.glob("held/*")]
            written.append({p.name: p.stat().st_mtime_ns for p in files})
        assert sorted(written[0]) == ["000001-q-1.report.json", "000001-q-1.xml", "000002-q-2.xml"]
        assert written[0] == written[1]
        assert (desk / "in" / "gate.sqlite").exists()
        (desk / "feed.xml").write_text(FEED.format(SOUND, SOUND), encoding="utf-8")
        assert run(["sh", "-c", script]).stdout == ""
        (desk / "feed.xml").unlink()
        assert run(["sh", "-c", script]).stdout == "not all was read: see gate.log\n"


class TestPolicyExample:
    def test_it_names_rules_and_families_that_are_there(self, tmp_path: Path) -> None:
        [shown] = blocks("toml")
        (tmp_path / "copylint.toml").write_text(shown, encoding="utf-8")
        settings = Settings.load(tmp_path)
        rules = Pipeline().rules
        known = {rule.name for rule in rules} | {rule.family for rule in rules}
        assert set(settings.named()) <= known
        assert settings.policy.max_warnings == 5

    def test_a_source_has_its_own(self, desk: Path) -> None:
        [shown] = blocks("toml")
        (desk / "copylint.toml").write_text(shown, encoding="utf-8")
        assert hook({"body": WARNED, "source": "Desk"}).returncode == 0
        assert hook({"body": WARNED, "source": "Thomson Reuters"}).returncode == 1
        assert hook({"body": SPACED, "source": "Desk"}).returncode == 1
        assert hook({"body": SPACED, "source": "Thomson Reuters"}).returncode == 0
