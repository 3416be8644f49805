"""What of an engine's matches is damage: judged by names, quotations, the words of the text and what else was found.

An engine reads a paragraph as if it knew every word; a name it doesn't know is a misspelling to it. What is left here
has evidence besides the engine's word.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from copylint.lexicon.entities import EntityList
from copylint.lexicon.entity import slips_between
from copylint.lexicon.form import Form
from copylint.lexicon.words import Words
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Confidence, Edit, Finding, Fix, Severity
from copylint.model.span import Span
from copylint.outside.match import Match
from copylint.outside.table import Table

RARE = 2.0  # Zipf: a word seen in the wild more often than that is no slip of the keyboard
FREQUENT = 3.0  # Zipf: what a slip was meant to be
WIDEST = 60  # code points: what is wider is an opinion on the sentence
MOST_SUGGESTIONS = 3
SHORTEST_HALF = 4  # letters
_PREFIXES = (
    "anti",
    "co",
    "de",
    "dis",
    "inter",
    "mis",
    "multi",
    "non",
    "out",
    "over",
    "pre",
    "re",
    "sub",
    "un",
    "under",
)
_WORD = expression(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_ENDS = expression(r"[.!?…][\"”’')\]]*$")
_LETTERS = expression(r"[a-z]{4,}")
_NUMBER_OF_VERB = frozenset(("is", "are", "was", "were", "has", "have", "does", "do"))
_BRITISH = str.maketrans({"z": "s"})


class Sieve:
    """Judges the matches of one engine."""

    def __init__(self, name: str, title: str, table: Table, words: Words, entities: EntityList) -> None:
        """Take the engine's names, its table, and the words and names that copylint knows."""
        self._name = name
        self._title = title
        self._table = table
        self._words = words
        self._entities = entities

    def findings(self, matches: Sequence[Match], doc: Document, others: Sequence[Finding]) -> Iterator[Finding]:
        """Yield what is damage of the matches, whose spans are those of the document; `others` is what else was found.

        A place where something else was found is explained by that.
        """
        explained = _Explained(others)
        for wide in matches:
            match = narrowed(wide, doc.text)
            family = self._table.family(match)
            if family and not explained.touches(match.span) and self._stands(match, doc):
                yield self._finding(match, family, doc)

    def _stands(self, match: Match, doc: Document) -> bool:
        """Return whether there is evidence for a match."""
        before = doc.text[match.span.start : match.span.end]
        if not match.replacements or len(before) > WIDEST or doc.in_quotation(match.span):
            return False
        after = next((word for word in match.replacements if _bare(word) != _bare(before)), None)
        if after is None:
            return False
        sentence = doc.sentence_at(match.span.start)
        if sentence is None or not _ENDS.search(doc.text[max(sentence.start, sentence.end - 8) : sentence.end]):
            return False
        if self._table.is_unknown_word(match):
            return self._misspelled(before, after, doc)
        return self._changes_no_name(match.span, before, after, sentence, doc)

    def _misspelled(self, word: str, meant: str, doc: Document) -> bool:
        """Return whether a word nobody knows is a slip for one that everybody does: no name, no term, no coinage."""
        return (
            bool(_LETTERS.fullmatch(word))
            and not self._words.known(word)
            and self._words.zipf(word) < RARE
            and self._words.zipf(meant) >= FREQUENT
            and word[0] == meant[:1]
            and slips_between(word, meant, 1) == 1
            and word.translate(_BRITISH) != meant.translate(_BRITISH)
            and _uses(doc)[word] == 1
            and not self._made_of_words(word)
        )

    def _made_of_words(self, word: str) -> bool:
        """Return whether a word is a known one behind a prefix, or two known ones: no dictionary has all of those."""
        behind = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
        halves = ((word[:at], word[at:]) for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1))
        return any(map(self._words.known, behind)) or any(all(map(self._words.known, pair)) for pair in halves)

    def _changes_no_name(self, span: Span, before: str, after: str, sentence: Span, doc: Document) -> bool:
        """Return whether what the engine would change are ordinary words, and nothing hangs on a name it can't know."""
        lost, gained = _difference(before, after)
        if not lost and not any(word.islower() for word in _WORD.findall(before)):
            return False
        capitals = [(word, start) for word, start in lost if not word.islower()]
        at_start = [word for word, start in capitals if span.start + start == sentence.start and self._ordinary(word)]
        if len(at_start) < len(capitals):
            return False
        if sum(not word.islower() and word.casefold() not in before.casefold() for word in gained) > len(at_start):
            return False
        if _only_number_of_verb(lost, gained):
            return not _behind_name(span.start, sentence, doc)
        return not (self._in_singular(lost, gained) and self._before_noun(span.end, doc))

    def _in_singular(self, lost: Sequence[tuple[str, int]], gained: Sequence[str]) -> bool:
        """Return whether all the engine would do is put a noun in the singular."""
        plurals = all(self._words.can_be(word, Form.NNS) for word, _ in lost)
        return bool(lost) and plurals and len(lost) == len(gained) and all(self._is_singular(w) for w in gained)

    def _is_singular(self, word: str) -> bool:
        return self._words.can_be(word, Form.NN)

    def _before_noun(self, end: int, doc: Document) -> bool:
        """Return whether a noun follows: then the one before it may be its first half (a wages freeze)."""
        following = _WORD.match(doc.text, end + 1) if doc.text[end : end + 1] == " " else None
        if following is None or self._words.can_be(following.group(), Form.VBN | Form.VBD):
            return False
        return self._words.can_be(following.group(), Form.NN)

    def _ordinary(self, word: str) -> bool:
        """Return whether a capitalised word at the start of a sentence is no name."""
        bare = word.replace("’", "'")
        return bare[1:].islower() and self._words.known(bare) and not self._entities.by_word.get(word)

    def _finding(self, match: Match, family: str, doc: Document) -> Finding:
        text = doc.text[match.span.start : match.span.end]
        suggestions = match.replacements[:MOST_SUGGESTIONS]
        only = len(match.replacements) == 1
        return Finding(
            rule=f"{self._name}/{match.rule}",
            family=family,
            severity=Severity.WARNING,
            confidence=Confidence.LIKELY,
            message=_sentence(match.message),
            span=match.span,
            text=text,
            why=f"{self._title} says so, by its rule {match.rule}",
            suggestions=suggestions,
            fix=Fix("unsafe", (Edit(match.span, suggestions[0]),)) if only else None,
            item=doc.item,
        )


