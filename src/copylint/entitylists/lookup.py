"""What a list of known entities says of each name in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity import Entity, fold
from copylint.lexicon.form import Form
from copylint.lexicon.mentions import name_runs
from copylint.lexicon.terms import terms
from copylint.lexicon.words import Words
from copylint.model.expressions import expression
from copylint.model.span import Span

LONGEST = 8  # words in a form
REACH = 100  # code points
_WORD_END = expression(r"(?<=[\w.’'])(?=[\s,;:!?)”\"]|['’]s\b|\.\s|\.?$)")
_COMMON = expression(r"[A-Z]{2,}s|\w+(?:-\w+)*-[a-z]+")  # MPs, London-based
_POSSESSIVE = expression(r"['’]s$|['’]$")


class Standing(StrEnum):
    """How a name stands to the list."""

    LISTED = "listed"
    AVOIDED = "avoid"
    NEAR = "near"
    UNLISTED = "unlisted"


class Mention(NamedTuple):
    """A name in a text and what the list has of it.

    `entities` are those whose name it is, or may be meant to be; `right` is what to write, where that is another form.
    """

    span: Span
    standing: Standing
    entities: tuple[Entity, ...] = ()
    right: str = ""


def look_up(text: str, entities: EntityList, words: Words) -> Iterator[Mention]:
    """Yield what the list says of each name, in the order of the text; ordinary words with a capital are left out."""
    end = 0
    for run in name_runs(text):
        rest: list[Span] = []
        for word in run:
            if word.start < end:
                continue
            mention = _listed(text, word.start, entities)
            if mention is None:
                rest.append(word)
                continue
            yield from _unlisted(text, rest, entities, words)
            rest, end = [], mention.span.end
            yield mention
        yield from _unlisted(text, rest, entities, words)


def _listed(text: str, start: int, entities: EntityList) -> Mention | None:
    """Return the longest right form, or form to avoid, that stands there."""
    ends = [m.start() for m in _WORD_END.finditer(text[start : start + REACH])][:LONGEST]
    for end in reversed(ends):
        form, span = text[start : start + end], Span(start, start + end)
        if form in entities.avoided:
            found = entities.avoided[form]
            return Mention(span, Standing.AVOIDED, found, found[-1].name)
        if fold(form) in entities.by_form:
            return Mention(span, Standing.LISTED, entities.by_form[fold(form)])
    return None


def _unlisted(text: str, run: Sequence[Span], entities: EntityList, words: Words) -> Iterator[Mention]:
    """Yield the name that a run of words makes which is no right form as a whole."""
    spans = [_bare(text, span) for span in run]
    while spans and _ordinary(text[spans[0].start : spans[0].end], entities, words):
        del spans[0]
    if not spans:
        return
    span = Span(spans[0].start, spans[-1].end)
    forms = [text[s.start : s.end] for s in spans]
    if len(forms) == 1 and (found := entities.surnames.get(forms[0])):
        yield Mention(span, Standing.LISTED, found)
        return
    company = {e.name for form in forms for e in entities.with_word(form)}
    for form in forms:
        if form in entities.by_word or words.known(form):
            continue
        for right in sorted(entities.near(form), key=lambda r: (not _shares(r, company, entities), r[0] != form[0])):
            meant = entities.with_word(right)
            closest = tuple(e for e in meant if e.name in company) or meant
            yield Mention(span, Standing.NEAR, closest, right)
            return
    yield Mention(span, Standing.UNLISTED)


def _shares(right: str, company: set[str], entities: EntityList) -> bool:
    return any(e.name in company for e in entities.with_word(right))


def _bare(text: str, span: Span) -> Span:
    found = _POSSESSIVE.search(text[span.start : span.end])
    return Span(span.start, span.start + found.start()) if found else span


def _ordinary(word: str, entities: EntityList, words: Words) -> bool:
    """Return whether a capital is all that the word shares with names."""
    if word.lower() in terms("calendar") or _COMMON.fullmatch(word):
        return True
    return words.known(word) and Form.PROPER not in words.forms(word) and word not in entities.surnames
