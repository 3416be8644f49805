"""The same words again: headlines, paragraphs, sentences, passages and single words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import ClassVar

from copylint.checks._base import Check, Param, report
from copylint.lexicon.echoes import PASSAGE as SHINGLE
from copylint.lexicon.echoes import echoes, touched
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Edit, Finding, Related, Severity
from copylint.model.rule import Rule
from copylint.model.span import Span

_WORD = expression(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_DOUBLED = expression(r"(?<![\w’'-])([A-Za-z]+)\s+(?=([A-Za-z]+)(?![\w’'\u00ad\u200b-]))")
HEADLINE_LONGEST = 25
HEADLINE_SHORTEST = 4
NEAR = 88.0  # rapidfuzz ratio of two paragraphs; 85 lets news briefs of one form (results, weather) through
NEAR_SHORTEST = 80  # code points
NEAR_NEIGHBOURS = 12  # paragraphs of like length each one is held against
LONGER = 1.25  # how much the longer one of two may be
FIGURE_SHARE = 0.4
LEADABLE = frozenset({"in", "on", "is", "was", "up", "out", "over", "off"})


class Repetition(Check):
    """Text that stands twice; both places are shown and the later one is the damage."""

    about = (
        "repeated headlines, paragraphs, sentences, passages (eight words and more), words; near-duplicate paragraphs"
    )
    params: ClassVar = {
        "unit": Param("text", "headline, paragraph, sentence, passage, word or near"),
        "except_words": Param("texts", "words that rightly stand twice (unit = word)", []),
        "after_words": Param("texts", "words behind which two in, on, is and the like are sound (unit = word)", []),
    }

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each repeated stretch, under the rule of its unit."""
        by_unit = {rule.params["unit"]: rule for rule in self.rules}
        if "word" in by_unit and echoes(doc).doubled:
            yield from _words(by_unit["word"], doc)
        taken: list[Span] = []
        for unit, first, later in _passages(doc):
            rule = by_unit.get(unit)
            if rule is not None and doc.aside(first.start) == doc.aside(later.start):
                taken.append(later)
                yield _repeated(rule, doc, first, later)
        if "near" in by_unit:
            yield from _near(by_unit["near"], doc, taken)


def _repeated(rule: Rule, doc: Document, first: Span, later: Span, why: str = "") -> Finding:
    line = doc.position(first.start).line
    pulled = (doc.in_quotation(later) and not doc.in_quotation(first)) or _caption(doc, first, later)
    related = (Related(first, "first copy"),)
    severity = Severity.INFO if pulled else None
    edits = (Edit(later, ""),)
    return report(
        rule, doc, later, suggestions=("",), edits=edits, related=related, severity=severity, why=why, other_line=line
    )


def _caption(doc: Document, first: Span, later: Span) -> bool:
    """Return whether the later copy is a pull quote: a paragraph of its own taken out of a longer one."""
    home, own = doc.paragraph_at(first.start), doc.paragraph_at(later.start)
    if home is None or own is None:
        return False
    alone = own.end - own.start <= (later.end - later.start) + 4
    return alone and home.end - home.start > 2 * (own.end - own.start)


def _words(rule: Rule, doc: Document) -> Iterator[Finding]:
    exceptions, leaders = frozenset(rule.params["except_words"]), frozenset(rule.params["after_words"])
    for match in filter(None, (_DOUBLED.match(doc.text, at) for at in echoes(doc).doubled)):
        word, again = match.groups()
        if word.lower() != again.lower() or word.lower() in exceptions or "\n\n" in match.group():
            continue
        if again[0].isupper() and not (word[0].isupper() and word.lower() in ("the", "a", "an", "of")):
            continue
        before = doc.text[max(0, match.start() - 16) : match.start()].split()
        if word.lower() in LEADABLE and before and before[-1].lower() in leaders:
            continue
        later = Span(match.end(), match.end() + len(again))
        span = Span(match.start(), later.end)
        edits = (Edit(Span(match.start(), match.end()), ""),)
        yield report(rule, doc, span, suggestions=(word,), edits=edits)


