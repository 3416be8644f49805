"""What is drift between a copy and its original, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from copylint.comparing import Comparing
from copylint.documents.build import build
from copylint.model.report import ComparedReport
from copylint.model.source import Source
from copylint.pipeline import Pipeline
from timing import grows_at_most

STORY = """Minister warns growers over river

Farm minister Rosa Delgado told growers in the Almera valley on Tuesday that “it is very hard to save the harvest \
in a climate of fear and delay with the dam standing half empty,” and asked them to use less water.

Delgado, who took office in March, said the ministry would pay 40 million euros to 2,300 farms. U.S. and European \
buyers have cancelled orders worth $12.4 million.

“We are not going to close the gates,” she said. “If the growers want a talk, I’m here.”

The opposition leader, Tomas Brandt, called the plan “an insult to anyone who has ever planted a tree.” He said \
nobody had asked the growers.

The dam held 48,700 cubic metres at 3 p.m. on Monday, down 31 percent in a year. It was built in 1962 by workers \
from Kyiv.
"""
FIRST_QUOTATION = (
    "“it is very hard to save the harvest in a climate of fear and delay with the dam standing half empty,”"
)
SECOND_QUOTATION = "“We are not going to close the gates,” she said. “If the growers want a talk, I’m here.”"


def said(pipeline: Pipeline, copy: str, original: str = STORY) -> list[tuple[str, str]]:
    report = Comparing(pipeline).compare(build(Source("original", original)), build(Source("copy", copy)))
    assert isinstance(report, ComparedReport), report
    return [(f.rule, f.text) for f in report.findings if f.family == "drift"]


LAWFUL = {
    "another utterance that looks alike": (
        FIRST_QUOTATION,
        "“to save the harvest, it’s very hard to see that happening while there’s an ongoing fear about water, wait,”",
    ),
    "indirect speech": (
        SECOND_QUOTATION,
        "She said they were not going to close the gates and that she was there if the growers wanted a talk.",
    ),
    "indirect speech of a part": (
        "called the plan “an insult to anyone who has ever planted a tree.”",
        "said the plan insulted everybody who had ever planted a tree.",
    ),
    "parts of a quotation": (FIRST_QUOTATION, "it was “very hard to save the harvest” with the dam “half empty,”"),
    "an ellipsis": ("harvest in a climate of fear and delay with", "harvest … with"),
    "a word in brackets": ("“We are not going", "“We [the ministry] are not going"),
    "a pronoun explained in brackets": ("I’m here", "[the minister is] here"),
    "sic": ("an insult to", "an insult [sic] to"),
    "straight marks": ("“We are not going to close the gates,”", '"We are not going to close the gates,"'),
    "single marks": ("“We are not going to close the gates,”", "‘We are not going to close the gates,’"),
    "per cent": ("31 percent", "31 per cent"),
    "a percent sign": ("31 percent", "31%"),
    "British spelling": ("cancelled orders worth $12.4 million", "canceled orders worth 12.4 million dollars"),
    "the 24-hour clock": ("at 3 p.m. on", "at 15:00 on"),
    "a figure rounded with about": ("held 48,700", "held about 49,000"),
    "a figure without its comma": ("2,300 farms", "2300 farms"),
    "a sum with its sign": ("40 million euros", "€40m"),
    "another word for a country": ("U.S. and European buyers", "Buyers in the United States and Europe"),
    "a title behind the name": ("Farm minister Rosa Delgado told", "Rosa Delgado, the farm minister, told"),
    "a name for a pronoun": ("He said nobody", "Brandt said nobody"),
    "a surname alone": ("Tomas Brandt,", "Brandt,"),
    "the speaker first": (
        "“We are not going to close the gates,” she said.",
        "Delgado said: “We are not going to close the gates.”",
    ),
    "a form of address": ("Tomas Brandt, called", "Mr. Brandt, called"),
    "an acronym with its name": ("buyers have", "buyers of the EFU, the European Farm Union, have"),
    "an ellipsis across two utterances": (
        SECOND_QUOTATION,
        "“We are not going to close the gates … If the growers want a talk, I’m here,” she said.",
    ),
    "sentences joined": ("in a year. It was built", "in a year, and was built"),
    "a clause first": ("Delgado, who took office in March, said the", "In office since March, Delgado said the"),
}


@pytest.mark.parametrize("change", LAWFUL.values(), ids=LAWFUL)
def test_what_an_editor_may_do_is_no_drift(pipeline: Pipeline, change: tuple[str, str]) -> None:
    before, after = change
    assert before in STORY
    assert said(pipeline, STORY.replace(before, after)) == []


AGENCY = """HALDEN, Jan 24 (Wire One) - The ferry will not sail before Friday, the owners said on Tuesday in Halden.