def narrowed(match: Match, text: str) -> Match:
    """Return a match without the words at either end that all its replacements leave as they are.

    Where nothing else would be left, as where a word is only put in, it stays as wide as it is.
    """
    before = text[match.span.start : match.span.end]
    alike = [before, *match.replacements]
    head = _shared(alike)
    tail = _shared([words[head:][::-1] for words in alike])
    end = len(before) - tail
    replacements = tuple(r[head : len(r) - tail] for r in match.replacements)
    if not all(_difference(before[head:end], after)[0] for after in replacements[:1] or [before]):
        return match
    return replace(match, span=Span(match.span.start + head, match.span.start + end), replacements=replacements)


def _shared(texts: Sequence[str]) -> int:
    """Return how many code points all texts begin with alike, up to the end of a space."""
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return "".join(column[0] for column in alike).rfind(" ") + 1


class _Explained:
    """The places of other findings, asked for those near a span."""

    def __init__(self, others: Sequence[Finding]) -> None:
        self._spans = sorted(f.span for f in others if f.role != "counter" and f.confidence is not Confidence.POSSIBLE)
        self._ends: list[int] = []
        for span in self._spans:
            self._ends.append(max(span.end, self._ends[-1] if self._ends else 0))

    def touches(self, span: Span) -> bool:
        """Return whether another finding overlaps the span or stands right beside it."""
        at = bisect_left(self._ends, span.start)
        return at < len(self._spans) and self._spans[at].start <= span.end


def _bare(text: str) -> str:
    """Return the letters, digits and apostrophes of a text, without case and accents; else only house style differs."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")).casefold()
    return "".join(c for c in folded if c.isalnum() or c == "'")


def _difference(before: str, after: str) -> tuple[list[tuple[str, int]], list[str]]:
    """Return the words that only the first text has, with where they start, and those that only the second has."""
    old = [(match.group(), match.start()) for match in _WORD.finditer(before)]
    new = [match.group() for match in _WORD.finditer(after)]
    kept, had = Counter(new), Counter(word for word, _ in old)
    lost = []
    for word, start in old:
        if kept[word]:
            kept[word] -= 1
        else:
            lost.append((word, start))
    return lost, list((Counter(new) - had).elements())


def _only_number_of_verb(lost: Sequence[tuple[str, int]], gained: Sequence[str]) -> bool:
    return bool(lost) and {word for word, _ in lost} | set(gained) <= _NUMBER_OF_VERB


def _behind_name(start: int, sentence: Span, doc: Document) -> bool:
    """Return whether a name stands right before: it may be one of many people, as a team's and a firm's is."""
    words = doc.text[max(sentence.start, start - WIDEST) : start].split()
    return bool(words) and not words[-1][:1].islower()


@lru_cache(maxsize=1)
def _uses(doc: Document) -> Counter[str]:
    """Return how often each word stands in the text, whatever its case."""
    return Counter(match.group().lower() for match in _WORD.finditer(doc.text))


def _sentence(message: str) -> str:
    """Return an engine's message as one line that ends with a full stop."""
    line = " ".join(message.split())
    return line if line.endswith((".", "!", "?")) else f"{line}."
