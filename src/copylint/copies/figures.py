"""Numbers, dates and times of day as a sentence has them, and what they are worth however they are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, NamedTuple, cast

from copylint.copies.words import Word, sign_before
from copylint.model.expressions import expression
from copylint.model.span import Span

Sort = Literal["number", "ordinal", "time", "weekday", "month", "vague"]

_DIGITS = expression(r"(\d[\d,]*(?:\.\d+)?)([^\W\d_]+)?\Z")
_CONTINENTAL = expression(r"(\d{1,3}(?:\.\d{3})++),(\d{1,2})\Z")  # 21.228,60
_GROUPED = expression(
    r"\D*+(?:\d{1,3}(?:,\d{3})++|\d{1,2}(?:,\d\d)*+,\d{3})(?:\.\d++)?+(?!\d)(?!,).*+"
)  # 12,000 or 1,20,000
_CLOCK = expression(r"(\d{1,2})(?:[:.](\d{2}))?([ap]m)?\Z", re.IGNORECASE)
_POSSESSIVE = expression(r"['’]s\Z")
_HALF_DAY = expression(r" ?([ap])\.? ?m\b", re.IGNORECASE)
_HALF = 12 * 60
NOONS = {"midnight": Decimal(0), "noon": Decimal(_HALF), "midday": Decimal(_HALF)}
LONGEST_MONTH = 31
YEAR = "calendar year"  # what a figure that may be one has for a unit
_CALENDAR = expression(r"1[5-9]\d\d|20\d\d")
DATE = "date"  # what the day of a month has for a unit
_BESIDE = expression(r"\.? |-| of ")
CLOCK_DIGITS = 4
LAST_HOUR, LAST_MINUTE = 24, 59
CONVERSION = 0.03  # by how much a figure in another unit may be rounded
LONGEST_NUMBER = 30  # code points; what is longer is a key or noise
WEAK = ("zero", "one")


class Table(NamedTuple):
    """The words of figures.toml."""

    scales: dict[str, int]
    degrees: dict[str, str]
    fractions: dict[str, float]
    units: dict[str, str]
    measures: dict[str, tuple[float, str]]
    values: dict[str, int]
    tens: dict[str, int]
    ordinals: dict[str, int]
    weekdays: dict[str, int]
    months: dict[str, int]
    vague: frozenset[str]
    rough: frozenset[str]


@cache
def table() -> Table:
    """Return the words of figures.toml."""
    raw: dict[str, Any] = tomllib.loads((files("copylint.copies") / "figures.toml").read_text(encoding="utf-8"))
    words = {name: value.split() for name, value in raw["words"].items()}
    count = {name: {word: at for at, word in enumerate(listed)} for name, listed in words.items()}
    return Table(
        raw["scales"],
        raw["degrees"],
        raw["fractions"],
        raw["units"],
        {unit: (float(value), kind) for unit, (value, kind) in raw["measures"].items()},
        count["small"],
        {word: 20 + 10 * at for word, at in count["tens"].items()},
        count["ordinals"],
        count["weekdays"] | count["weekdays_short"],
        count["months"] | count["months_short"],
        frozenset(words["vague"]),
        frozenset(words["rough"]),
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or time: where it stands, what it is worth, and what it counts.

    `words` are the indexes of its first word and of the one behind its last. `value` of a time is in minutes of day;
    `half` says that it names morning or afternoon. `unit` is empty where none of the known ones stands there. `rough`
    says that about, nearly or the like goes before it. `weak` figures (one, first) are often no numbers at all.
    """

    span: Span
    words: Span
    sort: Sort
    value: Decimal
    unit: str = ""
    text: str = ""
    rough: bool = False
    weak: bool = False
    half: bool = False

    def same(self, other: Figure) -> bool:
        """Return whether both say the same: 3 p.m. is 15:00, 45 per cent 45%, $2m two million dollars."""
        one, two = self._as_clock(other), other._as_clock(self)
        if one.sort == two.sort == "time":
            return one.value == two.value or (
                one.half != two.half and abs(one.value - two.value) == _HALF and min(one.value, two.value) < _HALF
            )
        if self.unit != other.unit and self._converts(other):
            return True
        if {self.sort, other.sort} <= {"number", "ordinal"} and self.value == other.value:
            return not self.unit or not other.unit or self.unit == other.unit or "ordinal" in (self.sort, other.sort)
        return self.sort == other.sort and self.value == other.value and self.unit == other.unit

    def _as_clock(self, other: Figure) -> Figure:
        """Return the time of day that four digits may be, beside one: 0945 for 9.45 a.m."""
        if other.sort != "time" or len(self.text) != CLOCK_DIGITS or not self.text.isdecimal():
            return self
        hour, minute = divmod(int(self.text), 100)
        right = hour <= LAST_HOUR and minute <= LAST_MINUTE
        return replace(self, sort="time", value=Decimal(60 * hour + minute)) if right else self

    def _converts(self, other: Figure) -> bool:
        """Return whether one is the other in another unit: 25 miles and 40 kilometres, two decades and 20 years."""
        measures = table().measures
        if self.unit not in measures or other.unit not in measures:
            return False
        (one, kind), (two, other_kind) = measures[self.unit], measures[other.unit]
        first, second = float(self.value) * one, float(other.value) * two
        return kind == other_kind and abs(first - second) <= CONVERSION * max(first, second)

    def rounds(self, exact: Figure) -> bool:
        """Return whether it says roughly what the other one says, and says so."""
        if (
            self.sort != "number"
            or exact.sort != "number"
            or not self.rough
            or (self.unit and exact.unit and self.unit != exact.unit)
        ):
            return False
        digits, exact_digits = _significant(self.value), _significant(exact.value)
        return digits < exact_digits and abs(self.value - exact.value) <= exact.value / 10

    def regrouped(self, other: Figure) -> bool:
        """Return whether the same value has its digits grouped in another way."""
        grouped, before = _groups(self.text), _groups(other.text)
        return grouped != before and bool(grouped) and (bool(before) or not _GROUPED.fullmatch(self.text))