Then-President Rosa Delgado wrote “The Salt Road” two decades ago, 25 miles from the border.
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("HALDEN, Jan 24 (Wire One) - ", "HALDEN (Other Wire) — "),
        ("HALDEN, Jan 24 (Wire One) - ", "HALDEN, January 25 — "),
        ("“The Salt Road”", "The Salt Road"),
        ("two decades ago", "20 years ago"),
        ("25 miles", "40 kilometres"),
        ("Then-President", "Former President"),
    ],
)
def test_every_agency_has_its_own_way(pipeline: Pipeline, before: str, after: str) -> None:
    assert before in AGENCY
    assert said(pipeline, AGENCY.replace(before, after), AGENCY) == []
    assert said(pipeline, AGENCY, AGENCY.replace(before, after)) == []


FERRIES = """Ferry line sells two ships for $4.2 billion

Northern Ferries said on 15 March that it had sold two ships to a yard in Oslo. The yard offered $3 billion in June \
and $4.2 billion in August, 58 percent more than the ships cost.

The first ship leaves at 9.45 a.m. on 2 May, with 1,120 tonnes of fuel at $US1,120 a tonne.
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("15 March", "March 15"),
        ("on 2 May", "on May 2"),
        ("for $4.2 billion\n", "for $4.2bn\n"),
        ("9.45 a.m.", "0945"),
        ("9.45 a.m.", "09:45"),
        ("$US1,120 a", "US$1120 a"),
        ("$US1,120 a", "US$1,120 a"),
        (
            "The yard offered $3 billion in June and $4.2 billion in August, 58 percent more",
            "The yard had offered, in August, $4.2 billion after $3 billion in June: 58 percent more",
        ),
    ],
)
def test_a_figure_may_be_written_in_another_way(pipeline: Pipeline, before: str, after: str) -> None:
    assert before in FERRIES
    assert said(pipeline, FERRIES.replace(before, after), FERRIES) == []
    assert said(pipeline, FERRIES, FERRIES.replace(before, after)) == []


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("15 March", "March 16", "number-changed"),
        ("for $4.2 billion\n", "for $4.2m\n", "number-changed"),
        ("9.45 a.m.", "0845", "date-changed"),
        ("$US1,120 a", "$1,120 a", "unit-changed"),
        ("$US1,120 a", "$US1,210 a", "number-changed"),
    ],
)
def test_a_figure_written_in_another_way_is_still_read(pipeline: Pipeline, before: str, after: str, rule: str) -> None:
    assert rule in {found for found, _ in said(pipeline, FERRIES.replace(before, after), FERRIES)}


WATER = """The reservoir at Lindheim holds a third of its water, 600 million litres. The level has sunk for three weeks.

Rain is not expected before Oct. 19. The board lowered its levy by 8 basis points after a vote on Monday.

Analysts had asked for £118m. The pump takes water at 12C and pays 14.1% of its costs.
"""


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("a third of", "one in three litres of", []),
        ("a third of", "half of", ["number-changed"]),
        ("600 million", "6,00 million", ["number-regrouped"]),
        ("three weeks", "three days", ["unit-changed"]),
        ("Oct. 19", "Oct. 9", ["number-changed"]),
        ("Oct. 19", "19 October", []),
        ("8 basis points", "8 bps", []),
        ("8 basis points", "8 percentage points", ["unit-changed"]),
        ("£118m. The pump", "£181m, and the pump", ["number-changed"]),
        ("12C", "12F", ["unit-changed"]),
        ("14.1%", "14.1pc", []),
    ],
)
def test_figures_of_all_sorts(pipeline: Pipeline, before: str, after: str, rules: list[str]) -> None:
    assert before in WATER
    assert [rule for rule, _ in said(pipeline, WATER.replace(before, after), WATER)] == rules


INQUIRY = """The chief engineer, Ola Hvidt, said she would not stay. “It is no shame to leave,” she told the inquiry.

“No bridge will be closed for want of paint,” she said. “Whatever the town asks for, it will get, and at once.”

