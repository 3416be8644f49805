"""An engine of others asked about a document: each paragraph once, and never in the way of the run."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from copylint.lexicon.entities import EntityList
from copylint.lexicon.words import Words
from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.source import Unread
from copylint.model.span import Span
from copylint.outside.breaker import Breaker
from copylint.outside.match import EngineError, GrammarEngine, Match
from copylint.outside.sieve import Sieve
from copylint.outside.table import table

KEPT = 20_000  # paragraphs whose matches are kept; most have none
FEWEST_WORDS = 4  # of a paragraph that is worth a question
ENGLISH = ("en", "und")

Matches = tuple[Match, ...]


class Grammar:
    """Asks one engine about documents, and judges what it says.

    What an engine can't be asked is no error of the document: the findings of our own stay, and the document is said
    not to have been read by that engine. With `optional` that ends no run badly.
    """

    def __init__(self, engine: GrammarEngine, words: Words, entities: EntityList, *, optional: bool = False) -> None:
        """Take the engine, and the words and names its matches are judged by."""
        self.engine = engine
        self._optional = optional
        self._breaker = Breaker()
        self._sieve = Sieve(engine.name, engine.title, table(engine.name), words, entities)
        self._kept: OrderedDict[bytes, Matches] = OrderedDict()

    @property
    def mark(self) -> str:
        """Return what tells one state of the engine from another, `?` where it can't be asked."""
        try:
            return f"{self.engine.name} {self._breaker.ask(self.engine.mark)}"
        except EngineError:
            return f"{self.engine.name} ?"

    def prepare(self) -> str | None:
        """Return the address under which other processes can ask the same engine, which is started for them."""
        try:
            return self._breaker.ask(self.engine.shared)
        except EngineError:
            return None  # said where a document isn't read

    def forget(self) -> None:
        """Let go of what is kept of paragraphs."""
        self._kept.clear()

    def find(self, doc: Document, others: Sequence[Finding]) -> tuple[list[Finding], list[Unread]]:
        """Return what the engine finds in a document beside others' findings, and that it could not be asked."""
        if doc.language not in ENGLISH:
            return [], []
        try:
            matches = self._matches(doc)
        except EngineError as error:
            reason = f"not checked by {self.engine.title}: {error}"
            return [], [Unread(doc.source.path, reason, by=self.engine.title, harmless=self._optional)]
        return list(self._sieve.findings(matches, doc, others)), []

    def _matches(self, doc: Document) -> list[Match]:
        """Return the engine's matches in a document; paragraphs it has read before aren't read again."""
        places = [p for p in doc.paragraphs if len(doc.text[p.start : p.end].split()) >= FEWEST_WORDS]
        texts = {p: doc.text[p.start : p.end] for p in places}
        keys = {p: _key(text, doc.locale) for p, text in texts.items()}
        new = {keys[p]: texts[p] for p in places if keys[p] not in self._kept}
        if new:
            said = self._breaker.ask(lambda: self.engine.matches(list(new.values()), doc.locale))
            fresh = dict(zip(new, said, strict=True))
        else:
            fresh = {}
        found = [_moved(match, p.start) for p in places for match in fresh.get(keys[p]) or self._known(keys[p])]
        self._keep(fresh)
        return found

    def _known(self, key: bytes) -> Matches:
        matches = self._kept.get(key, ())
        if key in self._kept:
            self._kept.move_to_end(key)
        return matches

    def _keep(self, fresh: dict[bytes, Matches]) -> None:
        self._kept.update(fresh)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _key(text: str, locale: str) -> bytes:
    return blake2b(f"{locale}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _moved(match: Match, by: int) -> Match:
    return replace(match, span=Span(match.span.start + by, match.span.end + by))
