"""The index of known entities: made once from the rows of a list, mapped into memory ever after.

One trie holds everything that is looked up, each kind of key behind a letter of its own; the rows lie beside it, one
JSON array a row, with an offset for each. Near neighbours are found through the forms of a word with one letter
taken out (Mor & Fraenkel 1982; the method of SymSpell): exact for one letter lost, added, changed or swapped.
"""

from __future__ import annotations

import json
import mmap
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from copylint.lexicon.entity import Entity, deletions, fold, name_words
from copylint.lexicon.form import Form
from copylint.lexicon.slips import sound
from copylint.lexicon.terms import terms
from copylint.lexicon.words import words

FORMAT = 2  # goes up when what is written changes: an index of another format is never opened
SHORTEST_NEAR_MISS = 4  # letters; below that everything is one letter from everything
SHORTEST_ACRONYM = 4  # letters; shorter ones collide
OFFSET = struct.Struct("<Q")
NUMBER = struct.Struct(">I")
TRIE, ROWS, OFFSETS, ABOUT = FILES = ("names.trie", "rows.jsonl", "rows.offsets", "about.json")

FORM, WORD, INNER, FOLDED, SURNAME, AVOIDED, AVOIDED_START, NEAR, SOUND, TITLE, ACRONYM, JOINED = "mwifsabnotcj"
_cells = attrgetter(*(f.name for f in fields(Entity)))
_GRAMMAR = ~(Form.PROPER | Form.VALID)
_FUNCTION = terms("function") | terms("small") | terms("determiners")


