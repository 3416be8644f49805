"""Lists of known entities: every row checked, several lists merged, an index kept, names from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copylint.entitylists.checking import check_list
from copylint.entitylists.clashes import merge
from copylint.entitylists.importing import import_names
from copylint.entitylists.reading import read_rows
from copylint.entitylists.rows import Problem, Row
from copylint.entitylists.store import cache_folder, load_entities
from copylint.entitylists.suggesting import suggest
from copylint.entitylists.writing import FORMATS, append, dump
from copylint.lexicon import entity_index
from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity import Entity
from copylint.lexicon.words import words
from copylint.model.errors import ConfigurationError, CopylintError, EntityListError
from copylint.pipeline import Pipeline
from copylint.settings import Settings

VOVK = Entity("Ana Vovk", "person", "Ana", ("Vovk-Lind",), ("Anna Wovk",), ("Mayor",), note="Brodno", until="2024")
BRODNO = Entity("Brodno", "place", adjective=("Brodnian", "Brodnians"), avoid=("Brodnow",), source="atlas")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of one's own, so that no test finds what another left."""
    monkeypatch.setenv("COPYLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "entities"


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(name: str, text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [str(p) for p in check_list(Path(name), data)[1]]


TEXT = st.text(st.characters(blacklist_categories=("C", "Z"), blacklist_characters="|"), min_size=1, max_size=12)
FORMS = st.lists(TEXT, max_size=3, unique=True).map(tuple)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    name = draw(TEXT.filter(lambda t: any(c.isalnum() for c in t)))
    avoid = draw(st.lists(TEXT.filter(lambda t: t[0].isalnum()), max_size=2, unique=True))
    aliases, adjective = draw(FORMS), draw(FORMS)
    right = {name, *aliases, *adjective}
    return Entity(
        name,
        draw(st.sampled_from(["person", "place", "organisation"])),
        aliases=tuple(a for a in aliases if a != name),
        avoid=tuple(a for a in avoid if a not in right),
        titles=draw(FORMS),
        adjective=adjective,
        note=draw(TEXT),
        source=draw(TEXT),
        until=draw(st.sampled_from(["", "2020", "2020-05", "2020-05-17"])),
    )


@pytest.mark.parametrize("form", FORMATS)
@given(entity=entities())
def test_what_is_written_is_read_again(form: str, entity: Entity) -> None:
    outcomes = list(read_rows(Path(f"list.{form}"), dump([entity, VOVK], form).encode()))
    assert [o.entity for o in outcomes if isinstance(o, Row)] == [entity, VOVK]


@pytest.mark.parametrize("form", FORMATS)
def test_a_row_added_leaves_the_others_as_they_were(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"desk.{form}"
    append(path, [VOVK])
    before = path.read_bytes()
    append(path, [BRODNO])
    assert path.read_bytes().startswith(before)
    assert [row.entity for row in check_list(path, path.read_bytes())[0]] == [VOVK, BRODNO]


def test_a_row_is_added_under_the_header_and_in_the_manner_of_the_list(tmp_path: Path) -> None:
    path = written(tmp_path / "desk.csv", "Kind;Name;Demonym\r\nplace;Brodno;Brodnian")
    append(path, [Entity("Velka", "place", adjective=("Velkan", "Velkans"))])
    assert path.read_bytes() == b"Kind;Name;Demonym\r\nplace;Brodno;Brodnian\r\nplace;Velka;Velkan|Velkans\r\n"


def test_a_column_that_the_list_lacks_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = written(tmp_path / "desk.csv", "name,kind\nBrodno,place\n")
    with pytest.raises(ConfigurationError, match="the column given for Ana Vovk"):
        append(path, [VOVK])
    assert path.read_text() == "name,kind\nBrodno,place\n"


def test_a_list_in_utf_16_is_read_and_added_to(tmp_path: Path) -> None:
    path = written(tmp_path / "desk.tsv", "name\tkind\nBrodno\tplace\n".encode("utf-16"))
    append(path, [Entity("Źdźary", "place")])
    assert [row.entity.name for row in check_list(path, path.read_bytes())[0]] == ["Brodno", "Źdźary"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "name,kind\nBrodno,place\nAna,persn\n", "line 3, column 2 (kind): expected person or place"),
        ("a.csv", "kind,name\nplace,\n", "line 2, column 2 (name): expected a name, found ''"),
        ("a.csv", "name,kind,aka\nBrodno,place,x\n", "line 1, column 3 (header): expected"),
        ("a.csv", "name,alias,aliases,kind\n", "line 1, column 3 (header): expected each column once"),
        ("a.csv", "name\nBrodno\n", "line 1, header: expected the column kind"),
        ("a.csv", "", "line 1: expected the header"),
        ("a.csv", "name,kind\nBrodno,place,x\n", "line 2: expected 2 cells, found 3"),
        ("a.csv", 'name,kind\n"Brodno,place\n', "line 2: expected cells whose quotation marks are closed"),
        ("a.csv", 'name,kind,note\nBrodno,place,"a\nb"\nX,town,\n', "line 4, column 2 (kind)"),
        ("a.tsv", "name\tkind\tgiven\nBrodno\tplace\tBrod\n", "column 3 (given): expected nothing"),
        ("a.tsv", "name\tkind\tgiven\nAna Vovk\tperson\tAnna\n", "expected a part of the name 'Ana Vovk'"),
        ("a.tsv", "name\tkind\tuntil\nBrodno\tplace\tlast year\n", "column 3 (until): expected a year or a date"),
        ("a.tsv", "name\tkind\tavoid\nBrodno\tplace\tBrodno\n", "expected a form that isn't right in the same row"),
        ("a.tsv", "name\tkind\tavoid\nBrodno\tplace\t'n Brod\n", "expected a form that starts with a letter"),
        ("a.tsv", "name\tkind\nBro\u200bdno\tplace\n", "column 1 (name): expected a text without control"),
        (
            "a.tsv",
            b"name\tkind\nBrodno\tplace\nM\xfcnsing\tplace\n",
            "line 3: expected UTF-8 text, found the byte 0xfc",
        ),
        ("a.tsv", b"PK\x03\x04 and so on", "line 1: expected UTF-8 text, found not text but a ZIP archive"),
        ("a.jsonl", '{"name": "Brodno", "kind": "place"}\n{"name": \n', "line 2: expected a JSON object"),
        ("a.jsonl", '{"name": "Brodno"}\n', "line 1, kind: expected person or place or organisation, found nothing"),
        (
            "a.jsonl",
            '{"name": "Brodno", "kind": "place", "aliases": [1]}\n',
            "aliases: expected text or a list of texts",
        ),
        ("a.jsonl", '{"name": "Brodno", "kind": "place", "alais": "x"}\n', "line 1, alais: expected alias"),
        ("a.toml", "[[entity]]\nname = \n", "line 2: expected a TOML document"),
        (
            "a.toml",
            '[[entity]]\nname = "Brodno"\nkind = "place"\n\n[[entity]]\nname = "X"\nkind = "town"\n',
            "line 5, kind",
        ),
        ("a.toml", '[[name]]\nname = "Brodno"\n', "expected tables named [[entity]]"),
        ("a.xlsx", "x", "expected a list whose name ends with .tsv, .csv"),
    ],
)
def test_a_bad_row_is_named(name: str, text: str | bytes, said: str) -> None:
    found = problems(name, text)
    assert len(found) == 1, found
    assert found[0].startswith(f"{name}: ")
    assert said in found[0]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Brodno,place,,\nVelka,place,,\nBRODNO,place,,", "line 4, name: expected a name that no other row"),
        ("Brodno,place,,\nVelka,place,Brodno,", "line 3, aliases: expected a form that is no other row's name"),
        (
            "Brodno,place,Brod,\nVelka,place,,Brod",
            "line 3, avoid: expected a form that is right for nobody, found 'Brod'",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_named(rows: str, said: str) -> None:
    found = problems("a.csv", f"name,kind,aliases,avoid\n{rows}\n")
    assert len(found) == 1, found
    assert said in found[0]


def test_a_surname_is_a_right_form() -> None:
    text = "name,kind,given,avoid\nMara Shearman,person,Mara,\nPia Sherman,person,Pia,Shearman\n"
    assert "line 3, avoid" in problems("a.csv", text)[0]


def test_one_name_may_name_a_person_and_a_place() -> None:
    assert problems("a.csv", "name,kind\nLincoln,place\nLincoln,person\n") == []


def test_of_a_large_list_one_bad_row_is_named_and_nothing_loaded(tmp_path: Path, cache: Path) -> None:
    rows = "".join(f"Name{i} Brod{i}\tperson\n" for i in range(30_000))
    bad = written(tmp_path / "large.tsv", f"name\tkind\n{rows}Broken\tplanet\n{rows.replace('Brod', 'Velk')}")
    with pytest.raises(EntityListError, match=r"line 30002, column 2 \(kind\).*found 'planet'"):
        load_entities([], [bad])
    assert not cache.exists()


def test_later_lists_win(tmp_path: Path) -> None:
    ours = written(tmp_path / "ours.csv", "name,kind,avoid\nKiev,place,Kyiv\n")
    found = Pipeline(Settings.of(entities=[ours])).entities
    assert [e.name for e in found.by_form["kiev"]] == ["Kiev"]
    assert "kyiv" not in found.by_form
    assert [e.name for e in found.avoided["Kyiv"]] == ["Kiev"]


def test_only_what_an_own_list_avoids_is_an_own_form_to_avoid(tmp_path: Path) -> None:
    first = written(tmp_path / "first.csv", "name,kind,avoid\nQarsk,place,Karsk\nVelka,place,Welka\n")
    second = written(tmp_path / "second.csv", "name,kind,avoid\nVelka,place,Velca\n")
    found = Pipeline(Settings.of(entities=[first, second])).entities
    assert found.own_avoids("Karsk")
    assert found.own_avoids("Velca")
    assert not found.own_avoids("Welka")
    assert not found.own_avoids("Kiev")
    assert "Kiev" in found.avoided


def test_a_right_name_that_a_later_list_avoids_is_noted() -> None:
    lists = [
        (Path("a.csv"), [Row(Entity("Mara Shearman", "person", "Mara"), 2)]),
        (Path("b.csv"), [Row(Entity("Pia Sherman", "person", "Pia", avoid=("Shearman",)), 7)]),
    ]
    kept, notes = merge(lists)
    assert [e.name for e in kept] == ["Mara Shearman", "Pia Sherman"]
    assert notes == ["b.csv: line 7, avoid: 'Shearman' is right for Mara Shearman in an earlier list; this list wins"]


def test_an_index_is_made_once_and_only_opened_whole(tmp_path: Path, cache: Path) -> None:
    path = written(tmp_path / "desk.tsv", dump([VOVK, BRODNO], "tsv"))
    first = load_entities([], [path])
    [kept] = cache.iterdir()
    stamp = (kept / entity_index.TRIE).stat().st_mtime_ns
    assert list(load_entities([], [path])) == list(first) == [VOVK, BRODNO]
    assert (kept / entity_index.TRIE).stat().st_mtime_ns == stamp
    rows = kept / entity_index.ROWS
    rows.write_bytes(rows.read_bytes()[:-5])
    assert list(load_entities([], [path])) == [VOVK, BRODNO]
    written(path, dump([VOVK], "tsv"))
    assert list(load_entities([], [path])) == [VOVK]


def test_indexes_no_longer_used_go(tmp_path: Path, cache: Path) -> None:
    for i in range(12):
        load_entities([], [written(tmp_path / "desk.tsv", dump([VOVK, Entity(f"Brod{i}", "place")], "tsv"))])
    assert len(list(cache.iterdir())) <= 9


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYLINT_CACHE_DIR", str(written(tmp_path / "file", "")))
    path = written(tmp_path / "desk.tsv", dump([VOVK], "tsv"))
    assert list(load_entities([], [path])) == [VOVK]
    assert cache_folder() == tmp_path / "file" / "entities"


def test_an_empty_list_is_a_list(tmp_path: Path) -> None:
    path = written(tmp_path / "desk.csv", "name,kind\n")
    assert [len(load_entities([], [path])) for _ in range(2)] == [0, 0]


def test_what_is_found_by_form_word_surname_and_near_miss() -> None:
    found = EntityList.of([VOVK, BRODNO, Entity("Court of Brodno", "organisation"), Entity("M&V", "organisation")])
    assert found.by_form["ana vovk"] == (VOVK,)
    assert found.by_word["Brodnian"] == (BRODNO,)
    assert "Court" not in found.by_word
    assert "Court" in found.inner_words
    assert found.surnames["Vovk"] == (VOVK,)
    assert found.near("Brodon") == ["Brodno"]
    assert found.near("Vvok") == ["Vovk"]
    assert found.alike("Brodnow") == []
    assert found.with_ampersand("M  V") == "M&V"
    assert found.is_title("Mayor")
    assert list(found.avoided) == ["Anna Wovk", "Brodnow"]
    assert set(found.by_word) >= {"Ana", "Vovk", "Brodno"}
    assert len(found) == 4


SPARQL = {
    "head": {"vars": ["mp", "mpLabel", "mpAltLabel", "positionLabel", "end"]},
    "results": {
        "bindings": [
            {
                "mp": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"},
                "mpLabel": {"type": "literal", "value": "Ana Vovk"},
                "mpAltLabel": {"value": "Anna Vovk, Vovk Ana"},
                "positionLabel": {"value": "Mayor"},
                "end": {"value": "2019-01-01T00:00:00Z"},
            },
            {
                "mp": {"value": "http://www.wikidata.org/entity/Q1"},
                "mpLabel": {"value": "Ana Vovk"},
                "positionLabel": {"value": "Senator"},
                "end": {"value": "2023-06-30T00:00:00Z"},
            },
            {"mp": {"value": "http://www.wikidata.org/entity/Q2"}, "mpLabel": {"value": "Q2"}},
        ]
    },
}


def test_a_wikidata_result_gives_one_row_an_item() -> None:
    row, problem = import_names(Path("q.json"), json.dumps(SPARQL).encode(), "person")
    assert isinstance(row, Row)
    assert row.entity == Entity(
        "Ana Vovk",
        "person",
        aliases=("Anna Vovk", "Vovk Ana"),
        titles=("Mayor", "Senator"),
        source="wikidata:Q1",
        until="2023-06-30",
    )
    assert isinstance(problem, Problem)
    assert "a name in English" in str(problem)


def test_a_wikidata_csv_tells_the_kinds() -> None:
    text = (
        "item,itemLabel,itemAltLabel,instanceOfLabel,itemDescription\n"
        "http://www.wikidata.org/entity/Q3,Brodno,,big city,city in Velka\n"
        'http://www.wikidata.org/entity/Q4,Union of Brodno,"UB, Brodno Union",political party,\n'
    )
    rows = import_names(Path("q.csv"), text.encode())
    assert [r.entity for r in rows if isinstance(r, Row)] == [
        Entity("Brodno", "place", note="city in Velka", source="wikidata:Q3"),
        Entity("Union of Brodno", "organisation", aliases=("UB", "Brodno Union"), source="wikidata:Q4"),
    ]


def test_an_openrefine_export_keeps_its_records_together() -> None:
    text = "Name\tAliases\tType\nAna Vovk\tAnna Vovk\thuman\n\tA. Vovk\t\nBrodno\t\ttown\n"
    rows = import_names(Path("refine.tsv"), text.encode())
    assert [(r.entity.name, r.entity.aliases) for r in rows if isinstance(r, Row)] == [
        ("Ana Vovk", ("Anna Vovk", "A. Vovk")),
        ("Brodno", ()),
    ]


def test_an_openrefine_json_export_is_read() -> None:
    text = json.dumps({"rows": [{"name": "Brodno", "kind": "place", "QID": "Q3"}, {"name": "Velka", "kind": "place"}]})
    rows = import_names(Path("refine.json"), text.encode())
    assert [(r.entity.name, r.entity.source) for r in rows if isinstance(r, Row)] == [
        ("Brodno", "wikidata:Q3"),
        ("Velka", ""),
    ]


def test_a_plain_list_needs_a_kind() -> None:
    text = b"# desk names\nAna Vovk\n\nPia Sherman\n"
    assert [r.entity.name for r in import_names(Path("n.txt"), text, "person") if isinstance(r, Row)] == [
        "Ana Vovk",
        "Pia Sherman",
    ]
    assert [r.column for r in import_names(Path("n.txt"), text) if isinstance(r, Problem)] == ["kind", "kind"]


def test_a_column_is_taken_from_the_header_asked_for() -> None:
    text = "Lokalname,Ort\nBrodno am See,Brodno\n"
    [row] = import_names(Path("x.csv"), text.encode(), "place", {"name": "Ort", "aliases": "Lokalname"})
    assert isinstance(row, Row)
    assert row.entity == Entity("Brodno", "place", aliases=("Brodno am See",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Lokalname,Ort\nx,y\n", "expected a column of names"),
        ("{", "expected JSON"),
        ('{"a": 1}', "expected a list of records"),
        ('name,kind\n"x', "expected cells whose quotation marks are closed"),
        (b"name,kind\nM\xfcnsing,place\n", "expected UTF-8 text"),
    ],
)
def test_what_is_no_export_is_refused(text: str | bytes, said: str) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(EntityListError, match=said):
        import_names(Path("x.csv"), data, "place")


def test_a_header_asked_for_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="the column Ort"):
        import_names(Path("x.csv"), b"name,kind\nx,place\n", "", {"name": "Ort"})


COPY = """Dairy farmers met in Qarsk

The union leader, Ilmar Dovgun, 48, opened the meeting in Qarsk on Monday. Mr Dovgun said prices had halved.

Farms near Qarsk were sold. Dovgun said the union would march. Talks with Ilmar Dovgin, as one paper has him, go on.
"""


def test_names_that_recur_are_suggested(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", COPY)
    pipeline = Pipeline()
    found = suggest(pipeline.documents([str(path)], []), pipeline.entities, words())
    assert [(s.name, s.kind, s.uses, s.files) for s in found] == [
        ("Ilmar Dovgun", "person", 3, 1),
        ("Qarsk", "place", 3, 1),
    ]
    near = suggest(pipeline.documents([str(path)], []), pipeline.entities, words(), least=1)
    assert {s.name: s.near for s in near}["Ilmar Dovgin"] == "Ilmar Dovgun"
    assert "one letter from Ilmar Dovgun" in next(s.note for s in near if s.name == "Ilmar Dovgin")


def test_shipped_lists_name_their_sources() -> None:
    lacking = [e.name for e in Pipeline().entities if not e.source or e.source == "editorial"]
    assert lacking == []
    assert len(Pipeline().entities) >= 4000


def test_every_error_of_a_list_is_one_a_user_can_read() -> None:
    assert issubclass(EntityListError, CopylintError)
