"""Bytes and paths → sources: what encoding it was, which files are read, where lines and columns lie."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copylint.documents.build import build
from copylint.model.errors import UnreadableError
from copylint.model.source import Source, Unread
from copylint.pipeline import Pipeline
from copylint.sources import stored
from copylint.sources.decoding import decode
from copylint.sources.files import Found, discover
from copylint.sources.reading import read

COPY = "The minister’s plan – “sound”, she said – cost €3m.\n"


@pytest.mark.parametrize(
    ("data", "encoding", "guessed"),
    [
        (COPY.encode(), "utf-8", False),
        (b"\xef\xbb\xbf" + COPY.encode(), "utf-8", False),
        (COPY.encode("utf-16"), "utf-16-le", False),
        (b"\xfe\xff" + COPY.encode("utf-16-be"), "utf-16-be", False),
        (b"\xff\xfe" + COPY.encode("utf-16-le"), "utf-16-le", False),
        (COPY.encode("utf-32"), "utf-32-le", False),
        (COPY.encode("cp1252"), "cp1252", True),
    ],
)
def test_the_text_is_what_was_written(data: bytes, encoding: str, guessed: bool) -> None:  # noqa: FBT001
    source = decode("a.txt", data)
    assert (source.text, source.encoding, source.guessed) == (COPY, encoding, guessed)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_bom(encoding: str) -> None:
    text = "The minister said the plan was sound.\n"
    source = decode("a.txt", text.encode(encoding))
    assert (source.text, source.encoding, source.guessed) == (text, encoding, False)


@pytest.mark.parametrize("text", ["", "a", "é", "日本語", "😀"])
def test_short_utf_8(text: str) -> None:
    assert decode("a.txt", text.encode()).text == text


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf_8_is_never_guessed(text: str) -> None:
    data = text.encode()
    if not data.startswith(
        (b"%PDF-", b"GIF8", b"PK\x03\x04", b"{\\rtf", b"SQLite format 3", b"\xef\xbb\xbf", b"\x7fELF")
    ):
        assert decode("a.txt", data) == Source("a.txt", text)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        source = decode("a.txt", data)
    except UnreadableError:
        return
    assert isinstance(source.text, str)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1", "RTF"),
        (b"copy with a \0 in it", "NUL"),
        (b"\0\0\0\0", "NUL"),
        (b"\xff\xfe\x00\xd8\x41\x00", "utf-16-le"),
        (b"\xef\xbb\xbf\xff", "utf-8"),
    ],
)
def test_what_is_not_copy_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError, match=kind):
        decode("a.txt", data)


def test_a_bom_is_no_column() -> None:
    doc = build(decode("a.txt", b"\xef\xbb\xbfone two"))
    assert doc.position(doc.text.index("two")) == (1, 5)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("one\ntwo\nx", (3, 1)),
        ("one\r\ntwo\r\nx", (3, 1)),
        ("one\rtwo\rx", (3, 1)),
        ("one\rtwo\nx", (2, 1)),  # CR ends no line where there is an LF
        ("one\n\rx", (2, 2)),
        ("one\x0ctwo\u2028\x85x", (1, 10)),
        ("日本😀e\u0301\tx", (1, 7)),
        ("\n\n  x", (3, 3)),
    ],
)
def test_lines_and_columns(text: str, place: tuple[int, int]) -> None:
    doc = build(Source("a.txt", text))
    assert doc.position(text.index("x")) == place


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "wire/b.txt",
        "wire/a.TXT",
        "wire/deep/c.story",
        "wire/page.exe",
        "wire/.hidden.txt",
        "wire/.cache/x.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("copy\n", encoding="utf-8")
    return tmp_path


def found(paths: list[str]) -> list[str]:
    return [one.path for one in discover(paths) if isinstance(one, Found)]


@pytest.mark.usefixtures("desk")
def test_a_folder_gives_its_copy_sorted_and_nothing_hidden() -> None:
    assert found(["wire"]) == ["wire/a.TXT", "wire/b.txt", "wire/deep/c.story"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ["wire/page.exe", "wire/.hidden.txt", "./wire/b.txt"])
def test_a_file_named_is_read_whatever_it_is_called(path: str) -> None:
    assert found([path]) == [path]


@pytest.mark.usefixtures("desk")
def test_a_path_is_kept_as_given_and_read_once() -> None:
    assert found(["./wire", "./wire/b.txt", "-", "-"]) == [
        "./wire/a.TXT",
        "./wire/b.txt",
        "./wire/deep/c.story",
        "-",
    ]


@pytest.mark.usefixtures("desk")
def test_globs() -> None:
    assert found(["wire/*.txt"]) == ["wire/b.txt"]
    assert found(["wire/**/*.story"]) == ["wire/deep/c.story"]
    assert list(discover(["wire/*.nope"])) == [Unread("wire/*.nope", "no file matches")]


def test_a_name_with_magic_in_it_is_a_name_first(desk: Path) -> None:
    (desk / "a[1].txt").write_text("copy", encoding="utf-8")
    assert found(["a[1].txt"]) == ["a[1].txt"]


def test_gitignore_is_honoured_at_every_level(desk: Path) -> None:
    (desk / ".gitignore").write_text("deep/\n", encoding="utf-8")
    (desk / "wire/.gitignore").write_text("b.*\n", encoding="utf-8")
    assert found(["wire"]) == ["wire/a.TXT"]
    assert found(["wire/b.txt"]) == ["wire/b.txt"]


def test_an_empty_folder_is_an_error(desk: Path) -> None:
    (desk / "empty").mkdir()
    [unread] = discover(["empty"])
    assert isinstance(unread, Unread)
    assert "no file to read" in unread.message


def test_a_folder_that_holds_itself_is_walked_once(desk: Path) -> None:
    (desk / "wire/loop").symlink_to(desk / "wire", target_is_directory=True)
    assert len(list(discover(["wire"]))) == 3


def test_a_link_to_nowhere_and_a_link_to_itself_are_told(desk: Path) -> None:
    (desk / "nowhere.txt").symlink_to("missing.txt")
    (desk / "itself.txt").symlink_to("itself.txt")
    outcomes = list(Pipeline().carriers(["nowhere.txt", "itself.txt"]))
    assert [o.path for o in outcomes if isinstance(o, Unread)] == ["nowhere.txt", "itself.txt"]
    assert len(outcomes) == 2


def test_what_may_not_be_read_is_told_and_the_rest_is_read(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = stored.store

    def refuse(path: str) -> stored.Stored:
        if path.endswith("b.txt"):
            raise PermissionError(13, os.strerror(13))
        return honest(path)

    monkeypatch.setattr("copylint.sources.reading.store", refuse)
    outcomes = list(Pipeline().carriers([str(desk / "wire")]))
    assert [isinstance(o, Unread) for o in outcomes] == [False, True, False]
    assert outcomes[1] == Unread(str(desk / "wire/b.txt"), "Permission denied")


def test_a_folder_that_may_not_be_listed_is_told(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("deep"):
            raise PermissionError(13, os.strerror(13))
        return honest(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert Unread(f"{desk}/wire/deep", "Permission denied") in list(discover([f"{desk}/wire"]))


def test_standard_input_bears_the_name_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(COPY.encode())))
    assert read("-", "wire/1.txt") == Source("wire/1.txt", COPY, piped=True)
