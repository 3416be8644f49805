"""Markdown, CSV and Parquet: what is copy in them, and where each character stands in the file."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copylint.model.errors import UnreadableError
from copylint.model.traced import Piece, Position, Traced
from copylint.sources import csv_rows, parquet
from copylint.sources.blocks import read_html
from copylint.sources.markdown import markdown_parts

LENGTH = 40_000
LIMIT_S = 8.0  # in proportion it takes a quarter of that at the most

DOCUMENT = r"""---
# kept by the desk
date: 2026-01-05
title: "Town \u2019hall \"talks\""
tags: [town]
---
<!-- no reader sees this -->

# Council *meets* &amp; votes ##

Ministers met on **Monday** in the [old
town](http://example.org/a "Town") hall, 5 \* 3.{blanks}
It was &lsquo;late&rsquo;\
and `he  said` so <b>twice</b><br>more ![a picture](x.png) ~~or not~~ <http://example.org/b>.

> The mayor
> said *he
doesnt* know.
>
> - One
>   item

| Town | Votes \| all |
|------|:------------:|
| Brod | `4\|5` | dropped
| Nowa
||

    print("no copy")

```
print("no copy")
```

<figure>
<figcaption>The hall &amp; its door</figcaption>
</figure>

Late
news
====
""".replace("{blanks}", "  ")
BODY = """Council meets & votes

Ministers met on Monday in the old town hall, 5 * 3.
It was ‘late’
and he said so twice
more or not http://example.org/b.

The mayor said he doesnt know.

One item

Town

Votes | all

Brod

4|5

Nowa

Late news"""


def stretch(text: str, piece: Piece) -> str:
    """Return what stands in the file between the ends of a piece."""
    ends = "\n" if "\n" in text else "\r"
    starts = [0, *(m.end() for m in re.finditer(ends, text))]
    (line, column), (last, behind) = piece.start, piece.end
    return text[starts[line - 1] + column - 1 : starts[last - 1] + behind - 1]


def test_a_reader_of_the_page_sees_the_copy_of_markdown() -> None:
    parts = {part.kind: part.text.text for part in markdown_parts(DOCUMENT)}
    assert parts == {"headline": 'Town ’hall "talks"', "body": BODY, "caption": "The hall & its door"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_character_of_markdown_stands_where_it_stood(end: str) -> None:
    document = DOCUMENT.replace("\n", end)
    parts = markdown_parts(document)
    assert parts[1].text.text == BODY
    stood = [(piece.text, stretch(document, piece)) for part in parts for piece in part.text.pieces]
    assert all(text == there for text, there in stood if text.isalnum())
    assert {("’", r"\u2019"), ('"', r"\""), ("&", "&amp;"), ("‘", "&lsquo;"), ("*", r"\*"), ("|", r"\|")} <= set(stood)
    assert (" ", f"{end}> ") in stood


def test_the_heading_that_opens_a_document_is_its_headline() -> None:
    opened = "<!-- lint: off -->\n\n# Council *meets* #\n\nMinisters met.\n\n# Again\n"
    assert [(p.kind, p.text.text) for p in markdown_parts(opened)] == [
        ("headline", "Council meets"),
        ("body", "Ministers met.\n\nAgain"),
    ]
    for other in ("Late.\n\n# Council\n", "## Council\n", "> # Council\n"):
        assert [p.kind for p in markdown_parts(other)] == ["body"]
    assert [p.kind for p in markdown_parts("---\ndate: 1\n---\nCouncil\n===\n")] == ["headline"]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Council meets # a remark", "Council meets"),
        ('It\'s C# "now"\n  and then', 'It\'s C# "now" and then'),
        ("'It''s\n  late'", "It's late"),
        (r'"A\tb \x41\u00e9\ud83d\ude00 \/ \_c"', "A b Aé😀 / \u00a0c"),
        ("|-  # kept\n  Council\n  meets\nother: x", "Council meets"),
        ("", ""),
        ("\nother: x", ""),
    ],
)
def test_the_title_of_the_front_matter_is_the_headline(value: str, title: str) -> None:
    document = f"---\nlayout: story\ntitle: {value}\n---\nMinisters met.\n"
    parts = [(part.kind, part.text.text) for part in markdown_parts(document)]
    assert parts == [*([("headline", title)] if title else []), ("body", "Ministers met.")]


@pytest.mark.parametrize(
    "text", ["---\nMinisters met.\n---\n", "---\ntitle: Never closed\n", "Late.\n\n---\na: b\n---\n"]
)
def test_a_rule_across_the_page_opens_no_front_matter(text: str) -> None:
    shown = " ".join(part.text.text for part in markdown_parts(text))
    assert shown.split() == re.findall(r"[\w.:]+", text)


WORDS = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=8)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)


@given(PARAGRAPHS, st.sampled_from(["\n\n", "\n\n\n", "\r\n\r\n", "\n \n"]))
def test_text_without_markdown_is_its_paragraphs(paragraphs: list[str], parted: str) -> None:
    document = parted.join(paragraphs)
    [part] = markdown_parts(document)
    assert part.text.text == "\n\n".join(paragraphs)
    shown = [piece for piece in part.text.pieces if piece.text != "\n\n"]
    assert [piece.text for piece in shown] == paragraphs
    assert all(stretch(document, piece) == piece.text for piece in shown)


MARKS = r"a b é 😀 * ** _ ~~ ` `` [ ] ( ) ](x) ![ < > <b> </b> & &amp; &rsquo; \ \| | # - 1. + : === --- |-|-|"
MARKDOWN = st.lists(
    st.sampled_from([*MARKS.split(), " ", "  ", "\n", "\n\n", "\r\n", "> ", "    ", "\t", "[a]: u\n"]), max_size=40
)


@given(MARKDOWN)
def test_markdown_of_any_shape_keeps_its_places(tokens: list[str]) -> None:
    document = "".join(["x", *tokens])
    last = Position(1, 1)
    for part in markdown_parts(document):
        for piece in part.text.pieces:
            there = stretch(document, piece)
            assert piece.start >= last or part.kind != "body"
            assert there == piece.text or there.startswith(("&", "\\")) or piece.text.isspace()
            last = piece.end if part.kind == "body" else last


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        *(("", piece) for piece in ("[", "![", "]", "*", "*a_ ", "`a", ">", "> ", "- ", "<", "&", "\\", "a\n", "\n")),
        *(("a|b\n-|-\n", piece) for piece in ("|", "a\n", "![", "\\|")),
        *(("<div>", piece) for piece in ("<", "a\n", "<!--")),
        *(("---\ntitle: ", piece) for piece in (" ", "a ", "a:\n", " \n")),
        *(("---\ntitle: '", piece) for piece in ("''", " ", "\n")),
    ],
)
def test_markdown_of_any_shape_takes_time_in_proportion(head: str, piece: str) -> None:
    start = time.process_time()
    markdown_parts(head + (piece * LENGTH)[:LENGTH])
    assert time.process_time() - start < LIMIT_S


def test_a_long_document_is_read_in_no_time() -> None:
    paragraph = "Ministers met on *Monday* in the old town hall.\nThe mayor said [he doesn’t](x) expect a deal.\n\n"
    start = time.process_time()
    markdown_parts(paragraph * 2_000)
    assert time.process_time() - start < LIMIT_S / 2


def test_html_in_markdown_is_read_as_a_page() -> None:
    for document in (
        "<div>\n<p>One <i>two</i></p>\n\nthree\n</div>",
        "One <i>two</i>\n<svg><text>x</text></svg>\n\nthree",
    ):
        [part] = markdown_parts(document)
        assert (
            part.text.text
            == read_html(Traced([Piece("<p>One two</p>three", Position(1, 1), Position(1, 1))])).traced().text
        )


def test_marks_of_html_that_open_nothing_hide_nothing() -> None:
    [part] = markdown_parts("<div>\nIn <![x> A &# B & C &amp; &#68;\n</div>\n\n&# late")
    assert part.text.text == "In A &# B & C & D\n\n&# late"


CELLS = st.text(st.sampled_from("ab é\"',;\t\n\r") | st.characters(exclude_categories=["Cs"]), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n"])


def blocks(text: str, sizes: list[int]) -> Iterator[str]:
    at = 0
    while at < len(text):
        size = sizes[at % len(sizes)]
        yield text[at : at + size]
        at += size


def written(table: list[list[str]], delimiter: str, end: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "headline", "body"])
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return out.getvalue()


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4)),
    st.sampled_from(",;\t"),
    ENDS,
    st.lists(st.integers(1, 9), min_size=1),
)
def test_rows_of_csv_are_those_the_standard_library_reads(
    table: list[list[str]], delimiter: str, end: str, sizes: list[int]
) -> None:
    text = written(table, delimiter, end)
    found = list(csv_rows.rows(blocks(text, sizes)))
    at = 0
    for row in found:
        before, at = at, text.index(row.raw, at)
        assert not text[before:at].strip("\r\n")  # an empty line is no row
        at += len(row.raw)
    assert not text[at:].strip("\r\n")
    expected = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    assert [list(row.values) for row in found] == [row for row in expected if row]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4)), st.sampled_from(",;\t"), ENDS)
def test_cells_of_csv_know_where_they_stand(table: list[list[str]], delimiter: str, end: str) -> None:
    text = written(table, delimiter, end)
    for row in csv_rows.rows([text]):
        for cell, value in zip(row.cells, row.values, strict=True):
            assert cell.text == value
            there = stretch(text, Piece("", cell.start_of(0), cell.end_of(len(cell))))
            assert there.replace('""', '"') == value
            for piece in cell.pieces:
                assert stretch(text, piece) == ('""' if piece.text == '"' else piece.text)


MIXED = st.lists(
    st.sampled_from(["a", "é", ",", ";", '"', '""', '"a"', '"x,y"', '"l\nm"', "\n", "\r\n", "\r", " "]), max_size=14
)


@given(MIXED, st.sampled_from(["\n", "\r\n", "\r"]), st.lists(st.integers(1, 9), min_size=1))
def test_broken_csv_is_refused_where_the_standard_library_refuses_it(
    tokens: list[str], end: str, sizes: list[int]
) -> None:
    text = f"id,body{end}{''.join(tokens)}"
    try:
        expected = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error:
        with pytest.raises(ValueError, match=r"^line \d+: "):
            list(csv_rows.rows(blocks(text, sizes)))
        return
    found = list(csv_rows.rows(blocks(text, sizes)))
    assert [list(row.values) for row in found] == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('id,body\n1,"a\nb"\n2,"never\nclosed\n', "line 4: a quotation mark that is never closed"),
        ('id,body\n1,"a\nb"c\n', "line 3: text behind a closing quotation mark"),
        ('id,body\r1,a\r2,"b" c\r', "line 3: text behind a closing quotation mark"),
    ],
)
def test_the_line_of_broken_csv_is_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        list(csv_rows.rows([text]))


def test_the_first_row_tells_what_parts_the_cells() -> None:
    for mark in ",;\t":
        text = f'\n"id{mark}"{mark}head,line{mark}body\n\n1{mark}"a ""b"""{mark}'
        found = list(csv_rows.rows([text]))
        if mark != ",":
            assert [row.values for row in found] == [(f"id{mark}", "head,line", "body"), ("1", 'a "b"', "")]
        assert [row.place for row in found] == [(2, 1), (4, 1)]
        assert found[1].raw == text[text.index("1") :]
    assert [row.values for row in csv_rows.rows(["one column\nof text\n"])] == [("one column",), ("of text",)]


def test_an_empty_cell_has_a_place() -> None:
    [_, row] = csv_rows.rows(["a,b,c\n1,,\n"])
    assert [cell.start_of(0) for cell in row.cells] == [(2, 1), (2, 3), (2, 4)]


def test_an_open_quotation_mark_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "LONGEST_RECORD", 100_000)
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        yield 'id,body\n1,"'
        while True:
            taken += 1_000
            yield "x" * 1_000

    with pytest.raises(ValueError, match="line 2: a quotation mark that is never closed"):
        list(csv_rows.rows(endless()))
    assert taken < 400_000