Hvidt was heard for two days.
"""


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("Hvidt, said she would not stay. “It", "Hvidt, said: “I will not stay.” “It", ["quotation-marks-added"]),
        (
            "No bridge will be closed for want of paint",
            "We won’t let the want of paint shut a bridge",
            ["quotation-altered"],
        ),
    ],
)
def test_speech_put_otherwise_is_found(pipeline: Pipeline, before: str, after: str, rules: list[str]) -> None:
    assert before in INQUIRY
    assert [rule for rule, _ in said(pipeline, INQUIRY.replace(before, after), INQUIRY)] == rules


MUSEUM = """Rupert Lavalles, who runs the museum in Halden, told Dutch and German visitors that the ASB had searched it.

The painter Daniela Kovarik gave it to the town. Radio 4 was there, and Professor Ivo Lind of the Northern Art School.
"""


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("Rupert Lavalles", "Rupert Lavalle", ["Lavalle"]),
        ("Daniela Kovarik", "Daniel Kovarik", ["Daniel"]),
        ("Dutch and", "Danish and", ["Danish"]),
        ("the ASB", "the ADB", ["ADB"]),
        ("Professor Ivo", "Prof. Ivo", []),
        ("the Northern Art School", "the NAS", []),
        ("Rupert Lavalles", "Mr Lavalles", []),
    ],
)
def test_names_in_other_forms_are_told_from_other_names(
    pipeline: Pipeline, before: str, after: str, names: list[str]
) -> None:
    assert before in MUSEUM
    assert [text for _, text in said(pipeline, MUSEUM.replace(before, after), MUSEUM)] == names


STRIKE = """The dockers in Halden rejected the offer of the harbour board on Friday, and traffic fell by a third.

Union leader Ewa Lindska denied that there had been talks at night. Not all members were happy with her.

The board had not been told of the vote, it said. It has not answered the letter.
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rejected the offer", "did not accept the offer"),
        ("traffic fell", "traffic dropped"),
        ("denied that there had been talks", "said there had not been talks"),
        ("Not all members were happy", "Some members were unhappy"),
        ("had not been told of the vote", "was unaware of the vote"),
        ("has not answered", "has yet to answer"),
    ],
)
def test_a_denial_may_be_put_otherwise(pipeline: Pipeline, before: str, after: str) -> None:
    assert before in STRIKE
    assert said(pipeline, STRIKE.replace(before, after), STRIKE) == []


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("rejected the offer", "accepted the offer", "opposite-said"),
        ("traffic fell", "traffic climbed", "opposite-said"),
        ("denied that", "confirmed that", "opposite-said"),
        ("had not been told", "had been told", "negation-lost"),
        ("Lindska denied", "Lindski denied", "name-changed"),
    ],
)
def test_the_contrary_is_drift(pipeline: Pipeline, before: str, after: str, rule: str) -> None:
    assert [found for found, _ in said(pipeline, STRIKE.replace(before, after), STRIKE)] == [rule]


def test_words_of_a_headline_are_no_names(pipeline: Pipeline) -> None:
    original = STORY.replace("Minister warns growers over river", "Minister to Warn Growers of Empty River")
    copy = STORY.replace("Minister warns growers over river", "Minister to Caution Growers of Empty River")
    assert [rule for rule, _ in said(pipeline, copy, original)] == ["headline-changed"]


DRIFT = {
    "a word of a quotation": ("a climate of fear", "a time of fear", "quotation-altered"),
    "a word of a quotation lost": ("not going to close", "not going close", "quotation-altered"),
    "marks around a word": ("the ministry would", "the “ministry” would", "quotation-marks-added"),
    "marks lost": (
        "“If the growers want a talk, I’m here.”",
        "If the growers want a talk, I’m here.",
        "quotation-marks-lost",
    ),
    "marks added": (
        "He said nobody had asked the growers.",
        "“Nobody had asked the growers,” he said.",
        "quotation-marks-added",
    ),
    "a digit": ("48,700", "48,100", "number-changed"),
    "a lost digit": ("2,300 farms", "230 farms", "number-changed"),
    "millions for billions": ("$12.4 million", "$12.4 billion", "number-changed"),
    "a currency": ("$12.4 million", "€12.4 million", "unit-changed"),
    "the Indian grouping": ("48,700 cubic", "148,700 cubic", "number-changed"),
    "a figure lost": ("2,300 farms", "several farms", "number-made-vague"),
    "a day": ("on Monday, down", "on Sunday, down", "date-changed"),
    "a month": ("office in March", "office in May", "date-changed"),
    "an hour": ("at 3 p.m.", "at 5 p.m.", "date-changed"),
    "a year": ("in 1962", "in 1926", "number-changed"),
    "a name misspelled": ("Tomas Brandt", "Tomas Brant", "name-changed"),
    "another given name": ("Tomas Brandt", "Theo Brandt", "name-changed"),
    "another name of the story": (
        "The opposition leader, Tomas Brandt,",
        "The opposition leader, Tomas Delgado,",
        "name-changed",
    ),
    "another title": ("Farm minister Rosa Delgado", "Deputy farm minister Rosa Delgado", "title-changed"),
    "a negation lost": ("said nobody had asked", "said somebody had asked", None),
    "a headline": ("Minister warns growers over river", "River warns growers over minister", "headline-changed"),
}


