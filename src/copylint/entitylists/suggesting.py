"""Names that recur in sound copy of one's own and that no list has, for a person to accept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from copylint.entitylists.lookup import Mention, Standing, look_up
from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity import Entity, fold, one_slip
from copylint.lexicon.terms import terms
from copylint.lexicon.words import Words
from copylint.model.document import Document
from copylint.model.expressions import expression

_OF_AGE = expression(r", (?:\d\d|who)\b|,? who (?:is|was|has|had)\b")


class Suggestion(NamedTuple):
    """An unlisted name: how often it stands in how many files, what kind it seems to be, and what it is near to.

    `kind` is empty where nothing in the copy tells; `near` is a listed or more frequent name one letter away.
    """

    name: str
    kind: str
    uses: int
    files: int
    near: str = ""

    @property
    def note(self) -> str:
        """Return what a person should know before accepting the name."""
        counted = f"{self.uses} times in {self.files} file{'s' if self.files > 1 else ''}"
        return f"{counted}; one letter from {self.near}" if self.near else counted

    def entity(self) -> Entity:
        """Return the row to accept."""
        return Entity(self.name, self.kind, note=self.note)


class _Seen:
    """What copy shows of one name."""

    def __init__(self) -> None:
        self.uses = 0
        self.files: set[str] = set()
        self.signs: Counter[str] = Counter()
        self.near = ""


def suggest(documents: Iterable[Document], entities: EntityList, words: Words, least: int = 3) -> list[Suggestion]:
    """Return the unlisted names that stand at least `least` times in the documents, most frequent first.

    A surname alone counts for the full name it stands for, where only one full name in the copy has it.
    """
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for doc in documents:
        for mention in look_up(doc.text, entities, words):
            if mention.standing in (Standing.UNLISTED, Standing.NEAR):
                _note(seen[_name(doc.text, mention)], doc, mention)
    _gather_surnames(seen)
    frequent = {name: one for name, one in seen.items() if one.uses >= least and any(c.islower() for c in name)}
    found = [
        Suggestion(name, _kind(name, one), one.uses, len(one.files), one.near or _nearest(name, frequent))
        for name, one in frequent.items()
    ]
    return sorted(found, key=lambda s: (-s.uses, s.name))


def _name(text: str, mention: Mention) -> str:
    return " ".join(text[mention.span.start : mention.span.end].split())


def _note(one: _Seen, doc: Document, mention: Mention) -> None:
    one.uses += 1
    one.files.add(doc.source.path)
    one.near = "" if " " in _name(doc.text, mention) else mention.right
    before = doc.text[max(0, mention.span.start - 24) : mention.span.start].split(" ")
    word = before[-2].rstrip(".") if len(before) > 1 and before[-1] == "" else ""
    if word in terms("honorifics") or word in ("Mr", "Mrs", "Ms"):
        one.signs["person"] += 1
    elif word in terms("place_before") - {"of", "to", "from"}:
        one.signs["place"] += 1
    if _OF_AGE.match(doc.text, mention.span.end):
        one.signs["person"] += 1


def _gather_surnames(seen: dict[str, _Seen]) -> None:
    """Count a last word that stands alone with the one full name that ends so."""
    full: dict[str, set[str]] = defaultdict(set)
    for name in seen:
        if " " in name:
            full[name.rsplit(" ", 1)[1]].add(name)
    for last, names in full.items():
        if last in seen and len(names) == 1:
            alone, whole = seen.pop(last), seen[next(iter(names))]
            whole.uses += alone.uses
            whole.files |= alone.files
            whole.signs += alone.signs
            whole.signs["person"] += 1


def _kind(name: str, one: _Seen) -> str:
    """Return the kind that the copy shows, or nothing."""
    if name.rsplit(" ", 1)[-1] in terms("organisation_words"):
        return "organisation"
    ranked = one.signs.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _nearest(name: str, frequent: dict[str, _Seen]) -> str:
    """Return a more frequent name that is one letter away."""
    folded = fold(name)
    rivals = (o for o, one in frequent.items() if one.uses > frequent[name].uses and o[0] == name[0])
    return next((o for o in rivals if one_slip(folded, fold(o))), "")
