"""Copy made to be slow: long runs of one thing take time in proportion to their length."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import islice, product

import pytest

from copylint.documents.build import build
from copylint.model.errors import UnreadableError
from copylint.model.source import Source
from copylint.pipeline import Pipeline
from timing import grows_at_most

LENGTH = 40_000
LIMIT_S = 8.0  # in proportion it takes an eighth of that at the most; by the square, 20 and more
PIECES = (
    *(
        "a",
        "A",
        "A-",
        "A.",
        "9",
        '"',
        "”",
        "“ ",
        "'",
        "’s",
        "...",
        ". ",
        ",",
        " .",
        "\n",
        "\t",
        "(",
        ")]",
        "said,",
        "the ",
        "a.B",
    ),
    *(
        "doesnt ",
        "1,00,000 ",
        "Mondays meeting ",
        "On Monday ",
        "&amp;",
        "â€™ ",
        "\\u2019",
        "%20",
        "<b>",
        "rebuild.In ",
    ),
)


@pytest.mark.parametrize("piece", PIECES)
def test_long_runs_take_time_in_proportion(pipeline: Pipeline, piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    start = time.process_time()
    report = pipeline.check(Source("-", text))
    assert report.failures == []
    assert time.process_time() - start < LIMIT_S


CARRIERS = (
    ("<!DOCTYPE x ", "[]"),
    ("<html>", "<article>"),
    ("<html>", "<article "),
    ("<html>", "<body "),
    ("<html><body>", "&amp;<b>x"),
    ("<rss><channel><item><title>", "&lt;p "),
    ("<rss><channel>", "<item><title>x</title></item>"),
    ("", "\x01a\x02b\n"),
    ("", "\x01a\x02b\n\x03"),
    ("", '{"text": "a"}\n'),
    ("", "["),
)


@pytest.mark.parametrize(("head", "piece"), CARRIERS)
def test_carriers_of_any_shape_take_time_in_proportion(pipeline: Pipeline, head: str, piece: str) -> None:
    text = head + (piece * LENGTH)[:LENGTH]
    start = time.process_time()
    with suppress(UnreadableError):  # XML without a root
        pipeline.check(Source("-", text))
    assert time.process_time() - start < LIMIT_S


def test_many_paragraphs_that_stand_twice_take_time_in_proportion(pipeline: Pipeline) -> None:
    names = ["".join(letters) for letters in islice(product("aeioklmnst", repeat=4), 8_000)]
    said = [
        f"The ferry {name} came in on Monday, all {name} went home, and the quay was empty by noon." for name in names
    ]
    doc = build(Source("-", "\n\n".join(said * 2)))
    start = time.process_time()
    found = list(pipeline.engine.checks["repetition"].find(doc))
    assert len(found) >= len(said)
    assert time.process_time() - start < LIMIT_S


def test_capitals_that_recur_take_time_in_proportion(pipeline: Pipeline) -> None:
    check = pipeline.engine.checks["stray_capital"]

    def read(times: int) -> None:
        list(check.find(build(Source("-", "They met the Telephone crew there.\n\n" * times))))

    read(10)
    assert grows_at_most(16 * 3, lambda: read(2_000), lambda: read(32_000))
