"""Which sentence of a copy says what which sentence of the original says."""

from __future__ import annotations

import pytest

from copylint.copies.align import Alignment, align
from copylint.copies.reading import read
from copylint.copies.words import words_in
from copylint.documents.build import build
from copylint.model.source import Source
from timing import grows_at_most

STORY = """Harbour board delays vote on the Ostrel pier

The Ostrel harbour board put off its vote on the new ferry pier on Tuesday after engineers asked for more soundings.

Chairwoman Petra Lindqvist said the seabed held a wreck that no chart shows. Divers will go down again next week.

Fishermen had feared for their moorings. The cooperative owns 14 boats, most of them built before 1990.

The pier is to cost 3.2 million crowns, of which the county pays half.
"""


def of(original: str, copy: str) -> Alignment:
    return align(read(build(Source("-", original))), read(build(Source("-", copy))))


def pairs(alignment: Alignment) -> list[tuple[int, int]]:
    return [(m.original, m.copy) for m in alignment.matches]


def test_equal_copies_meet_sentence_by_sentence() -> None:
    found = of(STORY, STORY)
    assert pairs(found) == [(n, n) for n in range(7)]
    assert found.similarity == pytest.approx(1.0)


def test_paragraphs_may_change_places() -> None:
    head, *paragraphs = STORY.strip().split("\n\n")
    found = of(STORY, "\n\n".join([head, *reversed(paragraphs)]))
    assert pairs(found) == [(0, 0), (6, 1), (4, 2), (5, 3), (2, 4), (3, 5), (1, 6)]


def test_sentences_may_be_split_and_merged() -> None:
    copy = STORY.replace(
        "said the seabed held a wreck that no chart shows. Divers will go down again next week.",
        "said the seabed held a wreck that no chart shows, and divers will go down again next week.",
    ).replace("crowns, of which the county pays half.", "crowns. The county pays half of that.")
    assert pairs(of(STORY, copy)) == [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 5), (6, 6)]


def test_reworded_sentences_meet_between_their_neighbours() -> None:
    copy = STORY.replace("Fishermen had feared for their moorings.", "Boat owners were worried about their moorings.")
    assert (4, 4) in pairs(of(STORY, copy))


def test_other_stories_have_little_in_common() -> None:
    other = """Ostrel opens a school for boatbuilders

A school for boatbuilders opened in Ostrel on Tuesday with 22 pupils and a debt to the county.

Its head, Jonas Aaberg, learned the trade on barges and says that wood forgives what steel does not.
"""
    assert of(STORY, other).similarity < 0.3


def test_nothing_meets_in_empty_copies() -> None:
    assert of("", STORY).similarity == of(STORY, "").similarity == of("", "").similarity == 0.0


def test_time_grows_as_the_copies_do() -> None:
    def aligned(times: int) -> None:
        text = "\n\n".join(STORY.replace("14", str(n)).replace("Ostrel", f"Ostrel{n}") for n in range(times))
        assert of(text, text.replace("engineers", "surveyors")).similarity > 0.9

    aligned(50)
    assert grows_at_most(16 * 2.5, lambda: aligned(50), lambda: aligned(800))


def test_house_style_makes_no_difference_to_words() -> None:
    british = [w.folded for w in words_in("The U.S. labour programme’s centre organises travelling shows")]
    american = [w.folded for w in words_in("The US labor program's center organizes traveling shows")]
    assert british == american
