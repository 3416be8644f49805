"""Names of several words that a copy has in a matching sentence, and no original knows a word of."""

from __future__ import annotations

from collections.abc import Iterator

from copylint.copies.changed_names import ChangedNames
from copylint.copies.difference import Difference, Place
from copylint.copies.words import fold_word
from copylint.lexicon.entity import fold
from copylint.model.expressions import expression
from copylint.model.span import Span

LEAST_ALIKE = 0.45
_PHRASE = expression(
    r"(?<![\w.’'-])[A-ZÀ-Þ][\w’'-]{2,30}"
    r"(?:(?: (?:of|for|of the|for the|and))? (?:[A-ZÀ-Þ][\w’'-]{1,30}|\d{1,4}\b)){1,5}"
)
_WORD = expression(r"[A-ZÀ-Þ][^\W\d_]+")


def added_names(changed: ChangedNames) -> Iterator[Difference]:
    """Yield the names of an organisation or the like that nothing in the original explains.

    A name that the entity list knows may be another word for what stands there (the Kremlin), and is left alone.
    """
    pair = changed.pair
    stems = {word.stem for sentence in pair.original.sentences for word in sentence.words}
    for index, sentence in enumerate(pair.copy.sentences):
        if pair.similarity(index) < LEAST_ALIKE:
            continue
        for match in _PHRASE.finditer(pair.copy.doc.text, sentence.words[0].span.end, sentence.span.end):
            if " of " not in match.group() and " for " not in match.group():
                continue
            capitals = _WORD.findall(match.group())
            new = all(fold_word(word).stem not in stems for word in capitals)
            if new and not _known(match.group(), changed):
                (first, *_) = pair.matched(index)
                place = Place(pair.original.doc, pair.original.sentences[first].span)
                yield Difference("name-added", Span(*match.span()), (place,))


def _known(name: str, changed: ChangedNames) -> bool:
    entities = changed.pair.resources.entities
    return fold(name) in entities.by_form or any(word in entities.by_word for word in _WORD.findall(name))
