"""The names in a copy, word by word: what is capitalised because it is a name, and which names are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from functools import cached_property, lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from copylint.copies.offices import before_names, one_office
from copylint.copies.reading import Reading, Sentence, dateline_end
from copylint.copies.words import fold_word
from copylint.lexicon.entity import Entity, fold
from copylint.lexicon.resources import Resources
from copylint.lexicon.slips import inflected, sound
from copylint.lexicon.terms import terms
from copylint.model.expressions import expression
from copylint.model.span import Span

TITLE_CASE = 0.6  # share of capitalised words from which on a sentence is a headline
FEWEST_WORDS = 3
SHORTEST = 3  # letters of a name that may be told from another by its spelling
HALF_ALIKE = 0.5
ALIKE = 0.6  # share of letters that names spelled alike have in common
COMMON_WORD = 4.0  # Zipf; a word that common which has no capital elsewhere is no name at a sentence's start
CACHE_LIMIT = 20_000
LONGEST_ACRONYM = 6  # words
LONGEST_RUN = 12  # words
_BETWEEN = expression(r"[ -](?:(?:of|for|the|and|on|in) ){0,2}")
_CAPITAL = expression(r"[A-ZÀ-Þ]")
_POSSESSIVE = expression(r"['’‘]s\Z|['’]\Z")
_CALENDAR = terms("calendar")
_FUNCTION = terms("function")


class Name(NamedTuple):
    """One word of a name: where it stands, the index of its word and of its sentence, and its folded form."""

    span: Span
    word: int
    sentence: int
    text: str
    folded: str

    @property
    def words(self) -> Span:
        """Return the index of the word and the one behind it."""
        return Span(self.word, self.word + 1)


class Names:
    """The words of names in a reading, by sentence and by folded form."""

    def __init__(self, reading: Reading, resources: Resources) -> None:
        """Read the names."""
        self.reading = reading
        self.resources = resources
        self._inner = self._inner_capitals()
        self.by_sentence = [list(self._in(at, s)) for at, s in enumerate(reading.sentences)]
        self.by_form: dict[str, list[Name]] = defaultdict(list)
        for row in self.by_sentence:
            for name in row:
                self.by_form[name.folded].append(name)

    @cached_property
    def acronyms(self) -> set[str]:
        """Return the words in capitals."""
        return {bare for row in self.by_sentence for name in row if (bare := name.text.replace(".", "")).isupper()}

    @cached_property
    def spelled_out(self) -> dict[Name, set[str]]:
        """Return the initials of the names of several words that each word belongs to: of, for and the aside."""
        found: dict[Name, set[str]] = defaultdict(set)
        for row in self.by_sentence:
            for run in self._runs(row):
                for start, end in combinations(range(len(run) + 1), 2):
                    if 1 < end - start <= LONGEST_ACRONYM:
                        for name in run[start:end]:
                            found[name].add("".join(n.text[0] for n in run[start:end]))
        return found

    @cached_property
    def initials(self) -> set[str]:
        """Return what names of several words may be shortened to."""
        return set().union(*self.spelled_out.values())

    def _runs(self, row: list[Name]) -> Iterator[list[Name]]:
        """Yield the names of a sentence that follow one another with nothing but of, for or the between."""
        run = row[:1]
        for before, name in pairwise(row):
            between = self.reading.doc.text[before.span.end : name.span.start]
            if len(run) < LONGEST_RUN and _BETWEEN.fullmatch(between):
                run.append(name)
            else:
                yield run
                run = [name]
        yield run

    @cached_property
    def persons(self) -> list[tuple[Name, Name]]:
        """Return what may be given name and surname: the last word of each name with the one before it."""
        pairs = ((self.given(name), name) for row in self.by_sentence for name in row)
        return [(given, name) for given, name in pairs if given]

    def given(self, name: Name) -> Name | None:
        """Return the word before a surname, where a name ends: of Ewa Lind its Ewa."""
        row = self.by_sentence[name.sentence]
        at = row.index(name)
        after = row[at + 1] if at + 1 < len(row) else None
        if not at or (after and self._beside(name, after)) or not self._beside(row[at - 1], name):
            return None
        return row[at - 1]

    def _beside(self, one: Name, other: Name) -> bool:
        return self.reading.doc.text[one.span.end : other.span.start] in (" ", "-")

    def titled(self, name: Name) -> bool:
        """Return whether a word is part of a title or a form of address, and not of what a body is called."""
        words = self.reading.sentences[name.sentence].words
        if name.word + 1 >= len(words) or not before_names(name.folded):
            return False
        between = self.reading.doc.text[name.span.end : words[name.word + 1].span.start]
        return between in (" ", ". ") and self.reading.doc.text[words[name.word + 1].span.start].isupper()

    def alone(self, name: Name) -> bool:
        """Return whether a name has no other name beside it."""
        row = self.by_sentence[name.sentence]
        at = row.index(name)
        near = row[max(0, at - 1) : at + 2]
        return not any(self._beside(one, other) for one, other in pairwise(near))

    def _inner_capitals(self) -> set[str]:
        """Return the words that have a capital behind a word without one, in sentences that aren't all capitals."""
        text = self.reading.doc.text
        found = set()
        for sentence in self.reading.sentences:
            if not _title_case(sentence, text):
                for before, word in pairwise(sentence.words):
                    if text[word.span.start].isupper() and text[before.span.start].islower():
                        found.add(_POSSESSIVE.sub("", text[word.span.start : word.span.end]))
        return found

    def _in(self, at: int, sentence: Sentence) -> Iterator[Name]:
        text = self.reading.doc.text
        title_case = _title_case(sentence, text)
        behind = dateline_end(self.reading.doc, sentence)
        for index, word in enumerate(sentence.words):
            if word.span.start < behind:
                continue
            raw = text[word.span.start : word.span.end]
            if not _CAPITAL.match(raw) or len(raw) == 1:
                continue
            bare = _POSSESSIVE.sub("", raw)
            if self._is_name(bare, sentence, index, text, title_case=title_case):
                yield Name(
                    Span(word.span.start, word.span.start + len(bare)), index, at, bare, fold(bare.replace(".", ""))
                )

    def _is_name(self, bare: str, sentence: Sentence, index: int, text: str, *, title_case: bool) -> bool:
        low = bare.lower()
        if low in _CALENDAR or low in _FUNCTION:
            return False
        ordinary = self.resources.words.valid(low) and self.resources.words.zipf(low) > 0
        if not ordinary:
            return True
        inner = bare in self._inner
        start = index == 0 or text[sentence.words[index].span.start - 1] in "“\"'‘[("
        if title_case or start:
            return (inner and not self._lower(low)) or (not title_case and self._before_surname(sentence, index, low))
        return self._beside_capital(sentence, index, text) or not self._lower(low)

    def _before_surname(self, sentence: Sentence, index: int, low: str) -> bool:
        """Return whether a rare word that opens a sentence has a capitalised word behind it that is no other word."""
        if index + 1 >= len(sentence.words) or self.resources.words.zipf(low) >= COMMON_WORD or before_names(low):
            return False
        word, behind = (sentence.words[at].span for at in (index, index + 1))
        raw = self.reading.doc.text[behind.start : behind.end]
        capital = raw[0].isupper() and len(raw) > 1 and not raw.isupper()
        return capital and behind.start - word.end == 1 and not self.resources.words.valid(raw.lower())

    def _lower(self, low: str) -> bool:
        return low in self.reading.doc.tokens

    @staticmethod
    def _beside_capital(sentence: Sentence, index: int, text: str) -> bool:
        """Return whether a capitalised word stands right beside a word, so that they may be one name."""
        for near in (index - 1, index + 1):
            if 0 <= near < len(sentence.words):
                a, b = sorted((sentence.words[near].span, sentence.words[index].span))
                if b.start - a.end == 1 and text[sentence.words[near].span.start].isupper():
                    return True
        return False


