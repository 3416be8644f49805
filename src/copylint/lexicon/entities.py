"""Known entities: the names a desk vouches for, and what lies one letter from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from copylint.lexicon import entity_index as index_of
from copylint.lexicon.entity import Entity, deletions, fold, name_words, one_slip
from copylint.lexicon.entity_index import NUMBER, Index
from copylint.lexicon.slips import sound

BEGINNING = 5  # letters that many names have for themselves
HEAD = 3  # letters by which names with an ampersand are told from all others
CACHE_LIMIT = 50_000  # entities; about 40 MB
LONGER_LIMIT = 5_000  # forms


class Section(Mapping[str, tuple[Entity, ...]]):
    """Entities by one kind of key, read from the index as they are asked for."""

    def __init__(self, entities: EntityList, prefix: str) -> None:
        """Look into the keys behind a prefix."""
        self._trie = entities.index.trie
        self._entity = entities.entity
        self._prefix = prefix

    def __getitem__(self, key: str) -> tuple[Entity, ...]:
        """Return the entities of a key, in the order of the list."""
        found = self._trie.get(self._prefix + key)
        if not found:
            raise KeyError(key)
        return tuple(self._entity(NUMBER.unpack(value)[0]) for value in sorted(found))

    def __contains__(self, key: object) -> bool:
        """Return whether any entity has the key; no row is read for that."""
        return isinstance(key, str) and self._prefix + key in self._trie

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        return iter(dict.fromkeys(key[1:] for key in self._trie.keys(self._prefix)))

    def __len__(self) -> int:
        """Return the number of keys."""
        return sum(1 for _ in self)


class EntityList:
    """Entities, found by right form, by single word, and by near miss.

    `by_form` has right forms, folded; `by_word` the single words of right forms that are names by themselves, and
    `inner_words` those that English has without a capital (Court, Party); `surnames` persons by surname as written;
    `avoided` forms to avoid, as written.
    """

    def __init__(self, index: Index, mark: str = "") -> None:
        """Look into an index; `mark` tells one state of the lists it was made from from another ("": unknown)."""
        self.index = index
        self.mark = mark
        self.entity = lru_cache(CACHE_LIMIT)(index.row)
        self._longer = lru_cache(LONGER_LIMIT)(self._longer_names)
        self.by_form = Section(self, index_of.FORM)
        self.by_word = Section(self, index_of.WORD)
        self.inner_words = Section(self, index_of.INNER)
        self.surnames = Section(self, index_of.SURNAME)
        self.avoided = Section(self, index_of.AVOIDED)

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> EntityList:
        """Return a list held in memory; later entities of the same name replace earlier ones."""
        return cls(index_of.make(tuple({e.name: e for e in entities}.values())))

    def __len__(self) -> int:
        """Return the number of entities."""
        return len(self.index)

    def __iter__(self) -> Iterator[Entity]:
        """Yield the entities in the order of the list."""
        return map(self.index.row, range(len(self.index)))

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was noted when the lists were put together: where a later one overrules an earlier one."""
        return self.index.notes

    def has_folded(self, word: str) -> bool:
        """Return whether the folded word stands in any right name or form to avoid."""
        return index_of.FOLDED + word in self.index.trie

    def is_title(self, title: str) -> bool:
        """Return whether somebody on the list has the title."""
        return index_of.TITLE + title in self.index.trie

    @cached_property
    def _offices(self) -> tuple[str, ...]:
        """The last words of all titles."""
        titles = (key[1:].split() for key in self.index.trie.keys(index_of.TITLE))
        return tuple({words[-1] for words in titles if words})

    @cached_property
    def _charges(self) -> frozenset[str]:
        """What stands behind the last “of” of all titles: State, Foreign Affairs."""
        titles = (key[1:] for key in self.index.trie.keys(index_of.TITLE))
        return frozenset(title.rpartition(" of ")[2] for title in titles if " of " in title)

    def ends_title_of(self, words: str) -> bool:
        """Return whether somebody on the list has a title that ends in “of” and these words."""
        return words in self._charges

    def ends_title(self, token: str) -> bool:
        """Return whether the token ends in the last word of a title somebody on the list has."""
        return token.endswith(self._offices)

    def acronym(self, word: str) -> str | None:
        """Return the acronym in capitals that the word spells in whatever case."""
        return self._text(index_of.ACRONYM + word.lower())

    def with_ampersand(self, words: str) -> str | None:
        """Return the name with an ampersand that has the same letters, if there is one."""
        return self._text(index_of.JOINED + index_of.joined(words))

    def starts_joined(self, words: str) -> bool:
        """Return whether a name with an ampersand starts with the letters and digits of the words."""
        bare = index_of.joined(words)
        if len(bare) >= HEAD and bare[:HEAD] not in self._joined_heads:
            return False
        return next(self.index.trie.iterkeys(index_of.JOINED + bare), None) is not None

    @cached_property
    def _joined_heads(self) -> frozenset[str]:
        return frozenset(key[1 : 1 + HEAD] for key in self.index.trie.iterkeys(index_of.JOINED))

    def _text(self, key: str) -> str | None:
        found = self.index.trie.get(key)
        return found[0].decode() if found else None

    @cached_property
    def _avoided_starts(self) -> frozenset[str]:
        return frozenset(key[1:] for key in self.index.trie.keys(index_of.AVOIDED_START))

    def starts_avoided(self, word: str) -> bool:
        """Return whether a form to avoid starts with the word (its first run of letters and digits)."""
        return word in self._avoided_starts

    def own_avoids(self, form: str) -> bool:
        """Return whether a list of the user's own says to avoid the form."""
        found = self.index.trie.get(index_of.AVOIDED + form) or ()
        return any(NUMBER.unpack(value)[0] >= self.index.own for value in found)

    def avoided_at(self, text: str) -> Iterator[str]:
        """Yield the forms to avoid that the text starts with, shortest first."""
        for key in self.index.trie.prefixes(index_of.AVOIDED + text):
            yield key[1:]

    def with_word(self, word: str) -> tuple[Entity, ...]:
        """Return the entities that have the word in a right form, whether it is a name by itself or not."""
        return self.by_word.get(word, ()) + self.inner_words.get(word, ())

    def in_longer_name(self, text: str, start: int, form: str) -> bool:
        """Return whether the form there is part of a longer right name (Bombay in Bombay Stock Exchange)."""
        return any(text.startswith(right, max(0, start - right.index(form))) for right in self._longer(form))

    def _longer_names(self, form: str) -> frozenset[str]:
        entities = {e for word in name_words(form) for e in self.with_word(word)}
        return frozenset(right for e in entities for right in e.right_forms() if form in right and form != right)

    def near(self, word: str) -> list[str]:
        """Return the single words of right names that one loss, addition, change or swap of letters away from it."""
        folded = fold(word)
        values: set[bytes] = set()
        for key in deletions(folded) if self._begins_near(folded[:BEGINNING]) else deletions(folded, BEGINNING):
            if found := self.index.trie.get(index_of.NEAR + key):
                values.update(found)
        return [w for value in sorted(values) if one_slip(folded, fold(w := value.decode()))]

    def _begins_near(self, beginning: str) -> bool:
        """Return whether a listed word, or one with a letter taken out, begins so: else a slip is in the beginning."""
        return next(self.index.trie.iterkeys(index_of.NEAR + beginning), None) is not None

    def alike(self, word: str) -> list[str]:
        """Return the single words of right names that sound like it, however spelled."""
        found = self.index.trie.get(index_of.SOUND + sound(fold(word))) or ()
        return [value.decode() for value in sorted(set(found))]
