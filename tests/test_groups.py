"""Copies of one story are grouped however rewritten; what is merely related, of a series or of a site stands alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from copylint.app import app
from copylint.batch import digesting
from copylint.copies.candidates import candidates
from copylint.copies.digests import Digest, digest_of
from copylint.copies.furniture import furniture
from copylint.copies.grouping import Group, groups_of
from timing import grows_at_most

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.groups import measure, score
from benchmarks.retelling import KINDS, retold
from benchmarks.stories import Story, Topic, plain, stories_of_series, stories_of_topic

SEEDS = Path(__file__).parents[1] / "seeds" / "texts"
FERRY = """Ferry runs aground off Marram Head

The ferry Corvane ran aground off Marram Head early on Tuesday with 214 passengers on board, the coast guard said.

Nobody was hurt. Lifeboats from Tolverne and Skerra took the passengers to Tolverne harbour within three hours.

“We felt a long scrape and then the engines stopped,” said Ines Varga, who was travelling with her two children.

The operator, Northline, said the vessel had left the marked channel to avoid a fishing boat without lights.

Captain Henrik Aldous has sailed the route for 19 years. He was questioned by inspectors from the transport ministry.

A tug will try to free the ship at high water on Wednesday. Some 40 tonnes of fuel are in its tanks.
"""
NEWER = (
    FERRY.replace("214", "209")
    .replace("Nobody was hurt", "Eleven people were hurt, four of them badly")
    .replace(
        "A tug will try to free the ship at high water on Wednesday.", "Two tugs freed the ship at noon on Wednesday."
    )
)
RELATED = """Northline ferries to be inspected after grounding

All nine ferries of Northline are to be inspected, the transport ministry said on Thursday, two days after the Corvane
went on the rocks at Marram Head.

Minister Paula Reyes told parliament that the company had been warned twice last year about its bridge crews.

“We felt a long scrape and then the engines stopped,” one passenger, Ines Varga, said of that night.

Shares in Northline lost a tenth of their value. Analysts at Hadley Quist expect the inspections to last until June.

Unions said crews worked shifts of fourteen hours in summer. The company denied that and pointed to its timetable.
"""
FORECAST = """Weather for Tolverne: {day}

{day} will be cloudy in Tolverne, with a high of {0} degrees and a low of {1}. Winds of {2} km an hour are expected.

The chance of rain is {3} percent by day and {4} percent after dark. Seas will run to {5} metres off Marram Head.

The sun rises at {6} and sets at {7}. Drivers are asked to take care on the coastal road near Skerra.
"""
GERMAN = """Fähre läuft vor Marram Head auf Grund

Die Fähre Corvane ist am frühen Dienstag mit 214 Passagieren vor Marram Head auf Grund gelaufen, hieß es am Hafen.

Verletzt wurde niemand. Rettungsboote aus Tolverne und Skerra brachten die Passagiere binnen drei Stunden in den Hafen.

„Wir spürten ein langes Schaben, dann standen die Maschinen still“, sagte Ines Varga, die mit zwei Kindern reiste.

