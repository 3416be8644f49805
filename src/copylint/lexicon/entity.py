"""A known name: the forms it may and may not take, and how far another spelling lies from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = ("person", "place", "organisation")


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place or organisation and the forms its name may and may not take.

    `given` is the part of `name` that is the given name; `titles` are offices as they stand before the name;
    `adjective` holds adjectives and demonyms; `source` says where the spelling can be checked (keys joined by `|`);
    `until` is the year (or ISO date) in which the offices ended, empty for those who hold them.
    """

    name: str
    kind: str
    given: str = ""
    aliases: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    until: str = ""

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
    if word.isascii():
        return word.replace("'", "").lower()
    bare = unicodedata.normalize("NFKD", word)
    return "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’ʻʼ‘").lower().replace("ı", "i")


ARTICLES = ("al-", "el-", "ul-", "as-", "ad-", "ar-", "an-", "at-", "az-", "ash-")  # Arabic, joined to a name


def name_words(form: str) -> list[str]:
    """Return the capitalised words of a name's form, hyphenated ones whole, an Arabic article off.

    >>> name_words("Bashar al-Assad"), name_words("Annegret Kramp-Karrenbauer")
    (['Bashar', 'Assad'], ['Annegret', 'Kramp-Karrenbauer'])
    """
    bare = (w.split("-", 1)[1] if w.startswith(ARTICLES) else w for w in form.split())
    return [w.strip(".,()") for w in bare if w[:1].isupper()]


def deletions(word: str, first: int | None = None) -> list[str]:
    """Return the word and each form of it with one letter taken out, or one of the `first` letters."""
    return [word, *[word[:i] + word[i + 1 :] for i in range(len(word[:first]))]]


def one_slip(a: str, b: str) -> bool:
    """Return whether one letter lost, added, changed, or two neighbours swapped turn one into the other.

    >>> one_slip("brinken", "blinken"), one_slip("blnken", "blinken"), one_slip("bilnken", "blinken")
    (True, True, True)
    >>> one_slip("blinken", "blinken")
    False
    """
    size = min(len(a), len(b))
    if a == b or max(len(a), len(b)) > size + 1:
        return False
    at = next((i for i in range(size) if a[i] != b[i]), size)
    if len(a) != len(b):
        return a[at + 1 :] == b[at:] if len(a) > size else a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])


def slips_between(a: str, b: str, most: int) -> int:
    """Return how many slips turn one into the other, or more than `most` where more would."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  40 ms that `copylint --help` need not pay

    return int(OSA.distance(a, b, score_cutoff=most))