def _title_case(sentence: Sentence, text: str) -> bool:
    """Return whether most words have a capital and no stop follows, as in a headline."""
    capitals = sum(text[word.span.start].isupper() for word in sentence.words)
    ended = text[sentence.span.end - 1] in ".?!”\"’'"
    return not ended and capitals > TITLE_CASE * len(sentence.words) and len(sentence.words) > FEWEST_WORDS


class Kinship:
    """Which names are the same, by spelling or by the entity list."""

    def __init__(self, resources: Resources) -> None:
        """Take the entity list and the words."""
        self._entities = resources.entities
        self._words = resources.words
        self.entities_of = lru_cache(CACHE_LIMIT)(self._entities_of)
        self.same = lru_cache(CACHE_LIMIT)(self._same)

    def _entities_of(self, name: str) -> frozenset[Entity]:
        """Return the entities that have the word in one of their forms, right or to be avoided."""
        listed = (*self._entities.by_form.get(fold(name), ()), *self._entities.with_word(name))
        return frozenset((*listed, *self._entities.avoided.get(name, ())))

    def variants(self, one: str, other: str) -> bool:
        """Return whether the entity list has the two as spellings of one name (Kyiv and Kiev)."""
        return any(_spellings(e, one, other) for e in self.entities_of(one) & self.entities_of(other))

    def avoided(self, name: str) -> bool:
        """Return whether the entity list has the name as a form to avoid (Kiev)."""
        return bool(self._entities.avoided.get(name, ()))

    def _same(self, one: str, other: str) -> bool:
        """Return whether two words name the same: accents, plural, adjective and acronym aside."""
        a, b = fold(one.replace(".", "")), fold(other.replace(".", ""))
        if a == b or inflected(a, b) or a + "s" == b or b + "s" == a or one_office(a, b):
            return True
        if fold_word(one).stem == fold_word(other).stem and self._words.valid(a) and self._words.valid(b):
            return True  # Treasury and Treasuries
        shared = self.entities_of(one.replace(".", "")) & self.entities_of(other.replace(".", ""))
        return any(_other_form(e, one, other) for e in shared)

    def meant(self, name: str, tokens: Container[str], *, alone: bool) -> bool:
        """Return whether the word is a known place or body, or the surname of a person whose given name is there.

        A word that isn't `alone`, but stands beside another name, is no place.
        """
        whole = (e for e in self._entities.by_form.get(fold(name), ()) if alone and e.kind != "person")
        persons = self._entities.surnames.get(name, ())
        return any(whole) or any(given in tokens for person in persons for given in person.given.split()[:1])

    def nation(self, name: str) -> str:
        """Return the country a word is the adjective of, nothing where it is none."""
        return next((e.name for e in self.entities_of(name) if e.kind == "place" and name in e.adjective), "")

    def ordinary(self, name: str) -> bool:
        """Return whether a name is a word besides."""
        return self._words.valid(name.lower())

    def known(self, name: str) -> bool:
        """Return whether the entity list has the word in a right name."""
        return bool(self._entities.by_form.get(fold(name), ()) or self._entities.with_word(name))


