"""Copies of sound stories with drift put in on purpose, and what an editor may do besides; the gold is exact.

Lawful: narrative words put in others, “X said” turned round, marks and spelling of another house, sentences joined,
paragraphs in another order, figures rounded with about. Drift: what `KINDS` names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from random import Random
from typing import NamedTuple

from benchmarks.stories import FORMS, vocabulary
from copylint.copies import offices, opposites
from copylint.copies.figures import table
from copylint.copies.quotations import single_quotations
from copylint.copies.words import fold_word
from copylint.documents.build import build
from copylint.lexicon.entity import fold
from copylint.lexicon.terms import terms
from copylint.lexicon.words import words
from copylint.model.source import Source

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
_NAME = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][a-zà-þ]{3,}(?:[-’][A-Za-zà-þ]+)*(?![A-Z])")
_SAID = re.compile(
    r"(?<=[”\"] )said ((?:[A-ZÀ-Þ][\w’.-]+ ?){1,3})(?=[,.])|(?<=[”\"] )((?:[A-ZÀ-Þ][\w’.-]+ ){1,2})said(?=[,.])"
)
_TITLED = re.compile(
    r"\b(President|Prime Minister|Minister|Secretary|Deputy \w+|Senator|Governor|Mayor|Ambassador|Judge|Chancellor)"
    r"(?= [A-ZÀ-Þ][a-zà-þ]+ [A-ZÀ-Þ])"
)
_DATELINE = re.compile(r"^[A-ZÀ-Þ’' -]{3,40}(?:, [^—\n]{1,40})? [—–-] ", re.MULTILINE)
_NOT = re.compile(r"(?<=\w) not(?= \w)|(?<=\w) never(?= \w)")
_MODAL = re.compile(r"(?<=\w )(will|would|could|should|had|has|was|is|were|are)(?= [a-z])")
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH = re.compile(r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b")
_INDIRECT = re.compile(
    r"(?<= said )(?:that )?((?:the|a|he|she|it|they|his|her|their|an|one|no) [^“”\".,]{25,120})(?=[.])"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "December")
OTHER_TITLES = {
    "Minister": "Secretary",
    "President": "Prime Minister",
    "Prime Minister": "President",
    "Secretary": "Deputy Secretary",
    "Senator": "Governor",
    "Governor": "Senator",
    "Mayor": "Deputy Mayor",
    "Ambassador": "Minister",
    "Judge": "Mayor",
    "Chancellor": "President",
}
HOUSES = (
    ("percent", "per cent"),
    ("center", "centre"),
    ("kilometers", "kilometres"),
    ("color", "colour"),
    ("labor", "labour"),
    ("organized", "organised"),
    ("traveled", "travelled"),
    ("favor", "favour"),
)
LETTERS = "aeiourstln"
FEWEST_QUOTED = 4  # words of a quotation that is altered
FEWEST_MISSED = 10  # words


class Edit(NamedTuple):
    """A stretch of the original and what the copy has instead; `kind` is empty where that is lawful.

    `marked` is the part of the replacement that the gold marks, all of it by default.
    """

    start: int
    end: int
    text: str
    kind: str = ""
    marked: tuple[int, int] | None = None


class Gold(NamedTuple):
    """Where a drift stands in the copy: a line from 1 on, offsets in it, what kind it is and what it was."""

    line: int
    start: int
    end: int
    kind: str
    was: str


class Drifted(NamedTuple):
    """A copy and its gold."""

    text: str
    gold: tuple[Gold, ...]


@dataclass
class Plan:
    """The edits of a story, which keep apart from one another."""

    text: str
    edits: list[Edit] = field(default_factory=list)

    def add(self, edit: Edit) -> bool:
        """Take an edit, unless it touches another one, or a dateline: every agency writes its own."""
        free = all(edit.end < other.start or other.end < edit.start for other in self.edits)
        free = free and not any(start <= edit.start < end for start, end in self._datelines)
        if free:
            self.edits.append(edit)
        return free

    @cached_property
    def _datelines(self) -> list[tuple[int, int]]:
        return [match.span() for match in _DATELINE.finditer(self.text)]


Finder = Callable[[str, Random], Iterator[Edit]]


@cache
def replacements() -> Mapping[str, str]:
    """Return another word of the same form for each word that tells nothing but the narrative."""
    rng = Random("drift")  # noqa: S311  the same in every run
    kept = (
        terms("speech_verbs")
        | terms("negative")
        | terms("calendar")
        | offices.terms().offices
        | offices.terms().modifiers
    )
    figures_ = table()
    kept |= {*figures_.units, *figures_.scales, *figures_.values, *figures_.tens, *figures_.ordinals}
    kept |= figures_.vague | figures_.rough
    kept |= opposites.table().sides.keys()  # a contrary is no other word for it
    found: dict[str, str] = {}
    for slot in FORMS:
        own = [word for word in vocabulary()[slot] if word not in kept]
        for word in own:
            found.setdefault(word, rng.choice(own))
    return found


@lru_cache(64)
def quoted(text: str) -> list[tuple[int, int]]:
    """Return what stands between marks, without them."""
    doc = build(Source("-", text))
    return sorted((start, end) for start, end in (*doc.quotations, *single_quotations(doc)))


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _named(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of names: capitalised within a sentence, no day and no month."""
    kept = terms("calendar") | offices.terms().offices | offices.terms().modifiers
    return (m for m in _NAME.finditer(text) if m.group().partition("’")[0].lower() not in kept)


