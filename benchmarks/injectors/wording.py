"""Wording: small words swapped or lost, number and verb form broken, as translation and spinning leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.injectors.page import Change, Page
from benchmarks.injectors.registry import data, kind
from copylint.lexicon.form import Form

_AN = re.compile(r"(?<![\w’'-])an(?= [aeio][a-z]{2,}\b)")
_A = re.compile(r"(?<![\w’'.-])a(?= [bcdfgjklmpqrstvwz][a-z]{3,}\b)")
_DAY = re.compile(
    r"(?<![\w’'-])on (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:[.,;]| (?:at|after|in|that|when|with|for)\b))"
)
_BARE = re.compile(
    r"(?<![\w’'-])(?:able|unable|according|expected|likely|unlikely|scheduled|supposed|willing|reluctant) to "
    r"(?=[a-z]{3,}\b)"
)
_SEVERAL = re.compile(
    r"\b(?:[Oo]ne of (?:the|his|her|their|its)|[Ss]everal|[Dd]ozens of|[Hh]undreds of|these) "
    r"(?:[a-z]+ )?([a-z]{4,}s)(?=[.,;]| (?:of|in|that|who|at|on|from|to)\b)"
)
_PASSIVE = re.compile(r"\b(?:be|been) ([a-z]{3,}ed)(?![\w’'-])")
_AGREEMENT = re.compile(
    r"(?<![\w’'“\"-])(?:they were|They were|They have|they have|he is|she is|He is|She is)(?![\w’'-])"
)
_BROKEN = {"were": "was", "have": "has", "is": "are"}
_SMALL = re.compile(r"(?<=[a-z] )(?:of|to|in|the|a|for|with|at|from) (?=[a-z])")


@kind("wording")
def article_before_wrong_sound(page: Page, _: Random) -> Iterator[Change]:
    """Put a before a vowel, an before a consonant."""
    silent = tuple(data("lists")["other_sound"])
    for pattern, wrong in ((_AN, "a"), (_A, "an")):
        for i, m in page.matches(pattern):
            if not page.lines[i].startswith(silent, m.end() + 1):
                yield Change("article_before_wrong_sound", i, m.start(), m.end(), wrong, "wrong article")


@kind("wording")
def in_for_on(page: Page, _: Random) -> Iterator[Change]:
    """Put in before a day."""
    for i, m in page.matches(_DAY):
        yield Change("in_for_on", i, m.start(), m.end(), "in ", "wrong preposition")


@kind("wording")
def to_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose the to that a word takes, before a bare verb or a determiner."""
    for i, m in page.matches(_BARE):
        yield Change("to_lost", i, m.start(), m.end(), m.group().removesuffix("to "), "word lost")


@kind("wording")
def singular_for_plural(page: Page, _: Random) -> Iterator[Change]:
    """Take the s off a noun of which there are several."""
    for i, m in page.matches(_SEVERAL):
        noun = m.group(1)[:-1]
        if page.words.can_be(noun, Form.NN) and not noun.endswith("s"):
            yield Change("singular_for_plural", i, m.start(1), m.end(1), noun, "number does not agree")


@kind("wording")
def bare_verb_for_participle(page: Page, _: Random) -> Iterator[Change]:
    """Put the bare verb after be."""
    for i, m in page.matches(_PASSIVE):
        for bare in (m.group(1)[:-1], m.group(1)[:-2]):
            if page.words.can_be(bare, Form.VB):
                yield Change("bare_verb_for_participle", i, m.start(1), m.end(1), bare, "verb form")
                break


@kind("wording")
def verb_in_other_number(page: Page, _: Random) -> Iterator[Change]:
    """Put the verb in the other number."""
    for i, m in page.matches(_AGREEMENT):
        subject, verb = m.group().split()
        yield Change("verb_in_other_number", i, m.start(), m.end(), f"{subject} {_BROKEN[verb]}", "verb does not agree")


@kind("wording")
def small_word_lost(page: Page, _: Random) -> Iterator[Change]:
    """Lose a small word: it takes the sense of the sentence to prove most of these."""
    for i, m in page.matches(_SMALL):
        after = re.compile(r"[a-z]+").match(page.lines[i], m.end())
        if after:
            yield Change("small_word_lost", i, m.start(), after.end(), after.group(), "word lost", "should")