def _spellings(entity: Entity, one: str, other: str) -> bool:
    """Return whether two words stand in names of an entity that differ in nothing else."""
    names = [name.split() for name in (entity.name, *entity.aliases, *entity.avoid)]
    old = {word for form in entity.avoid for word in form.split()}
    if not {one, other} & old and spelled_alike(fold(one), fold(other)) < HALF_ALIKE:
        return False  # two names of one entity, not one name spelled in two ways
    first, second = ([name for name in names if word in name] for word in (one, other))
    return any([w for w in a if w != one] == [w for w in b if w != other] for a in first for b in second)


def _other_form(entity: Entity, one: str, other: str) -> bool:
    """Return whether one of two words is an entity's name, and the other its adjective or part of its longer name."""
    if entity.kind == "person":
        return False
    whole = {one.replace(".", ""), other.replace(".", "")} & {*entity.right_forms()}
    return bool(whole) and not _spellings(entity, one, other)


@lru_cache(CACHE_LIMIT)
def spelled_alike(one: str, other: str) -> float:
    """Return how alike two folded names are spelled, from 0 to 1; two that sound the same count as alike."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  40 ms that a run over single copies need not pay

    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    likeness = float(OSA.normalized_similarity(one, other))
    return max(likeness, 0.9) if sound(one) == sound(other) else likeness