def _names(text: str) -> list[str]:
    return sorted({m.group() for m in _named(text) if not words().valid(m.group().lower())})


def altered_word(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield quotations with a word put otherwise."""
    for start, end in quoted(text):
        for word in _WORD.finditer(text, start, end):
            other = replacements().get(word.group())
            if (
                other
                and len(text[start:end].split()) >= FEWEST_QUOTED
                and fold_word(other).stem != fold_word(word.group()).stem
            ):
                new = text[start : word.start()] + other + text[word.end() : end]
                yield Edit(start, end, new, "quotation/word")


def dropped_word(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield quotations with words in the middle lost."""
    for start, end in quoted(text):
        parts = text[start:end].split(" ")
        for k in range(2, len(parts) - 3):
            if parts[k].isalpha() and len(parts[k]) > 3 and parts[k].islower():  # noqa: PLR2004
                yield Edit(start, end, " ".join(parts[:k] + parts[k + 1 :]), "quotation/word lost")


def reworded(text: str, rng: Random) -> Iterator[Edit]:
    """Yield quotations with a third of their words put otherwise, as a rewriting machine does."""
    for start, end in quoted(text):
        if len(text[start:end].split()) < 2 * FEWEST_QUOTED:
            continue
        new = _WORD.sub(
            lambda m: replacements().get(m.group(), m.group()) if rng.random() < 0.4 else m.group(),  # noqa: PLR2004
            text[start:end],
        )
        if new != text[start:end]:
            yield Edit(start, end, new, "quotation/reworded")


def turned(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield quotations of two clauses with the second put first."""
    for start, end in quoted(text):
        first, comma, second = text[start : end - 1].partition(", ")
        if comma and len(first.split()) > 3 and len(second.split()) > 3 and "." not in text[start : end - 1]:  # noqa: PLR2004
            yield Edit(
                start,
                end,
                f"{second[0].upper()}{second[1:]}, {first[0].lower()}{first[1:]}{text[end - 1]}",
                "quotation/turned",
            )


def unmarked(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield quotations whose marks are lost."""
    for start, end in quoted(text):
        if len(text[start:end].split()) >= FEWEST_QUOTED:
            yield Edit(start - 1, end + 1, text[start:end], "quotation/marks lost")


def marked(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield indirect speech made direct."""
    for found in _INDIRECT.finditer(text):
        if not _inside(quoted(text), found.start()):
            new = found[1][0].upper() + found[1][1:]
            yield Edit(found.start(), found.end(), f"“{new}”", "quotation/marks added", (1, 1 + len(new)))


def other_speaker(text: str, rng: Random) -> Iterator[Edit]:
    """Yield speakers who become others of the story."""
    names = _names(text)
    for found in _SAID.finditer(text):
        who = (found[1] or found[2]).strip()
        others = [name for name in names if name not in who and who.split()[-1] not in name]
        if others:
            other = rng.choice(others)
            start = found.start() + found.group().index(who)
            yield Edit(start, start + len(who), other, "quotation/speaker")


def _numbers(text: str) -> Iterator[re.Match[str]]:
    yield from (m for m in _NUMBER.finditer(text))


def other_digit(text: str, rng: Random) -> Iterator[Edit]:
    """Yield numbers with one digit changed."""
    for found in _numbers(text):
        at = rng.choice([k for k, c in enumerate(found.group()) if c.isdigit()])
        digit = rng.choice([d for d in "123456789" if d != found.group()[at]])
        yield Edit(*found.span(), found.group()[:at] + digit + found.group()[at + 1 :], "number/digit")


def lost_digit(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield numbers that lost their last digit."""
    for found in _numbers(text):
        if len(found.group()) > 1 and found.group()[-2].isdigit():
            yield Edit(*found.span(), found.group()[:-1], "number/digit lost")


def regrouped(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield numbers grouped as in India."""
    for found in _numbers(text):
        digits = found.group().replace(",", "")
        if "," in found.group() and len(digits) > 5 and "." not in digits:  # noqa: PLR2004
            yield Edit(*found.span(), f"{digits[:-5]},{digits[-5:-3]},{digits[-3:]}", "number/grouping")


def other_scale(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield millions that became billions, and the other way round."""
    for found in re.finditer(r"(?<=\d )(million|billion)\b", text):
        yield Edit(*found.span(), "billion" if found[1] == "million" else "million", "number/scale")


def other_unit(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield sums in another currency."""
    for found in re.finditer(r"[$£€](?=\d)", text):
        if text[found.start() - 1 : found.start()].isalpha():
            continue
        yield Edit(*found.span(), {"$": "€", "£": "$", "€": "£"}[found.group()], "number/unit")


def other_day(text: str, rng: Random) -> Iterator[Edit]:
    """Yield another day or month."""
    for pattern, names in ((_DAY, DAYS), (_MONTH, MONTHS)):
        for found in pattern.finditer(text):
            yield Edit(*found.span(), rng.choice([n for n in names if n != found.group()]), "number/date")


def made_vague(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield small numbers that became several."""
    for found in re.finditer(r"\b(?:three|four|five|six|seven|eight|nine|ten|\d\d)(?= [a-z]{3,}s\b)", text):
        if text[found.start() - 1 : found.start()] == " ":
            yield Edit(*found.span(), "several", "number/vague")


def misspelt(text: str, rng: Random) -> Iterator[Edit]:
    """Yield names with a letter changed, lost or doubled."""
    for found in _named(text):
        name = found.group()
        at = rng.randrange(1, len(name) - 1)
        if not name[at].isalpha():
            continue
        letter = rng.choice([c for c in LETTERS if c != name[at]])
        new = rng.choice(
            (name[:at] + letter + name[at + 1 :], name[:at] + name[at + 1 :], name[:at] + letter + name[at:])
        )
        if fold(new) != fold(name):
            yield Edit(*found.span(), new, "name/misspelt")


def exchanged(text: str, rng: Random) -> Iterator[Edit]:
    """Yield names that became others of the story."""
    names = _names(text)
    for found in _named(text):
        others = [n for n in names if n[:3] != found.group()[:3] and not text[found.end() :].startswith(f" {n}")]
        alone = not re.match(r"(?:[’'][^s]| [A-ZÀ-Þ]|-)", text[found.end() : found.end() + 2])
        if others and alone and not re.search(r"[A-ZÀ-Þ][\w.]* \Z", text[max(0, found.start() - 16) : found.start()]):
            yield Edit(*found.span(), rng.choice(others), "name/exchanged")


def retitled(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield titles that became others."""
    for found in _TITLED.finditer(text):
        new = OTHER_TITLES.get(found[1], found[1].removeprefix("Deputy "))
        yield Edit(*found.span(), new, "name/title")


def denied_no_more(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield sentences that lost a not, the words around it marked."""
    for found in _NOT.finditer(text):
        if not _inside(quoted(text), found.start()):
            start = text.rfind(" ", 0, found.start()) + 1
            yield Edit(start, found.end(), text[start : found.start()], "negation/lost")


def denied(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield sentences that got a not."""
    for found in _MODAL.finditer(text):
        if not _inside(quoted(text), found.start()):
            yield Edit(*found.span(), f"{found.group()} not", "negation/added")


KINDS: Mapping[str, tuple[Finder, ...]] = {
    "quotation": (altered_word, dropped_word, reworded, turned, unmarked, marked, other_speaker),
    "number": (other_digit, lost_digit, regrouped, other_scale, other_unit, other_day, made_vague),
    "name": (misspelt, misspelt, exchanged, retitled),
    "negation": (denied_no_more, denied),
}


def paraphrased(text: str, share: float, rng: Random) -> Iterator[Edit]:
    """Yield narrative words put in others, outside of quotations and of the headline."""
    spans = quoted(text)
    head = text.index("\n")
    for word in _WORD.finditer(text, head):
        other = replacements().get(word.group())
        if other and rng.random() < share and not _inside(spans, word.start()):
            yield Edit(*word.span(), other)


def housed(text: str, rng: Random) -> Iterator[Edit]:
    """Yield what another house writes otherwise: spelling, straight marks, who said it first or last."""
    pairs = [*HOUSES, *((b, a) for a, b in HOUSES)]
    for one, other in pairs:
        for found in re.finditer(rf"\b{one}\b", text):
            yield Edit(*found.span(), other)
    for found in _SAID.finditer(text):
        who = (found[1] or found[2]).strip()
        yield Edit(*found.span(), f"{who} said" if found.group().startswith("said") else f"said {who}")
    if rng.random() < 0.5:  # noqa: PLR2004
        marks = str.maketrans("“”", '""')
        for found in re.finditer("[“”]", text):
            yield Edit(*found.span(), found.group().translate(marks))


def rounded(text: str, _rng: Random) -> Iterator[Edit]:
    """Yield large numbers rounded, with about."""
    for found in _numbers(text):
        digits = found.group().replace(",", "")
        if digits.isdigit() and len(digits) > 4 and int(digits[2:]) and text[found.start() - 1 : found.start()] == " ":  # noqa: PLR2004
            places = 10 ** (len(digits) - 2)
            yield Edit(*found.span(), f"about {round(int(digits) / places) * places:,}")


def joined(text: str, rng: Random) -> Iterator[Edit]:
    """Yield sentences joined to the one before."""
    for found in re.finditer(r"(?<=[a-z])\. (?=The |It |He |She |They |But )", text):
        if rng.random() < 0.3 and not _inside(quoted(text), found.start()):  # noqa: PLR2004
            yield Edit(found.start(), found.end() + 1, f", and {text[found.end()].lower()}")


def drift(text: str, *, each: int, share: float, rng: Random) -> Drifted:
    """Return a copy with `each` drifts of every kind where there is room, and a share of its words put otherwise."""
    plan = Plan(text)
    for finders in KINDS.values():
        for _ in range(each):
            _put_in(plan, rng.choice(finders), rng)
    if share:
        for lawful in (joined, rounded, housed):
            for edit in lawful(text, rng):
                if rng.random() < share:
                    plan.add(edit)
        for edit in paraphrased(text, share, rng):
            plan.add(edit)
    return _rendered(plan, rng, shuffled=share > 0)


def _put_in(plan: Plan, finder: Finder, rng: Random) -> None:
    candidates = list(finder(plan.text, rng))
    rng.shuffle(candidates)
    head = plan.text.index("\n")
    for edit in candidates:
        if edit.start > head and edit.text != plan.text[edit.start : edit.end] and plan.add(edit):
            return


def _rendered(plan: Plan, rng: Random, *, shuffled: bool) -> Drifted:
    """Return the copy: its paragraphs with their edits, a few of them out of order, lost or put in."""
    paragraphs = [_paragraph(plan, m.start(), m.end()) for m in re.finditer(r"[^\n]+", plan.text)]
    lost: list[int] = []
    if shuffled and len(paragraphs) > 6:  # noqa: PLR2004
        at = rng.randrange(2, len(paragraphs) - 2)
        paragraphs[at], paragraphs[at + 1] = paragraphs[at + 1], paragraphs[at]
        free = [k for k in range(2, len(paragraphs)) if not at - 1 <= k <= at + 2 and _droppable(*paragraphs[k])]
        if free:
            lost = [rng.choice(free)]
    gold = []
    lines: list[str] = []
    for number, (text, own) in enumerate(paragraphs):
        if number in lost:
            before = len(lines[-2])
            gold.append(Gold(len(lines) - 1, before, before, "paragraph/lost", text))
            continue
        gold += [Gold(len(lines) + 1, g.start, g.end, g.kind, g.was) for g in own]
        lines += [text, ""]
    return Drifted("\n".join(lines), tuple(gold))


def _droppable(text: str, gold: Sequence[Gold]) -> bool:
    """Return whether a paragraph is copy that is missed, and holds no other drift."""
    return not gold and len(text.split()) > FEWEST_MISSED


def _paragraph(plan: Plan, start: int, end: int) -> tuple[str, list[Gold]]:
    pieces: list[str] = []
    gold: list[Gold] = []
    at, length = start, 0
    for edit in sorted(e for e in plan.edits if start <= e.start and e.end <= end):
        pieces += [plan.text[at : edit.start], edit.text]
        length += edit.start - at
        if edit.kind:
            first, last = edit.marked or (0, len(edit.text))
            gold.append(Gold(0, length + first, length + last, edit.kind, plan.text[edit.start : edit.end]))
        length += len(edit.text)
        at = edit.end
    return "".join([*pieces, plan.text[at:end]]), gold