def _passages(doc: Document) -> Iterator[tuple[str, Span, Span]]:
    """Yield (unit, first copy, later copy) of every repeated stretch, longest first from left to right."""
    headline = _headline(doc)
    if headline:
        yield from _headlines(doc, headline)
    told = echoes(doc)
    for paragraph in touched(doc, (*told.again, *told.long)):
        yield from _neighbours(doc, paragraph)
    if told.passages:
        yield from _apart(doc, told.passages)


def _read(text: str, passages: Iterable[Span]) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of passages, folded, and where they stand; between two passages stands one like no other."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    behind = 0
    for passage in passages:
        start = max(passage.start, behind)
        while start > behind and not text[start - 1].isspace():
            start -= 1
        if start > behind:
            folded.append(f" {start}")
            places.append((start, start))
        for match in _WORD.finditer(text, start):
            if match.start() >= passage.end:
                break
            folded.append(match.group().lower().replace("’", "'"))
            places.append(match.span())
        behind = places[-1][1]
    return folded, places


def _apart(doc: Document, passages: Sequence[Span]) -> Iterator[tuple[str, Span, Span]]:
    """Yield the stretches of eight words and more that stand again anywhere."""
    folded, places = _read(doc.text, passages)
    seen: dict[tuple[str, ...], int] = {}
    index, count = 0, len(folded)
    while index + SHINGLE <= count:
        key = tuple(folded[index : index + SHINGLE])
        earlier = seen.get(key)
        if earlier is None or earlier + SHINGLE > index:
            seen.setdefault(key, index)
            index += 1
            continue
        length = SHINGLE
        while (
            index + length < count and earlier + length < index and folded[earlier + length] == folded[index + length]
        ):
            length += 1
        first = Span(places[earlier][0], places[earlier + length - 1][1])
        later = Span(places[index][0], places[index + length - 1][1])
        found = _unit(doc, first, later, folded[index : index + length])
        if found:
            yield found
        index += length


def _neighbours(doc: Document, paragraph: Span) -> Iterator[tuple[str, Span, Span]]:
    """Yield sentences of four words and more that stand twice in a row in a paragraph, however short."""
    for one, other in pairwise(doc.reading.sentences_of(paragraph)):
        if one.end - one.start != other.end - other.start:
            continue
        text = doc.text[one.start : one.end]
        if len(text.split()) < HEADLINE_SHORTEST or text[-1] == "?":
            continue
        if _fold(text) == _fold(doc.text[other.start : other.end]):
            yield "sentence", one, other


def _headline(doc: Document) -> Span | None:
    """Return the first paragraph where it reads like a headline: short, and not ended like a sentence."""
    if not doc.paragraphs:
        return None
    first = doc.paragraphs[0]
    text = doc.text[first.start : first.end]
    words = len(text.split())
    return first if HEADLINE_SHORTEST <= words <= HEADLINE_LONGEST and text[-1] not in ".," else None


def _headlines(doc: Document, headline: Span) -> Iterator[tuple[str, Span, Span]]:
    """Yield headlines that stand again as a line of their own, or run into the paragraph right below them."""
    for index, above in enumerate(doc.paragraphs[:-1]):
        below = doc.paragraphs[index + 1]
        if _fold(doc.text[above.start]) != _fold(doc.text[below.start]):
            continue
        text = doc.text[above.start : above.end]
        if not HEADLINE_SHORTEST <= len(text.split()) <= HEADLINE_LONGEST or text[-1] in ".,;":
            continue
        if sum(w[0].isdigit() for w in text.split()) > FIGURE_SHARE * len(text.split()):
            continue
        following = doc.text[below.start : below.start + len(text) + 2]
        if _fold(following[: len(text)]) != _fold(text):
            continue
        rest = following[len(text) :]
        whole = below.end - below.start <= len(text) + 1
        if whole or (not rest[:1].isalnum() and not (rest[:1] == " " and rest[1:2].islower())):
            yield "headline", above, Span(below.start, below.start + len(text))
    if not doc.paragraphs[2:]:
        return
    text = _fold(doc.text[headline.start : headline.end])
    for later in doc.paragraphs[2:]:
        if (
            later.end - later.start == headline.end - headline.start
            and _fold(doc.text[later.start : later.end]) == text
        ):
            yield "headline", headline, later


