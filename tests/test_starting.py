"""What spares a run work at its start stays right: parsed documents, and packages that offer nothing."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path
from zipfile import ZipFile

import pytest

from copylint.model.errors import ConfigurationError
from copylint.rulepacks.load import load_rules
from copylint.settings import toml
from copylint.settings.plugins import entry_points
from desk import RULE

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*(ROOT / "rules").rglob("*.toml"), *(ROOT / "src").rglob("*.toml")])
GROUP = "copylint.mechanisms-of-tests"
NAMELESS = metadata.DistributionFinder.Context()


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rules of one's own, as many as are kept, and a cache folder."""
    monkeypatch.setenv("COPYLINT_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "rules" / "boilerplate"
    folder.mkdir(parents=True)
    for number in range(toml.FEW):
        text = RULE.format(severity="error", confidence="certain", word=f"zorg{number}")
        (folder / f"zorg-{number}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> toml.Tables:
    """What the process knows, which a test may ask."""
    tables: toml.Tables = {}
    monkeypatch.setattr(toml, "_known", lambda: tables)
    return tables


def kept(folder: Path) -> list[Path]:
    return sorted((folder.parents[1] / "cache" / "rules").glob("*"))


def test_the_documents_that_come_with_copylint_were_parsed() -> None:
    tables = json.loads(toml.BUILT.read_text(encoding="utf-8"))
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        assert tables.get(text, tomllib.loads(text)) == toml.parsed(text) == tomllib.loads(text)


def test_a_document_that_changed_is_parsed_again(rules: Path, known: toml.Tables) -> None:
    assert {rule.message for rule in load_rules([rules])} == {"Left in: {text}."}
    changed = rules / "zorg-3.toml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("Left in", "Forgotten"), encoding="utf-8")
    known.clear()
    assert [rule.message for rule in load_rules([rules])].count("Forgotten: {text}.") == 1
    assert len(kept(rules)) == 2


def test_ones_own_rules_are_parsed_once(rules: Path, known: toml.Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_rules([rules])
    known.clear()
    monkeypatch.setattr("tomllib.loads", None)  # whoever parses again fails
    assert load_rules([rules]) == first


@pytest.mark.parametrize("damage", [b"", b"[1]", b'{"a": 1}', b"{}", b"\xff", b"cos\nsystem\n(S'true'\ntR."])
def test_what_was_kept_and_got_damaged_is_made_again(rules: Path, known: toml.Tables, damage: bytes) -> None:
    first = load_rules([rules])
    (file,) = kept(rules)
    file.write_bytes(damage)
    known.clear()
    assert load_rules([rules]) == first
    assert json.loads(file.read_bytes()).keys() == known.keys()


def test_only_so_many_are_kept(rules: Path, known: toml.Tables) -> None:
    for turn in range(toml.KEPT + 3):
        file = rules / "zorg-0.toml"
        file.write_text(f"{file.read_text(encoding='utf-8')}# {turn}\n", encoding="utf-8")
        known.clear()
        load_rules([rules])
        for other in kept(rules):
            os.utime(other, ns=(other.stat().st_atime_ns, other.stat().st_mtime_ns - 10**9))
    assert len(kept(rules)) == toml.KEPT


def test_where_nothing_can_be_kept_it_works_all_the_same(rules: Path, known: toml.Tables) -> None:
    (rules.parents[1] / "cache").write_text("no folder", encoding="utf-8")
    assert len(load_rules([rules])) == toml.FEW
    assert len(known) >= toml.FEW


def test_what_is_wrong_in_one_of_many_names_the_file(rules: Path, known: toml.Tables) -> None:
    broken = rules / "zorg-5.toml"
    broken.write_text("message = ", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"zorg-5\.toml.*TOML document"):
        load_rules([rules])
    assert len(known) == toml.FEW - 1


def distribution(place: Path, name: str = "desk-1.dist-info", group: str = GROUP) -> None:
    (place / name).mkdir(parents=True)
    (place / name / "METADATA").write_text("Metadata-Version: 2.1\nName: desk\nVersion: 1\n", encoding="utf-8")
    text = f"[console_scripts]\ndesk = desk:main\n\n[{group}]\nloud = desk:LOUD\nquiet = desk:QUIET\n"
    (place / name / "entry_points.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["desk-1.dist-info", "desk.egg-info", "Desk-1.DIST-INFO"])
def test_what_a_package_offers_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert entry_points(group=GROUP) == ()
    distribution(tmp_path / "site", name)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert [e.value for e in entry_points(group=GROUP)] == ["desk:LOUD", "desk:QUIET"]
    assert [e.value for e in entry_points(group=GROUP, name="quiet")] == ["desk:QUIET"]
    assert entry_points(group=GROUP + "2") == ()


def test_a_package_in_an_archive_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distribution(tmp_path)
    with ZipFile(tmp_path / "desk.zip", "w") as archive:
        for file in (tmp_path / "desk-1.dist-info").iterdir():
            archive.write(file, f"desk-1.dist-info/{file.name}")
    monkeypatch.syspath_prepend(str(tmp_path / "desk.zip"))
    assert [e.name for e in entry_points(group=GROUP)] == ["loud", "quiet"]


def test_a_package_of_another_finder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(metadata.DistributionFinder):
        def find_spec(self, *_: object) -> None:
            return None

        def find_distributions(
            self, context: metadata.DistributionFinder.Context = NAMELESS
        ) -> list[metadata.Distribution]:
            asked = metadata.DistributionFinder.Context(name=context.name, path=[str(tmp_path)])
            return list(PathFinder.find_distributions(asked))

    distribution(tmp_path)
    monkeypatch.setattr("sys.meta_path", [*sys.meta_path, Elsewhere()])
    assert [e.name for e in entry_points(group=GROUP)] == ["loud", "quiet"]


def test_every_group_is_as_the_library_has_it() -> None:
    installed = metadata.entry_points()
    assert installed.groups
    for group in installed.groups:
        assert set(entry_points(group=group)) == set(metadata.entry_points(group=group))
