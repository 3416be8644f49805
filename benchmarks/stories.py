"""Made-up stories with known relations: which are of one topic, of one series, of one site.

A topic has its persons, places, organisations, vocabulary and a few figures; its stories share them, and repeat an
utterance of one another, as stories of one day do. Words are drawn by lot from the word table, by grammatical form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.entities import word
from copylint.lexicon.form import Form
from copylint.lexicon.words import words

PATTERNS = tomllib.loads(Path(__file__).with_name("groups.toml").read_text(encoding="utf-8"))
FORMS = {"n": Form.NN, "N": Form.NNS, "v": Form.VBD, "a": Form.JJ}
ZIPF = (3.0, 5.0)  # of the words drawn
OWN_WORDS = {"n": 30, "N": 25, "v": 20, "a": 20}  # of a topic
OF_TOPIC = 0.6  # share of words that are the topic's own
OF_TOPIC_FIGURES = 0.25
QUOTED = 0.2
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SITES = 40
FURNISHED = 0.5  # share of copies with their site's furniture below
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def vocabulary() -> Mapping[str, Sequence[str]]:
    """Return the words to draw from, by slot."""
    table = words()
    kept = [w for w in table.between(*ZIPF) if w.isascii() and w.isalpha() and 4 <= len(w) <= 11 and table.valid(w)]  # noqa: PLR2004
    return {slot: [w for w in kept if table.can_be(w, form)] for slot, form in FORMS.items()}


@dataclass
class Topic:
    """What the stories of one topic have in common."""

    rng: Random
    persons: list[tuple[str, str]] = field(init=False)
    places: list[str] = field(init=False)
    bodies: list[str] = field(init=False)
    own: dict[str, list[str]] = field(init=False)
    figures: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Draw persons, places, organisations, words and figures."""
        rng = self.rng
        self.persons = [(word(rng), word(rng)) for _ in range(5)]
        self.places = [word(rng) for _ in range(3)]
        self.bodies = [f"{word(rng)} {rng.choice(('Council', 'Bank', 'Union', 'Ministry'))}" for _ in range(3)]
        self.own = {slot: rng.sample(vocabulary()[slot], count) for slot, count in OWN_WORDS.items()}
        self.figures = [figure(rng) for _ in range(6)]

    def fill(self, pattern: str, rng: Random) -> str:
        """Return a pattern with words of the topic and of the language at large in its slots."""
        return _SLOT.sub(lambda slot: self._word(slot.group(1), rng), pattern)

    def _word(self, slot: str, rng: Random) -> str:
        if slot in FORMS:
            return rng.choice(self.own[slot] if rng.random() < OF_TOPIC else vocabulary()[slot])
        return self._thing(slot, rng)

    def _thing(self, slot: str, rng: Random) -> str:
        choices: dict[str, Callable[[], str]] = {
            "who": lambda: " ".join(rng.choice(self.persons)),
            "surname": lambda: rng.choice(self.persons)[1],
            "place": lambda: rng.choice(self.places),
            "body": lambda: rng.choice(self.bodies),
            "number": lambda: rng.choice(self.figures) if rng.random() < OF_TOPIC_FIGURES else figure(rng),
            "team": lambda: f"{word(rng)} {rng.choice(('Rovers', 'United', 'City', 'Athletic'))}",
            "day": lambda: rng.choice(DAYS),
        }
        return choices[slot]()


def figure(rng: Random) -> str:
    """Return a figure of one to six digits."""
    return f"{int(10 ** rng.uniform(0.5, 5.8)):,}"


Story = list[list[str]]  # paragraphs of sentences; the first is the headline


def stories_of_topic(rng: Random, count: int) -> Iterator[Story]:
    """Yield stories that are merely related: of one topic, with an utterance in common."""
    topic = Topic(rng)
    common = topic.fill(rng.choice(PATTERNS["quotation"]), rng)
    for _ in range(count):
        sentences = [_sentence(topic, rng) for _ in range(rng.randint(10, 24))]
        if count > 1:
            sentences[rng.randrange(len(sentences))] = common
        yield [[topic.fill(rng.choice(PATTERNS["headline"]), rng)], *_paragraphs(sentences, rng)]


def _sentence(topic: Topic, rng: Random) -> str:
    return topic.fill(rng.choice(PATTERNS["quotation" if rng.random() < QUOTED else "sentence"]), rng)


def _paragraphs(sentences: list[str], rng: Random) -> Iterator[list[str]]:
    while sentences:
        count = rng.randint(1, 3)
        yield sentences[:count]
        sentences = sentences[count:]


def stories_of_series(rng: Random, count: int) -> Iterator[Story]:
    """Yield reports of one series: the same sentences of the same place, other figures."""
    pattern: str = rng.choice(PATTERNS["series"])["text"].strip()
    topic = Topic(rng)
    topic.figures = []
    place = rng.choice(topic.places)
    for _ in range(count):
        own = Topic(rng)
        own.places, own.figures = [place], [figure(rng) for _ in range(40)]
        yield [own.fill(paragraph, rng).split("  ") for paragraph in pattern.split("\n\n")]


def furniture(site: int) -> list[list[str]]:
    """Return what a site puts under its stories."""
    rng = Random(f"site {site}")  # noqa: S311  sites are to be the same in every run
    topic = Topic(rng)
    return [[topic.fill(pattern, rng)] for pattern in PATTERNS["furniture"]]


def plain(story: Story) -> str:
    """Return a story as a file holds it."""
    return "\n\n".join(" ".join(paragraph) for paragraph in story) + "\n"


def read_story(text: str) -> Story:
    """Return a text as a story whose sentences end where a capital follows a stop."""
    parts: Any = re.compile(r"(?<=[.!?”\"]) (?=[A-Z“\"])")
    return [parts.split(paragraph.strip()) for paragraph in text.split("\n\n") if paragraph.strip()]