@pytest.mark.parametrize("piece", ['"', '""', ",", '"",', '"\n', "\n", "\r", "a\n", 'a"', '""\n"'])
def test_csv_of_any_shape_takes_time_in_proportion(piece: str) -> None:
    start = time.process_time()
    with contextlib.suppress(ValueError):
        list(csv_rows.rows(blocks((piece * LENGTH * 10)[: LENGTH * 10], [100])))
    assert time.process_time() - start < LIMIT_S


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq  # noqa: PLC0415

    table = pa.table(
        {
            "id": pa.array(range(600), pa.int32()),
            "body": pa.array(["Ministers met.", None, "It’s late."] * 200),
            "desk": pa.array(["home", "abroad"] * 300).dictionary_encode(),
            "tags": pa.array([["a", "b"], [], None] * 200),
            "at": pa.array([datetime(2026, 1, 5, tzinfo=UTC)] * 600, pa.timestamp("ns", tz="UTC")),
        }
    )
    pq.write_table(table.replace_schema_metadata({"kept by": "the desk"}), tmp_path / "a.parquet", row_group_size=250)
    return tmp_path / "a.parquet"


def test_rows_of_parquet_are_read_and_stand_alone(archive: Path, tmp_path: Path) -> None:
    from pyarrow import parquet as pq  # noqa: PLC0415

    whole = pq.read_table(archive)
    alone = tmp_path / "alone.parquet"
    found = list(parquet.rows(archive))
    assert parquet.columns(archive) == list(found[0].values) == ["id", "body", "desk", "tags", "at"]
    assert [dict(row.values) for row in found] == whole.to_pylist()
    for at in (0, 255, 256, 599):
        alone.write_bytes(found[at].alone())
        assert pq.read_schema(alone).equals(pq.read_schema(archive), check_metadata=True)
        assert pq.read_table(alone).equals(whole.slice(at, 1))
        assert [row.values for row in parquet.rows(alone)] == [found[at].values]