def _fold(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _unit(doc: Document, first: Span, later: Span, words: Sequence[str]) -> tuple[str, Span, Span] | None:
    """Return what kind of unit a repeated stretch is, widened to it; None where repeating is sound."""
    figures = sum(w[0].isdigit() for w in words)
    if figures > FIGURE_SHARE * len(words):
        return None
    first, later = _widen(doc, first), _widen(doc, later)
    paragraph, sentence = doc.paragraph_at(later.start), doc.sentence_at(later.start)
    length = later.end - later.start
    if paragraph and length >= 0.9 * (paragraph.end - paragraph.start):
        headline = len(words) <= HEADLINE_LONGEST and doc.text[paragraph.end - 1] not in '.!?”"'
        return ("headline" if headline else "paragraph"), first, later
    if doc.text[later.end - 1 : later.end] == "?" and len(words) < 2 * SHINGLE:
        return None
    if sentence and length >= 0.9 * (sentence.end - sentence.start):
        return "sentence", first, later
    return ("passage", first, later) if len(words) >= SHINGLE + 2 else None


def _widen(doc: Document, span: Span) -> Span:
    """Take in the marks that belong to the stretch: an opening one before it, closing ones behind it."""
    start, end = span
    while start > 0 and doc.text[start - 1] in '“"‘(':
        start -= 1
    while end < len(doc.text) and doc.text[end] in '.!?…”"’)':
        end += 1
    return Span(start, end)


def _near(rule: Rule, doc: Document, taken: Sequence[Span]) -> Iterator[Finding]:
    """Yield paragraphs that are nearly the same as an earlier one, held against those of like length."""
    long = [p for p in doc.story if p.end - p.start >= NEAR_SHORTEST]
    found: set[Span] | None = None
    for one, other, score in _alike(doc.text, sorted(long, key=lambda p: (p.end - p.start, p.start))):
        if found is None:
            found = set(touched(doc, taken))
        first, later = min(one, other), max(one, other)
        if later in found or first in found:
            continue
        if not _same_form(doc.text[first.start : first.end], doc.text[later.start : later.end]):
            found.add(later)
            yield report(
                rule,
                doc,
                later,
                related=(Related(first, "first copy"),),
                why="{score:.0f} % alike: keep the better one",
                score=score,
                other_line=doc.position(first.start).line,
            )


def _alike(text: str, ordered: Sequence[Span]) -> Iterator[tuple[Span, Span, float]]:
    """Yield each of some paragraphs, the shortest first, with each of the next that is alike, and how much it is."""
    lengths = [p.end - p.start for p in ordered]
    reaches = (
        bisect_right(lengths, length * LONGER, behind, min(behind + NEAR_NEIGHBOURS, len(lengths)))
        for behind, length in enumerate(lengths, 1)
    )
    near = [(behind, reach) for behind, reach in enumerate(reaches, 1) if reach > behind]
    if not near:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415  40 ms; a text of one paragraph need not pay

    copy = [text[p.start : p.end] for p in ordered]
    for behind, reach in near:
        found = process.extract(copy[behind - 1], copy[behind:reach], scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
        for _, score, place in sorted(found, key=itemgetter(2)):
            yield ordered[behind - 1], ordered[behind + place], score


def _same_form(a: str, b: str) -> bool:
    """Return whether two paragraphs differ in their figures and names only: results, tables, weather."""
    differ = [(x, y) for x, y in zip(a.split(), b.split(), strict=False) if x != y]
    return len(a.split()) == len(b.split()) and all(x[:1].isdigit() or x[:1].isupper() for x, _ in differ)


CHECK = Repetition
