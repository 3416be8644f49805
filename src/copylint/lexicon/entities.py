"""Known entities: the names a desk vouches for, and what lies one letter from them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from copylint.model.errors import ConfigurationError

COLUMNS = ("name", "kind", "given", "aliases", "avoid", "titles", "adjective", "note", "source", "until")
KINDS = ("person", "place", "organisation")
SHORTEST_NEAR_MISS = 4  # letters; below that everything is one letter from everything


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place or organisation and the forms its name may and may not take."""

    name: str
    kind: str
    given: str = ""
    aliases: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    note: str = ""

    @property
    def surname(self) -> str:
        """Return the name without the given name (the whole name where there is none)."""
        if not self.given:
            return self.name
        return " ".join(self.name.replace(self.given, " ", 1).split())

    def right_forms(self) -> Iterator[str]:
        """Yield every form that is right."""
        yield self.name
        yield from self.aliases
        yield from self.adjective


def fold(word: str) -> str:
    """Return the word in lower case without diacritics or apostrophes: what counts as the same name.

    >>> fold("Erdoğan") == fold("Erdogan")
    True
    """
    bare = unicodedata.normalize("NFKD", word)
    return "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’ʻʼ‘").lower().replace("ı", "i")


def name_words(form: str) -> list[str]:
    """Return the capitalised words of a name's form, hyphenated ones whole."""
    return [w.strip(".,()") for w in form.split() if w[:1].isupper()]


def deletions(word: str) -> Iterator[str]:
    """Yield the word and each form of it with one letter taken out."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


class EntityList:
    """Entities, found by right form, by single word, and by near miss."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Index the entities; later ones of the same name replace earlier ones."""
        self.entities = tuple({e.name: e for e in entities}.values())

    @cached_property
    def by_form(self) -> dict[str, Entity]:
        """Right forms, folded, with their entity."""
        return {fold(form): e for e in self.entities for form in e.right_forms()}

    @cached_property
    def by_word(self) -> dict[str, tuple[Entity, ...]]:
        """Single capitalised words of right names (four letters and more are also near-miss targets)."""
        index: dict[str, dict[str, Entity]] = defaultdict(dict)
        for entity in self.entities:
            for form in entity.right_forms():
                for word in name_words(form):
                    index[word][entity.name] = entity
        return {word: tuple(found.values()) for word, found in index.items()}

    @cached_property
    def folded_words(self) -> frozenset[str]:
        """Return every single word of a right name, and of forms to avoid, folded."""
        avoided = (w for e in self.entities for form in e.avoid for w in name_words(form))
        return frozenset(fold(w) for w in (*self.by_word, *avoided))

    @cached_property
    def avoided(self) -> dict[str, Entity]:
        """Forms to avoid, as written, with their entity."""
        return {form: e for e in self.entities for form in e.avoid}

    @cached_property
    def surnames(self) -> dict[str, tuple[Entity, ...]]:
        """Persons by surname as written."""
        index: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.entities:
            if entity.kind == "person" and entity.given:
                index[entity.surname].append(entity)
        return {name: tuple(found) for name, found in index.items()}

    @cached_property
    def _near(self) -> dict[str, tuple[str, ...]]:
        index: dict[str, list[str]] = defaultdict(list)
        for word in self.by_word:
            if len(word) >= SHORTEST_NEAR_MISS:
                for key in deletions(fold(word)):
                    index[key].append(word)
        return {key: tuple(found) for key, found in index.items()}

    def near(self, word: str) -> list[str]:
        """Return the single words of right names that one loss, addition, change or swap of letters away from it."""
        folded = fold(word)
        found: dict[str, None] = {}
        for key in deletions(folded):
            for candidate in self._near.get(key, ()):
                if one_slip(folded, fold(candidate)):
                    found[candidate] = None
        return list(found)


def one_slip(a: str, b: str) -> bool:
    """Return whether one letter lost, added, changed, or two neighbours swapped turn one into the other.

    >>> one_slip("brinken", "blinken"), one_slip("blnken", "blinken"), one_slip("bilnken", "blinken")
    (True, True, True)
    >>> one_slip("blinken", "blinken")
    False
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        swapped = rest_a[1:2] + rest_a[:1] == rest_b[:2]
        return rest_a[1:] == rest_b[1:] or (swapped and rest_a[2:] == rest_b[2:])
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def read_entities(path: Path) -> Iterator[Entity]:
    """Yield the entities of a tab-separated list.

    Raises:
        ConfigurationError: a header, a row's length, or a kind is not as it should be; the line is named.

    """
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise ConfigurationError(str(path), "line 1", f"the header {', '.join(COLUMNS)}", lines[0] if lines else "")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) != len(COLUMNS):
            raise ConfigurationError(str(path), f"line {number}", f"{len(COLUMNS)} columns", len(cells))
        if cells[1] not in KINDS:
            raise ConfigurationError(str(path), f"line {number}, kind", " or ".join(KINDS), cells[1])
        yield Entity(
            name=cells[0].strip(),
            kind=cells[1],
            given=cells[2].strip(),
            aliases=_cells(cells[3]),
            avoid=_cells(cells[4]),
            titles=_cells(cells[5]),
            adjective=_cells(cells[6]),
            note=cells[7].strip(),
        )
