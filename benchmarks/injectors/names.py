"""Names: one letter swapped, lost, doubled or replaced; a known person under a wrong first name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import data, kind
from copylint.lexicon.form import Form

_NAME = re.compile(r"(?<![\w’'-])[A-Z][a-zà-ž]{4,}(?![\w-])")
_VOWELS, _CONSONANTS = "aeiou", "bcdfgklmnprstv"
RECURRING = 3


def swapped(word: str, at: int, _: Random) -> str:
    """Return the word with a letter and the next one changing places."""
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


def lost(word: str, at: int, _: Random) -> str:
    """Return the word without a letter."""
    return word[:at] + word[at + 1 :]


def doubled(word: str, at: int, _: Random) -> str:
    """Return the word with a letter twice."""
    return word[:at] + word[at] + word[at:]


def replaced(word: str, at: int, rng: Random) -> str:
    """Return the word with a letter replaced by another of its sort."""
    letters = _VOWELS if word[at] in _VOWELS else _CONSONANTS
    return word[:at] + rng.choice([c for c in letters if c != word[at]]) + word[at + 1 :]


SLIPS = (swapped, lost, doubled, replaced)


def _slipped(page: Page, word: str, rng: Random) -> tuple[str, str] | None:
    """Return a misspelling that is nothing at all, and how it came about; the first letter stays."""
    for _ in range(8):
        slip = rng.choice(SLIPS)
        new = slip(word, rng.randrange(1, len(word)), rng)
        if new != word and page.is_nothing(new):
            return new, slip.__name__
    return None


def _ordinary(page: Page, name: str) -> bool:
    """Return whether the name is an ordinary word too (Centre, Street) and nobody's surname."""
    proper = page.words.can_be(name, Form.PROPER) or name in page.entities.surnames
    return page.words.known(name) and not proper


def _vouched(page: Page, name: str) -> bool:
    """Return whether a listed entity stands in the story in a full form that holds the word."""
    known = page.entities.by_word.get(name, ())
    return not _ordinary(page, name) and any(
        name in form.split() and form in page.text for entity in known for form in entity.right_forms()
    )


def _misspelled(page: Page, rng: Random, *, listed: bool) -> Iterator[Change]:
    for i, m in page.matches(_NAME, prose=False):
        name = m.group()
        recurring = page.tokens[name] >= RECURRING and not _ordinary(page, name)
        if (_vouched(page, name) if listed else recurring) and (made := _slipped(page, name, rng)):
            yield Change(f"letter_{made[1]}", i, m.start(), m.end(), made[0], f"misspelled name: letter {made[1]}")


@kind("names")
def listed_name(page: Page, rng: Random) -> Iterator[Change]:
    """Misspell a name of the known list."""
    yield from _misspelled(page, rng, listed=True)


@kind("names")
def recurring_name(page: Page, rng: Random) -> Iterator[Change]:
    """Misspell one occurrence of a name that the story has often."""
    yield from _misspelled(page, rng, listed=False)


@kind("names")
def wrong_first_name(page: Page, rng: Random) -> Iterator[Change]:
    """Give a known person the first name of nobody."""
    for person in page.entities:
        if person.kind != "person" or not person.given or person.name not in page.text:
            continue
        new = f"{rng.choice(data('lists')['given_names'])} {person.surname}"
        if person.name == f"{person.given} {person.surname}" and new.lower() not in page.entities.by_form:
            for i, m in page.matches(re.compile(rf"\b{re.escape(person.name)}\b"), prose=False):
                yield Change("wrong_first_name", i, m.start(), m.end(), new, "wrong first name")