@pytest.mark.parametrize("change", DRIFT.values(), ids=DRIFT)
def test_what_changes_the_story_is_drift(pipeline: Pipeline, change: tuple[str, str, str | None]) -> None:
    before, after, rule = change
    assert before in STORY
    rules = [found for found, _ in said(pipeline, STORY.replace(before, after))]
    assert rules == ([rule] if rule else [])


def test_figures_that_change_places_are_both_found(pipeline: Pipeline) -> None:
    copy = STORY.replace("40 million euros to 2,300 farms", "2,300 euros to 40 million farms")
    assert {text for rule, text in said(pipeline, copy) if rule == "number-changed"} == {"2,300", "40 million"}


def test_a_later_version_differs_and_is_not_called_wrong(pipeline: Pipeline) -> None:
    comparing = Comparing(pipeline)
    copy = build(Source("copy", STORY.replace("48,700", "47,900").replace("31 percent", "33 percent")))
    report = comparing.compare(build(Source("original", STORY)), copy)
    assert isinstance(report, ComparedReport)
    assert [f.message for f in report.findings] == [
        "Number differs: 47,900; 48,700 in the original",
        "Number differs: 33 percent; 31 percent in the original",
    ]


def test_furniture_that_a_copy_lacks_or_has_is_no_drift(pipeline: Pipeline) -> None:
    furniture = "\n\nGet our Farm Briefing newsletter, and the day’s stories in your inbox every morning.\n\n"
    page = STORY.replace("\n\n“We are not", f"{furniture}“We are not")
    assert said(pipeline, STORY, page) == []
    assert said(pipeline, page, STORY) == []


def test_paragraphs_may_move_and_are_missed_where_they_stood(pipeline: Pipeline) -> None:
    head, *body = STORY.strip().split("\n\n")
    moved = "\n\n".join([head, body[0], body[2], body[1], *body[3:]])
    assert said(pipeline, moved) == []
    report = Comparing(pipeline).compare(
        build(Source("original", STORY)), build(Source("copy", "\n\n".join([head, body[0], *body[2:]])))
    )
    assert isinstance(report, ComparedReport)
    (missing,) = report.findings
    assert (missing.rule, report.document.position(missing.span.start).line) == ("paragraph-missing", 3)


PIECES = (
    *("a", "1", "1,", "12 ", "Aaa ", "“a ", "‘a ", "said Abc, ", "President ", "[a… ", "not "),
    *("Word here.\n\n", "the same words again. "),
)


@pytest.mark.parametrize("piece", PIECES)
def test_copies_made_to_be_slow_take_time_in_proportion(pipeline: Pipeline, piece: str) -> None:
    original = (piece * 20_000)[:20_000]
    start = time.process_time()
    Comparing(pipeline).compare(build(Source("original", original)), build(Source("copy", f"{original} x")))
    assert time.process_time() - start < 12.0


def test_long_copies_take_time_in_proportion(pipeline: Pipeline) -> None:
    def compared(times: int) -> None:
        text = "\n\n".join(
            STORY.replace("Almera", f"Almera{n}").replace("Delgado", f"Delgado{n}").replace("growers", f"growers{n}")
            for n in range(times)
        )
        pair = build(Source("original", text)), build(Source("copy", text.replace("48,700", "48,100")))
        report = Comparing(pipeline).compare(*pair)
        assert isinstance(report, ComparedReport)
        assert len(report.findings) >= times

    compared(5)
    assert grows_at_most(8 * 3, lambda: compared(10), lambda: compared(80))
