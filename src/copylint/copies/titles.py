"""The titles that stand with names, and those that a copy changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from copylint.copies.changed_names import ChangedNames
from copylint.copies.difference import Difference, Place
from copylint.copies.names import Name, Names, spelled_alike
from copylint.copies.offices import terms
from copylint.copies.words import Word
from copylint.model.span import Span

LONGEST = 7  # words
MISSPELLED = 0.85  # how alike titles are of which one is a misspelling
LEAST_ALIKE = 0.3


class Title(NamedTuple):
    """A title, where it stands, whose it is (a folded surname), and how it is known whatever its spelling."""

    span: Span
    holder: str
    key: str
    sentence: int


class Titles:
    """The titles in a reading, by sentence and by holder."""

    def __init__(self, names: Names) -> None:
        """Read the titles that stand with names."""
        self.names = names
        self.text = names.reading.doc.text
        self.by_sentence = [list(self._of(at, row)) for at, row in enumerate(names.by_sentence)]
        self.by_holder: dict[str, set[str]] = {}
        for row in self.by_sentence:
            for title in row:
                self.by_holder.setdefault(title.holder, set()).add(title.key)

    def _of(self, sentence: int, row: list[Name]) -> Iterator[Title]:
        words = self.names.reading.sentences[sentence].words
        for name in row:
            if self._low(words[name.word]) in terms().offices | terms().modifiers or self._followed(words, name.word):
                continue
            for part in (self._before(words, name.word), self._behind(words, name.word)):
                if part:
                    span = Span(words[part.start].span.start, words[part.end - 1].span.end)
                    key = _key([self._low(w) for w in words[part.start : part.end]])
                    yield Title(span, name.folded, key, sentence)

    def _followed(self, words: tuple[Word, ...], at: int) -> bool:
        """Return whether the name goes on with another word, so that this is no surname."""
        return at + 1 < len(words) and self._beside(words, at) and self._capital(words[at + 1])

    def _low(self, word: Word) -> str:
        return self.text[word.span.start : word.span.end].lower().rstrip(".")

    def _capital(self, word: Word) -> bool:
        return self.text[word.span.start].isupper()

    def _beside(self, words: tuple[Word, ...], at: int) -> bool:
        """Return whether a word and the next are parted by a space, a point or a hyphen alone."""
        return self.text[words[at].span.end : words[at + 1].span.start] in (" ", ". ", "-")

    def _before(self, words: tuple[Word, ...], at: int) -> Span | None:
        """Return the title before a surname and its given names: Deputy Secretary of State Wendy Sherman."""
        end = at
        while end > 0 and self._beside(words, end - 1) and self._given(words[end - 1]):
            end -= 1
        known = terms()
        if 0 < end < at and self._low(words[end - 1]) in known.joiners:
            end += 1  # what the office is of
        start = end
        while start > 0 and end - start < LONGEST and self._beside(words, start - 1):
            low = self._low(words[start - 1])
            ranked = start > 1 and self._low(words[start - 2]) in known.modifiers  # deputy farm minister
            if not (
                ranked or low in known.offices | known.modifiers | known.joiners or self._capital(words[start - 1])
            ):
                break
            if low == "and" and (start < 3 or self._low(words[start - 3]) not in ("of", "for")):  # noqa: PLR2004
                break  # two persons, not the minister of trade and industry
            start -= 1
        return self._trimmed(words, start, end)

    def _given(self, word: Word) -> bool:
        low = self._low(word)
        return self._capital(word) and not self._title_word(low)

    @staticmethod
    def _title_word(low: str) -> bool:
        known = terms()
        return any(form in known.offices | known.modifiers for form in (low, low.rstrip("s"))) or low in known.same

    def _behind(self, words: tuple[Word, ...], at: int) -> Span | None:
        """Return the title behind a name and a comma: Wendy Sherman, the deputy secretary of state."""
        if at + 1 >= len(words) or self.text[words[at].span.end : words[at + 1].span.start] != ", ":
            return None
        start = end = at + 1
        known = terms()
        while end < len(words) and end - start < LONGEST:
            low = self._low(words[end])
            if not (low in known.offices | known.modifiers | known.joiners or self._capital(words[end]) or low == "a"):
                break
            end += 1
            if end >= len(words) or not self._beside(words, end - 1):
                break
        return self._trimmed(words, start, end)

    def _trimmed(self, words: tuple[Word, ...], start: int, end: int) -> Span | None:
        """Return the part that is a title: from its first title word to what its last office is of."""
        known = terms()
        lows = [self._low(w) for w in words[start:end]]
        firsts = [k for k, low in enumerate(lows) if self._title_word(low)]
        held = known.offices | ({*known.same.values()} - known.modifiers)
        if not any(known.same.get(low, low) in held for low in lows):
            return None
        last = len(lows)
        while last and lows[last - 1] in known.joiners:
            last -= 1
        return Span(start + firsts[0], start + last) if firsts and firsts[0] < last else None


def _key(lows: list[str]) -> str:
    """Return a title as it is known whatever its spelling: without articles, American, each office by one name."""
    same = terms().same
    spelled = " ".join("defense" if low == "defence" else low for low in lows if low != "the").replace("-", " ")
    for phrase in terms().compounds:
        spelled = spelled.replace(phrase, phrase.replace(" ", "-"))
    return same.get(spelled) or " ".join(same.get(word, word) for word in spelled.split())


def changed_titles(changed: ChangedNames) -> Iterator[Difference]:
    """Yield the titles of the copy that the original gives otherwise to the same person, and nowhere so."""
    pair = changed.pair
    original, copy = Titles(changed.original), Titles(changed.copy)
    entities = pair.resources.entities
    for index, row in enumerate(copy.by_sentence):
        if not row or pair.similarity(index) < LEAST_ALIKE:
            continue
        before = [title for o in pair.around(index) for title in original.by_sentence[o]]
        for title in row:
            was = next((t for t in before if t.holder == title.holder), None)
            if was is None or any(_agree(title.key, key) for key in original.by_holder[title.holder]):
                continue
            place = Place(original.names.reading.doc, was.span)
            alike = len(title.key.split()) == len(was.key.split()) and spelled_alike(title.key, was.key) >= MISSPELLED
            sound = alike and _listed(entities.is_title, title.key) and not _listed(entities.is_title, was.key)
            yield Difference("title", title.span, (place,), place.text, sound=sound)


def _agree(now: str, was: str) -> bool:
    """Return whether two titles are one, shortened or not: Secretary of State and Secretary, but no deputy."""
    short, long = sorted((now.split(), was.split()), key=len)
    if "then" in (*short, *long):  # the then president is a former one today
        short, long = ([word for word in words if word not in ("then", "former")] for words in (short, long))
    rest = iter(long)
    if not all(word in rest for word in short):
        general = terms().general.get(short[-1]) if short else None
        return general in long
    known = terms()
    more = Counter(long) - Counter(short)
    return not any(word in (known.offices | known.modifiers) - known.idle for word in more)


def _listed(is_title: Callable[[str], bool], key: str) -> bool:
    """Return whether somebody on the entity list has the title, or is the deputy of somebody who has."""
    titled = " ".join(word if word in terms().joiners else word.capitalize() for word in key.split())
    return any(is_title(part) for part in (titled, titled.removeprefix("Deputy ")))