def _significant(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _groups(text: str) -> tuple[int, ...]:
    found = re.search(r"\d+(?:,\d+)+", text)
    return tuple(len(group) for group in found.group().split(",")) if found else ()


def figures(text: str, words: Sequence[Word]) -> list[Figure]:
    """Return the figures among the words of a text."""
    reader = _Reader(text, words)
    found = []
    at = 0
    while at < len(words):
        figure = reader.clock(at) or reader.number(at) or reader.word(at)
        if figure:
            found.append(figure)
        at = figure.words.end if figure else at + 1
    return _dated(text, found)


def _dated(text: str, found: list[Figure]) -> list[Figure]:
    """Return the figures, those beside a month as its days, which count nothing."""
    days = {
        at
        for first, second in pairwise(range(len(found)))
        for at, month in ((first, second), (second, first))
        if found[month].sort == "month"
        and found[at].sort in ("number", "ordinal")
        and not found[at].unit
        and 1 <= found[at].value <= LONGEST_MONTH
        and _BESIDE.fullmatch(text, found[first].span.end, found[second].span.start)
    }
    return [replace(figure, unit=DATE, weak=False) if at in days else figure for at, figure in enumerate(found)]


class _Read(NamedTuple):
    """A number as read: its value, the index behind its last word, and what its own word says of it."""

    value: Decimal
    end: int
    sort: Sort = "number"
    weak: bool = False
    unit: str = ""


def _share(part: Decimal, end: int) -> _Read:
    return _Read(round(part, 2), end, unit="share")


class _Reader:
    """Reads figures at words."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text = text
        self.words = words
        self.raw = [text[w.span.start : w.span.end] for w in words]
        self.low = [_POSSESSIVE.sub("", word.lower()) for word in self.raw]

    def clock(self, at: int) -> Figure | None:
        """Return the time of day at a word: 15:00, 3.30 p.m., 3pm, noon."""
        start, end = self.words[at].span
        if self.low[at] in NOONS:
            return Figure(Span(start, end), Span(at, at + 1), "time", NOONS[self.low[at]], text=self.raw[at], half=True)
        found = _CLOCK.match(self.raw[at])
        behind = _HALF_DAY.match(self.text, end)
        if not found or not (":" in self.raw[at] or behind or found[3]):
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour > LAST_HOUR or minute > LAST_MINUTE:  # a score, or a time of a race
            return None
        half = (found[3] or (behind.group(1) if behind else "")).lower()
        value = 60 * (hour % 12 + 12 * half.startswith("p") if half else hour) + minute
        end = behind.end() if behind else end
        last = at + 1
        while last < len(self.words) and self.words[last].span.start < end:
            last += 1
        text = self.text[start:end]
        return Figure(Span(start, end), Span(at, last), "time", Decimal(value), text=text, half=bool(half))

    def number(self, at: int) -> Figure | None:
        """Return the number that starts at a word, with its sign before and its unit behind."""
        read = self._digits(at) if self.raw[at][0].isdigit() else self._spelled(at)
        if read is None:
            return None
        read = self._scaled(read)
        start, last = self.words[at].span.start, read.end
        sign = sign_before(self.text, start)
        unit = sign[1] if sign else read.unit
        if sign:
            start = sign[0]
        elif not unit and last < len(self.words) and self._joined(last):
            last += self.low[last] in ("degree", "degrees") and last + 1 < len(self.words)
            unit = table().units.get(self.words[last].folded, "") or table().degrees.get(self.raw[last], "")
            last += unit == "%"
        if not unit and last == at + 1 and _CALENDAR.fullmatch(self.raw[at]):
            unit = YEAR
        span = Span(start, self.words[last - 1].span.end)
        text = self.text[span.start : span.end]
        rough = any(word in table().rough for word in self.low[max(0, at - 2) : at])
        weak = read.weak and not unit
        return Figure(span, Span(at, last), read.sort, read.value, unit, text, rough=rough, weak=weak)

    def word(self, at: int) -> Figure | None:
        """Return the weekday, the month or the vague number at a word."""
        tables = table()
        low, sort, value = self.low[at], None, 0
        if self.raw[at][0].isupper() and low in tables.weekdays:
            sort, value = "weekday", tables.weekdays[low]
        elif self.raw[at][0].isupper() and low in tables.months:
            sort, value = "month", tables.months[low]
        elif low in tables.vague:
            sort, value = "vague", 0
        if sort is None:
            return None
        start = self.words[at].span.start
        span = Span(start, start + len(low))
        return Figure(span, Span(at, at + 1), cast("Sort", sort), Decimal(value), text=self.text[start : span.end])

    def _digits(self, at: int) -> _Read | None:
        foreign = _CONTINENTAL.match(self.raw[at])
        if foreign and len(self.raw[at]) <= LONGEST_NUMBER:
            return _Read(Decimal(f"{foreign[1].replace('.', '')}.{foreign[2]}"), at + 1)
        found = _DIGITS.match(self.raw[at])
        if not found or len(self.raw[at]) > LONGEST_NUMBER:
            return None
        value = Decimal(found[1].replace(",", ""))
        if found[2] in table().degrees:
            return _Read(value, at + 1, unit=table().degrees[found[2]])
        tail = (found[2] or "").lower()
        if tail in ("st", "nd", "rd", "th"):
            return _Read(value, at + 1, "ordinal")
        return _Read(value * table().scales.get(tail, 1), at + 1, unit=table().units.get(tail, ""))

    def _spelled(self, at: int) -> _Read | None:
        """Return a number in words: twenty-five, two hundred and six, half a million, a dozen, third."""
        tables = table()
        low = self.low[at]
        fraction = self._fraction(at)
        if fraction:
            return fraction
        if low in tables.ordinals:
            return _Read(Decimal(tables.ordinals[low]), at + 1, "ordinal", weak=True)
        if low in ("half", "a", "an"):
            return self._article(at, low)
        value, end = self._below_hundred(at)
        if end == at:
            return None
        weak = low in WEAK and end == at + 1
        while end < len(self.words) and self._joined(end) and self.low[end] == "hundred":
            value, end = value * 100, end + 1
            rest = end + (end < len(self.words) and self.low[end] == "and")
            more, after = self._below_hundred(rest)
            value, end = (value + more, after) if after > rest else (value, end)
        return _Read(value, end, weak=weak)

    def _fraction(self, at: int) -> _Read | None:
        """Return a share of something: half of it, by a third, two-thirds, one in five."""
        if self.low[at] == "one" and self.low[at + 1 : at + 2] == ["in"]:
            among, end = self._below_hundred(at + 2)
            return _share(1 / among, end) if among > 1 else None
        times = 1 if self.low[at] in ("a", "one") else table().values.get(self.low[at], 0)
        part = at + (times > 0)
        word = self.low[part] if part < len(self.low) else ""
        if word not in table().fractions or (times > 1) != word.endswith("s") or (times == 0) != (word == "half"):
            return None
        shared = times > 1 or self.low[at - 1 : at] == ["by"] or self.low[part + 1 : part + 2] == ["of"]
        return _share(Decimal(str(table().fractions[word])) * max(times, 1), part + 1) if shared else None

    def _article(self, at: int, low: str) -> _Read | None:
        """Return half a million, a hundred, a dozen."""
        next_ = at + 1 + (low == "half" and self.low[at + 1 : at + 2] == ["a"])
        word = self.low[next_] if next_ < len(self.low) else ""
        share = Decimal("0.5") if low == "half" else Decimal(1)
        if word == "dozen":
            return _Read(share * 12, next_ + 1)
        if word in ("hundred", "thousand", "million", "billion", "trillion"):
            return _Read(share * table().scales[word], next_ + 1)
        return None

    def _below_hundred(self, at: int) -> tuple[Decimal, int]:
        """Return a number below a hundred and the index behind it; the same index where there is none."""
        tables = table()
        low = self.low[at] if at < len(self.low) else ""
        if low in tables.values:
            return Decimal(tables.values[low]), at + 1
        if low not in tables.tens:
            return Decimal(0), at
        value = tables.tens[low]
        if at + 1 < len(self.low) and self._joined(at + 1) and 0 < tables.values.get(self.low[at + 1], 0) < 10:  # noqa: PLR2004
            return Decimal(value + tables.values[self.low[at + 1]]), at + 2
        return Decimal(value), at + 1

    def _scaled(self, read: _Read) -> _Read:
        """Return the number times thousand, million and so on, as far as they follow."""
        while read.end < len(self.words) and self._joined(read.end) and self.low[read.end] in table().scales:
            read = read._replace(value=read.value * table().scales[self.low[read.end]], end=read.end + 1, weak=False)
        return read

    def _joined(self, at: int) -> bool:
        """Return whether nothing but a space or a hyphen stands before a word."""
        between = self.text[self.words[at - 1].span.end : self.words[at].span.start]
        return len(between) <= 1 and not between.strip(" -\u00a0‑")