Die Reederei Northline erklärte, das Schiff habe die Fahrrinne verlassen, um einem unbeleuchteten Kutter auszuweichen.
"""


def lots(seed: str) -> Random:
    """Return what draws lots, the same in every run."""
    return Random(seed)  # noqa: S311


def grouped(*texts: str) -> list[tuple[int, ...]]:
    return [group.members for group in groups_of(digest_of(text) for text in texts)]


def group(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["group", "--isolated", *arguments], input=stdin, catch_exceptions=False)


def report(*arguments: str, code: int = 0, stdin: bytes | None = None) -> dict[str, Any]:
    result = group(*arguments, "--format", "json", stdin=stdin)
    assert result.exit_code == code
    return dict(json.loads(result.stdout))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    monkeypatch.chdir(tmp_path)

    def put(**texts: str) -> list[str]:
        for name, text in texts.items():
            Path(f"{name}.txt").write_text(text, encoding="utf-8")
        return [f"{name}.txt" for name in texts]

    return put


def test_the_seeds_are_one_story_and_two_others() -> None:
    found = report(str(SEEDS))
    (only,) = found["groups"]
    assert only["paths"] == [str(SEEDS / name) for name in ("000.txt", "001.txt", "002.txt")]
    assert 0.5 < only["similarity"] < 1
    assert [member["path"] for member in only["members"]] == only["paths"]
    assert found["summary"] == {"documents": 5, "groups": 1, "grouped": 3, "alone": 2, "empty": 0}


def test_text_leaves_out_what_stands_alone_but_counts_it() -> None:
    result = group(str(SEEDS))
    assert result.exit_code == 0
    assert "000.txt" in result.stdout
    assert "003.txt" not in result.stdout
    assert result.stdout.endswith("5 documents: 3 in 1 group, 2 alone\n")


def test_generated_copies_are_grouped(tmp_path: Path) -> None:
    found = measure(300, 7, 1, tmp_path)
    assert found["f1"] >= 0.98
    assert found["related_joined"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_of_any_kind_is_one(kind: str) -> None:
    rng = lots(f"copies {kind}")
    stories = [next(stories_of_topic(rng, 2)) for _ in range(12)]
    texts = [plain(version) for story in stories for version in (story, retold(story, kind, rng))]
    assert grouped(*texts) == [(place, place + 1) for place in range(0, 24, 2)]


def test_stories_of_one_topic_stand_alone() -> None:
    rng = lots("topics")
    assert grouped(*(plain(story) for _ in range(20) for story in stories_of_topic(rng, 3))) == []
    assert grouped(FERRY, RELATED) == []


def test_reports_of_a_series_stand_alone() -> None:
    rng = lots("series")
    assert grouped(*(plain(story) for _ in range(9) for story in stories_of_series(rng, 4))) == []
    days = {"Monday": range(10, 18), "Tuesday": range(30, 38)}
    assert grouped(*(FORECAST.format(*figures, day=day) for day, figures in days.items())) == []


def test_a_newer_version_is_a_copy() -> None:
    assert grouped(FERRY, NEWER, RELATED) == [(0, 1)]


def test_empty_documents_are_copies_of_nothing() -> None:
    assert grouped("", "\n\n", "", FERRY, "… — !") == []


def test_a_headline_is_a_copy_of_its_double_alone() -> None:
    headline = FERRY.splitlines()[0]
    assert grouped(headline, FERRY, headline + " ", "Ferry runs aground off Marram Point") == [(0, 2)]


def test_doubles_are_one_whatever_their_white_space_and_case() -> None:
    (double,) = groups_of(map(digest_of, (FERRY, RELATED, FERRY.upper().replace("\n", "\r\n"))))
    assert double == Group((0, 2), (1.0, 1.0))
    assert double.similarity == 1


def test_copies_in_another_language_are_grouped_among_themselves() -> None:
    assert grouped(FERRY, GERMAN, GERMAN.replace("214", "241").replace("Hafen", "Hafen der Stadt")) == [(1, 2)]


def furnished(story: Story, site: Sequence[str]) -> str:
    return plain([*story, *([line] for line in site)])


def test_what_a_site_prints_under_all_its_stories_joins_none() -> None:
    rng = lots("site")
    site = [
        Topic(rng).fill("{body} {v} the {a} {n} for {N} of {place}, and {a} {N} {v} {surname}.", rng) for _ in range(12)
    ]
    stories = [next(stories_of_topic(rng, 1))[:4] for _ in range(8)]
    texts = [furnished(story, site) for story in stories]
    assert grouped(*texts) == []
    assert grouped(*texts, plain(retold(stories[2], "spun lightly", rng))) == [(2, 8)]
    assert len(furniture([digest_of(text) for text in texts]).marks) == len(site)


def test_what_a_site_prints_under_two_stories_does_not_join_them() -> None:
    rng = lots("two of a site")
    site = [
        Topic(rng).fill("{body} {v} the {a} {n} for {N} of {place}, and {a} {N} {v} {surname}.", rng) for _ in "ABCDEF"
    ]
    for _ in range(10):
        assert grouped(*(furnished(next(stories_of_topic(rng, 1))[:4], site) for _ in range(2))) == []


def test_what_many_copied_is_no_furniture() -> None:
    rng = lots("wire")
    story = next(stories_of_topic(rng, 1))
    texts = [furnished(story, [f"Sent by {name} to all who read {name} on a {name} day."]) for name in "ABCDEFGH"]
    assert furniture([digest_of(text) for text in texts]).marks == frozenset()
    assert grouped(*texts) == [tuple(range(8))]


def test_two_stories_are_not_joined_by_a_roundup_of_both() -> None:
    rng = lots("roundup")
    one, two, three = (plain(next(stories_of_topic(rng, 1))) for _ in range(3))
    for members in grouped(one, f"{one}\n{two}\n{three}", two, three):
        assert len({0, 2, 3} & set(members)) <= 1


def test_a_chain_of_stories_is_not_one_group() -> None:
    rng = lots("chain")
    links = [next(stories_of_topic(rng, 1))[1:6] for _ in range(31)]
    for members in grouped(*(plain([*one, *other]) for one, other in pairwise(links))):
        assert max(members) - min(members) <= 2


def test_many_copies_are_one_group() -> None:
    rng = lots("many")
    story = next(stories_of_topic(rng, 1))
    texts = [plain(retold(story, rng.choice(tuple(KINDS)), rng)) for _ in range(60)]
    assert max(map(len, grouped(*texts))) >= 58


def test_the_order_of_documents_makes_no_difference() -> None:
    rng = lots("order")
    texts = [plain(retold(story, "spun heavily", rng)) for story in stories_of_topic(rng, 4) for _ in range(3)]
    order = rng.sample(range(len(texts)), len(texts))
    before = {frozenset(texts[place] for place in members) for members in grouped(*texts)}
    shuffled = [texts[place] for place in order]
    assert {frozenset(shuffled[place] for place in members) for members in grouped(*shuffled)} == before


def test_long_copies_take_time_in_proportion() -> None:
    def joined(count: int) -> None:
        rng = lots("long")
        story = [paragraph for _ in range(count) for paragraph in next(stories_of_topic(rng, 1))]
        assert grouped(plain(story), plain(retold(story, "spun lightly", rng))) == [(0, 1)]

    joined(5)
    assert grows_at_most(4 * 3, lambda: joined(40), lambda: joined(160))


def test_a_key_of_many_documents_makes_few_candidates() -> None:
    keys = [digest_of(FERRY).keys] * 2_000
    assert len(list(candidates(keys))) <= 4 * len(keys)


def test_no_documents_and_no_keys_make_no_candidates() -> None:
    assert list(candidates([])) == []
    assert list(candidates([digest_of("").keys] * 3)) == []
    assert groups_of([]) == []


def test_a_score_counts_pairs() -> None:
    known = [("a", "x"), ("a", "x"), ("b", "x"), ("c", "y"), ("c", "y")]
    found = score([[0, 1, 2]], known)
    assert (found.right, found.grouped, found.asked, found.related) == (1, 3, 2, 2)


def test_digests_are_small() -> None:
    digest: Digest = digest_of((SEEDS / "000.txt").read_text(encoding="utf-8"))
    assert sum(len(part.tobytes()) for part in digest[1:]) < 4_000


def test_items_of_a_feed_and_standard_input_are_documents(desk: Callable[..., list[str]]) -> None:
    desk(story=FERRY)
    item = "<item><guid>{}</guid><title>{}</title><description>{}</description></item>"
    items = (item.format(f"q-{n}", *text.split("\n\n", 1)) for n, text in enumerate((NEWER, RELATED, FERRY)))
    Path("feed.xml").write_text(f"<rss><channel>{''.join(items)}</channel></rss>", encoding="utf-8")
    found = report("feed.xml", "story.txt", "-", "--stdin-filename", "desk.txt", stdin=FERRY.encode())
    (only,) = found["groups"]
    members = [(member["path"], member["item"]) for member in only["members"]]
    assert members == [("feed.xml", "q-0"), ("feed.xml", "q-2"), ("story.txt", None), ("desk.txt", None)]
    assert "feed.xml  item q-0" in group("feed.xml", "story.txt").stdout


def test_what_cannot_be_read_is_told_and_ends_with_2(desk: Callable[..., list[str]]) -> None:
    paths = desk(a=FERRY, b=NEWER)
    Path("c.txt").write_bytes(b"\0\1\2\3")
    found = report(*paths, "c.txt", "none.txt", code=2)
    assert [error["path"] for error in found["errors"]] == ["c.txt", "none.txt"]
    assert len(found["groups"]) == 1
    result = group(*paths, "none.txt")
    assert result.exit_code == 2
    assert "none.txt: no such file or folder" in result.stderr


def test_processes_change_nothing(desk: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digesting, "LOT", 3)
    rng = lots("processes")
    stories = [story for _ in range(5) for story in stories_of_topic(rng, 2)]
    desk(**{f"{n:02}{k}": plain(retold(story, k, rng)) for n, story in enumerate(stories) for k in ("cut", "damaged")})
    Path("package.json").write_text('{"name": "no copy"}', encoding="utf-8")
    Path("zz.txt").write_bytes(b"\0\1\2\3")
    alone, together = (group(".", "--format", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert alone.exit_code == together.exit_code == 2
    assert alone.stdout == together.stdout
    assert alone.stderr == together.stderr
    assert len(json.loads(alone.stdout)["groups"]) == len(stories)