class Index(NamedTuple):
    """What an `EntityList` looks into: a trie of keys, the rows, where each row starts (and the last one ends).

    Entities from number `own` on come from lists of the user's own; `notes` say where those overrule others.
    """

    trie: Any
    rows: bytes | mmap.mmap
    offsets: bytes | mmap.mmap
    own: int = 0
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of entities."""
        return len(self.offsets) // OFFSET.size - 1

    def row(self, number: int) -> Entity:
        """Return the entity of a number, counted from 0 in the order of the list."""
        start, end = struct.unpack_from("<QQ", self.offsets, number * OFFSET.size)
        cells: list[Any] = [tuple(c) if isinstance(c, list) else c for c in json.loads(self.rows[start:end])]
        return Entity(*cells)


def first_word(form: str) -> str:
    """Return the first run of letters and digits of a form.

    >>> first_word("'Ndrangheta clan"), first_word("Sub-Continent")
    ('Ndrangheta', 'Sub')
    """
    found = re.search(r"\w+", form)
    return found.group() if found else form


def joined(form: str) -> str:
    """Return the form's letters and digits alone: what a lost ampersand leaves as it was.

    >>> joined("Marks & Spencer") == joined("Marks  Spencer")
    True
    """
    return re.sub(r"\W+", "", form)


def _keys(entity: Entity) -> Iterator[str]:
    """Yield the keys under which an entity is found by its number."""
    for form in {fold(f) for f in entity.right_forms()}:
        yield FORM + form
    for word, alone in _words(entity).items():
        yield (WORD if alone else INNER) + word
    if entity.kind == "person" and entity.given:
        for surname in {entity.surname, *_other_surnames(entity)}:
            yield SURNAME + surname
    for form in entity.avoid:
        yield AVOIDED + form


def _words(entity: Entity) -> dict[str, bool]:
    """Return the capitalised words of the right forms, and whether each is a name by itself.

    A word of several that English has without a capital (Court, Party, North) is a name only with the others.
    """
    found: dict[str, bool] = {}
    for form in entity.right_forms():
        inside = name_words(form)
        for word in inside:
            alone = entity.kind == "person" or " " not in form or not ordinary(word)
            found[word] = found.get(word, False) or alone
    return found


@lru_cache(50_000)  # names share their words
def ordinary(word: str) -> bool:
    """Return whether English has the word without a capital.

    >>> ordinary("Court"), ordinary("Kyiv")
    (True, False)
    """
    table = words()
    forms = table.forms(word)
    return word.lower() in _FUNCTION or (table.can_be(word, _GRAMMAR) and Form.PROPER not in forms)


def _other_surnames(entity: Entity) -> Iterator[str]:
    """Yield the surnames of the aliases that keep the given name (Zelensky beside Zelenskyy)."""
    for alias in entity.aliases:
        if alias.startswith(f"{entity.given} "):
            yield alias.removeprefix(f"{entity.given} ")


def _shared_keys(entity: Entity) -> Iterator[tuple[str, str]]:
    """Yield keys with texts for values, which many entities may share."""
    for form in entity.right_forms():
        if "&" in form:
            yield JOINED + joined(form), form
        for word in name_words(form):
            yield FOLDED + fold(word), ""
            if word.isupper() and len(word) >= SHORTEST_ACRONYM:
                yield ACRONYM + word.lower(), word
    for form in entity.avoid:
        yield AVOIDED_START + first_word(form), ""
        for word in name_words(form):
            yield FOLDED + fold(word), ""
    for title in entity.titles:
        yield TITLE + title, ""


def _near_keys(single: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for word in single:
        if len(word) >= SHORTEST_NEAR_MISS:
            folded, value = fold(word), word.encode()
            yield SOUND + sound(folded), value
            for key in set(deletions(folded)):
                yield NEAR + key, value


def make(entities: Sequence[Entity], own: int = 0, notes: Sequence[str] = ()) -> Index:
    """Return an index held in memory."""
    import marisa_trie  # noqa: PLC0415  20 ms that a run without entities need not pay

    rows, offsets = _rows(entities)
    return Index(marisa_trie.BytesTrie(_all_keys(entities)), rows, offsets, own, tuple(notes))


def _rows(entities: Sequence[Entity]) -> tuple[bytes, bytes]:
    """Return the rows as JSON arrays, and where each starts."""
    rows = [
        json.dumps(_cells(entity), ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for entity in entities
    ]
    starts = (0, *accumulate(map(len, rows)))
    return b"".join(rows), b"".join(map(OFFSET.pack, starts))


def _all_keys(entities: Sequence[Entity]) -> Iterator[tuple[str, bytes]]:
    """Yield every key with its value, some more than once; they are millions, so none is kept."""
    single: set[str] = set()
    for number, entity in enumerate(entities):
        value = NUMBER.pack(number)
        for key in _keys(entity):
            if key[0] in WORD + INNER:
                single.add(key[1:])
            yield key, value
        for key, text in _shared_keys(entity):
            yield key, text.encode()
    yield from _near_keys(single)


def save(index: Index, folder: Path) -> None:
    """Write the index as files into a folder that is there.

    Raises:
        OSError: the folder can't be written.

    """
    index.trie.save(str(folder / TRIE))
    (folder / ROWS).write_bytes(index.rows)
    (folder / OFFSETS).write_bytes(index.offsets)
    sizes = [(folder / name).stat().st_size for name in FILES[:-1]]
    about = {"format": FORMAT, "sizes": sizes, "own": index.own, "notes": index.notes}
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def load(folder: Path) -> Index | None:
    """Return the index of a folder mapped into memory, or None where none is, or not a whole one."""
    import marisa_trie  # noqa: PLC0415

    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        sizes = [(folder / name).stat().st_size for name in FILES[:-1]]
        if about["format"] != FORMAT or about["sizes"] != sizes:
            return None
        trie = marisa_trie.BytesTrie()
        trie.mmap(str(folder / TRIE))
        return Index(trie, _mapped(folder / ROWS), _mapped(folder / OFFSETS), about["own"], tuple(about["notes"]))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None


def _mapped(path: Path) -> bytes | mmap.mmap:
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file can't be mapped
            return b""
