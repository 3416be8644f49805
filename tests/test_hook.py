"""The hook of a content system: a story in, the report out, places in the JSON and in its fields."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from copylint.app import app

BODY = "“It’s late,” she said.\n\nThe mayor said he doesnt expect a deal."
MARKUP = "<p>Bread &amp; butter &#8212; it was late.</p>\n<p>The mayor said he <b>doesnt</b> expect a deal.</p>"


def hook(text: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["hook", *arguments], input=text, catch_exceptions=False)


def report(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(("form", "body"), [("text", BODY), ("html", MARKUP)])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_finding_tells_its_place_in_the_json_and_in_the_field(form: str, body: str, ascii_only: bool) -> None:  # noqa: FBT001
    story = {"headline": "Town 🎭 talks", "body": body, "format": form, "source": "Desk", "id": 7, "extra": [1]}
    text = json.dumps(story, ensure_ascii=ascii_only, indent=1)
    result = hook(text)
    assert result.exit_code == 1
    [file] = report(result)["files"]
    [finding] = file["findings"]
    assert (file["path"], finding["item"], finding["text"], finding["field"]) == ("-", "7", "doesnt", "body")
    assert body[finding["start"] : finding["end"]] == "doesnt"
    line = text.splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 : finding["end_column"] - 1] == "doesnt"


def test_sound_copy_passes_and_a_headline_alone_is_a_story() -> None:
    result = hook('{"headline": "Council votes on the bridge"}')
    assert (result.exit_code, report(result)["summary"]["findings"]) == (0, 0)
    result = hook('{"headline": "Council votes on the bridge", "body": "He doesnt know."}', "--stdin-filename", "a/7")
    assert (result.exit_code, report(result)["files"][0]["path"]) == (1, "a/7")


def test_damage_in_the_headline_is_in_the_headline() -> None:
    [finding] = report(hook('{"headline": "Mayor doesnt expect deal", "body": "The council met."}'))["files"][0][
        "findings"
    ]
    assert (finding["field"], finding["start"], finding["end"]) == ("headline", 6, 12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "broken JSON"),
        ("[1]", "expected a JSON object"),
        ("{}", "holds neither headline nor body"),
        ('{"body": 3}', "body: expected a text, found 3"),
        ('{"body": "x", "format": "rtf"}', "format: expected text or html, found 'rtf'"),
        ('{"body": "x", "id": true}', "id: expected a text or a number"),
        ('{"body": "x"', "broken JSON at line 1"),
    ],
)
def test_what_is_no_story_is_an_error_and_the_report_is_whole(text: str, said: str) -> None:
    result = hook(text)
    assert result.exit_code == 2
    [error] = report(result)["errors"]
    assert said in error["message"]
    assert said in result.stderr


def test_the_source_decides_what_holds(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "copylint.toml").write_text('[[source]]\nmatch = ["wire*"]\nseverity = {apostrophes = "info"}\n')
    story = {"body": "The mayor said he doesnt expect a deal."}
    assert hook(json.dumps(story)).exit_code == 1
    assert hook(json.dumps({**story, "source": "Wire service"})).exit_code == 0
