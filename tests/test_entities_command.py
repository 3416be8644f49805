"""`copylint entities` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from copylint.app import app

LIST = "name,kind,given,aliases,avoid\nIlmar Dovgun,person,Ilmar,,Ilmar Dowgun\nQarsk,place,,,Karsk\n"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and a list of one's own."""
    monkeypatch.setenv("COPYLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "desk.csv").write_text(LIST)
    (tmp_path / "copylint.toml").write_text('entities = ["desk.csv"]\n')
    return tmp_path


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["entities", *args], input=stdin)


def test_alone_it_shows_its_commands() -> None:
    result = run()
    for command in ("check", "find", "add", "import", "export", "suggest"):
        assert f"  {command} " in result.output


@pytest.mark.parametrize("command", ["check", "find", "add", "import", "export", "suggest"])
def test_each_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_check_counts_what_a_list_has() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (
        0,
        f"{Path.cwd() / 'desk.csv'}: 2 entities (1 person, 1 place), 0 to mend\n",
    )


def test_check_names_every_row_to_mend(desk: Path) -> None:
    (desk / "bad.csv").write_text("name,kind\nQarsk,plaice\nVelka,place\nVelka,place\n")
    result = run("check", "bad.csv")
    assert result.exit_code == 1
    assert "bad.csv: line 2, column 2 (kind)" in result.stdout
    assert "bad.csv: line 4, name" in result.stdout
    assert "bad.csv: 2 entities (2 places), 2 to mend" in result.stdout
    report = json.loads(run("check", "bad.csv", "--format", "json").stdout)
    assert [(p["line"], p["column"]) for p in report["problems"]] == [(2, "kind"), (4, "name")]


def test_check_without_a_list_says_so(desk: Path) -> None:
    (desk / "copylint.toml").write_text("")
    result = run("check")
    assert result.exit_code == 2
    assert "expected a list to check" in result.stderr


def test_a_check_of_copy_fails_on_a_broken_list(desk: Path) -> None:
    (desk / "desk.csv").write_text("name,kind\nQarsk,plaice\nVelka,plaice\n")
    result = CliRunner().invoke(app, ["check", "-"], input="Some copy.\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "desk.csv: line 2, column 2 (kind)" in result.stderr
    assert "and 1 more: copylint entities check desk.csv" in result.stderr


def test_a_check_of_copy_uses_the_list() -> None:
    result = CliRunner().invoke(app, ["check", "-", "--format", "concise"], input="He flew to Karsk on Monday.\n")
    assert "-:1:12: " in result.stdout
    assert "Qarsk" in result.stdout


def test_find_says_what_the_list_has_of_each_name() -> None:
    text = "Ilmar Dovgun flew from Karsk to Qarks with Petra Vandrou."
    result = run("find", text)
    assert [line.split()[-1 if "unlisted" in line else 0] for line in result.stdout.splitlines()] == [
        "1:1",
        "1:24",
        "1:33",
        "unlisted",
    ]
    names = json.loads(run("find", "--format", "json", "-", stdin=text).stdout)["names"]
    assert [(n["text"], n["standing"], n["right"]) for n in names] == [
        ("Ilmar Dovgun", "listed", None),
        ("Karsk", "avoid", "Qarsk"),
        ("Qarks", "near", "Qarsk"),
        ("Petra Vandrou", "unlisted", None),
    ]


def test_find_reads_a_file(desk: Path) -> None:
    (desk / "copy.txt").write_text("Nothing.\nThen Qarsk.\n")
    assert run("find", "--file", "copy.txt").stdout.startswith("2:6  Qarsk  listed    Qarsk (place)")
    assert run("find").exit_code == 2


def test_add_puts_a_row_at_the_end() -> None:
    result = run("add", "Velka", "--kind", "place", "--alias", "Velka am See", "--avoid", "Welka")
    assert result.exit_code == 0
    assert Path("desk.csv").read_text() == f"{LIST}Velka,place,,Velka am See,Welka\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["Qarsk", "--kind", "place"], "line 4, name: expected a name that no other row"),
        (["Velka", "--kind", "place", "--given", "Vel"], "given: expected nothing"),
        (["Velka", "--kind", "place", "--note", "town"], "expected the column note for Velka"),
    ],
)
def test_what_cannot_be_added_changes_nothing(args: list[str], said: str) -> None:
    result = run("add", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert Path("desk.csv").read_text() == LIST


def test_import_writes_rows_and_says_what_it_left_out() -> None:
    Path("names.csv").write_text("name,kind\nVelka,place\nQarsk,place\nBrod,plaice\n")
    result = run("import", "names.csv")
    assert result.stdout.splitlines()[1:] == ["Velka\tplace" + "\t" * 8]
    assert "names.csv: 1 new, 1 already listed, 1 left out" in result.stderr
    assert result.exit_code == 1


def test_import_adds_to_a_list() -> None:
    Path("names.txt").write_text("Petra Vandrou\nMilos Dvork\n")
    result = run("import", "names.txt", "--kind", "person", "--to", "new.jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["name"] for line in Path("new.jsonl").read_text().splitlines()] == [
        "Petra Vandrou",
        "Milos Dvork",
    ]


def test_export_gives_what_import_takes() -> None:
    for form in ("tsv", "csv", "jsonl", "toml"):
        exported = run("export", "--own", "--format", form).stdout
        Path(f"all.{form}").write_text(exported)
        Path("other.toml").write_text(f'entities = ["all.{form}"]\n')
        again = run("export", "--own", "--format", "csv", "--config", "other.toml").stdout
        assert again == run("export", "--own", "--format", "csv").stdout
    Path("all.csv").write_text(run("export", "--own", "--format", "csv").stdout)
    Path("copylint.toml").write_text("")
    result = run("import", "all.csv")
    assert result.stdout == run("export", "--own", "--config", "other.toml").stdout


def test_export_keeps_to_a_kind() -> None:
    assert "Ilmar" not in run("export", "--own", "--kind", "place").stdout


def test_suggest_lists_names_to_accept() -> None:
    Path("a.txt").write_text("Talks in Velkagrad\n\nThey met in Velkagrad. The road to Velkagrad is open.\n")
    result = run("suggest", "a.txt")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("Velkagrad\tplace\t")
    assert run("suggest", "a.txt", "--to", "new.csv").exit_code == 0
    assert run("suggest", "a.txt", "--to", "new.csv").exit_code == 2
    assert run("suggest", "gone.txt").exit_code == 2