def test_only_the_columns_asked_for_have_values(archive: Path) -> None:
    first = next(parquet.rows(archive, ["body", "id"]))
    assert dict(first.values) == {"id": 0, "body": "Ministers met."}
    with pytest.raises(UnreadableError, match=r"no column 'text' \(columns: id, body, desk, tags, at\)"):
        next(parquet.rows(archive, ["text"]))


def test_times_finer_than_python_has_are_cut(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq  # noqa: PLC0415

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"at": pa.array([1_001], pa.timestamp("ns"))}), path)
    [row] = parquet.rows(path)
    assert row.values["at"] == datetime(1970, 1, 1, 0, 0, 0, 1)  # noqa: DTZ001  the file names no zone
    assert pq.read_table(io.BytesIO(row.alone())).equals(pq.read_table(path))


def test_broken_parquet_is_refused_in_one_line(archive: Path, tmp_path: Path) -> None:
    data = archive.read_bytes()
    for name, broken in {
        "empty": b"",
        "cut": data[:-9],
        "none": b"PAR1" * 9,
        "holed": data[:4] + bytes(900) + data[904:],
    }.items():
        path = tmp_path / name
        path.write_bytes(broken)
        with pytest.raises(UnreadableError) as caught:
            list(parquet.rows(path))
        assert re.fullmatch(r"broken Parquet: [^\n]+", caught.value.reason)
    with pytest.raises(UnreadableError, match="No such file"):
        parquet.columns(tmp_path / "nowhere")


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableError, match=r"Parquet needs pyarrow: pip install 'copylint\[arrow\]'"):
        next(parquet.rows(tmp_path / "a.parquet"))
