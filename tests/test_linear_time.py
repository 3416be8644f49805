"""Copy made to be slow: long runs of one thing take time in proportion to their length."""

from __future__ import annotations

import time

import pytest

from copylint.model.source import Source
from copylint.pipeline import Pipeline

LENGTH = 40_000
LIMIT_S = 8.0  # in proportion it takes an eighth of that at the most; by the square, 20 and more
PIECES = (
    *("a", "A", "9", '"', "”", "“ ", "'", "’s", "...", ". ", ",", " .", "\n", "\t", "(", ")]", "said,", "the ", "a.B"),
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
    start = time.perf_counter()
    report = pipeline.check(Source("-", text))
    assert report.failures == ()
    assert time.perf_counter() - start < LIMIT_S
