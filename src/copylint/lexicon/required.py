"""What a text must hold for a pattern to match in it: literals of which one has to be there.

They are derived from the pattern's own text: by hand nothing has to be said, and nothing can be said wrongly.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, reduce
from importlib import import_module
from itertools import product
from math import fsum, prod
from operator import neg
from pathlib import Path
from typing import Any, NamedTuple

from copylint.lexicon.words import words

BUILT = Path(__file__).with_name("required.json")
MOST = 300  # literals of one set
MOST_SIGNS = 56  # of a class of characters, which else may be anything
LENGTHS = (20, 10, 7, 5)  # characters that a literal may be cut to; a longer one tells no more
PRICE = 1e-8  # uses that one character more of all literals is worth
REPEATS = 2  # of a part that is repeated are read
EDGE = "\0"  # in a literal: here a word begins or ends
SIGNS = " etaoinsrhldcumfpgwybvk.,'’\"-\n0123456789()$:?%"
USES = (
    *(170, 100, 70, 65, 60, 60, 58, 52, 50, 45, 33, 32, 25, 22, 20, 18, 17, 16, 15, 14, 12, 8, 6),
    *(10, 10, 5, 5, 5, 3, 3, *(2,) * 10, 1, 1, 0.5, 0.5, 0.5, 0.3),
)  # in a thousand
RARE = 0.02
LIKELIER = 0.6  # the letters of words stand together more often than by chance: the power of their product
WORD_LENGTH = 6
SPACE = "\t\n\f\r "

Literals = frozenset[str]
_NOTHING: Literals = frozenset({""})


class _Said(NamedTuple):
    """What a part of a pattern says of what it matches: all of it, how it begins, how it ends, what stands in it."""

    exact: Literals | None
    beginning: Literals
    end: Literals
    inside: tuple[Literals, ...] = ()


_EMPTY = _Said(_NOTHING, _NOTHING, _NOTHING)
_ANYTHING = _Said(None, _NOTHING, _NOTHING)


@dataclass(frozen=True)
class _Kept:
    """What is known of patterns: that RE2 accepts them, and what they need."""

    accepted: set[str] = field(default_factory=set)
    needed: dict[str, Sequence[str]] = field(default_factory=dict)


def accepted(pattern: str) -> bool:
    """Return whether RE2 is known to accept the pattern: it did when the package was built."""
    return pattern in _kept().accepted


def accept(pattern: str) -> None:
    """Note that RE2 accepts the pattern."""
    _kept().accepted.add(pattern)


def needed(pattern: str) -> Sequence[str]:
    """Return what `required` says of a pattern, kept if it was there when the package was built."""
    found = _kept().needed.get(pattern)
    if found is None:
        found = _kept().needed[pattern] = required(pattern)
    return found


def keep() -> int:
    """Write what is known of the patterns that were met, when the package is built; return their number."""
    kept = {"accepted": sorted(_kept().accepted), "needed": _kept().needed}
    BUILT.write_text(json.dumps(kept), encoding="utf-8")
    return len(_kept().accepted)


@cache
def _kept() -> _Kept:
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(BUILT.read_bytes())
        return _Kept(set(kept["accepted"]), dict(kept["needed"]))
    return _Kept()


def required(pattern: str) -> tuple[str, ...]:
    r"""Return literals of which one stands wherever an RE2 pattern matches.

    `EDGE` says that a word begins or ends there; a line feed stands before the beginning of a line and behind its end,
    also at either end of the text. There are none for a pattern that says too little, nor for one that Python's parser
    doesn't understand. Where a pattern ignores case anywhere, they are in small ASCII letters.

    >>> required(r"\b[Oo]n foot")
    ('\x00On foot', '\x00on foot')
    >>> required(r"\w+")
    ()
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = import_module("re._parser").parse(re.sub(r"\\x\{([0-9A-Fa-f]+)\}", _sign, pattern))
        read = _Reader(folds="(?i" in pattern)
        sets = _sets(read.sequence(list(tree), first=True, last=True))
    except (re.error, ValueError, LookupError):
        return ()
    cut = (_cut(literals, length) for literals in sets for length in (*LENGTHS, *map(neg, LENGTHS)))
    return tuple(sorted(_shortest(min(filter(None, cut), key=_uses, default=frozenset()))))


def _sign(match: re.Match[str]) -> str:
    return f"\\U{int(match.group(1), 16):08x}"


def _sets(said: _Said) -> list[Literals]:
    """Return all sets of literals of each of which one has to be there."""
    found = dict.fromkeys([said.exact] if said.exact is not None else [said.beginning, said.end, *said.inside])
    return [literals for literals in found if literals and all(literal.strip(EDGE) for literal in literals)]


def _uses(literals: Literals) -> float:
    """Return how often one of the literals is to be expected, a character of English copy, and what they cost."""
    return fsum(_likelihood(literal) + PRICE * (len(literal) + 1) for literal in literals)


@cache
def _likelihood(literal: str) -> float:
    """Return how often a literal is to be expected: whole words as words are, pieces and marks as their signs are."""
    runs = list(re.finditer("[A-Za-z]+", literal))
    between = f" {EDGE}" if runs else EDGE
    marks = (_USES.get(sign, RARE) / 1000 for sign in literal if not sign.isalpha() and sign not in between)
    likelihood = float(prod(marks) ** LIKELIER)
    for run in runs:
        word = 10 ** (words().zipf(run.group()) - 9) / WORD_LENGTH
        letters = prod(_USES.get(sign.lower(), RARE) / 1000 for sign in run.group())
        letters **= LIKELIER if len(run.group()) > 1 else 1
        likelihood *= word if run.start() > 0 and run.end() < len(literal) else max(word, letters)
    return likelihood


_USES = dict(zip(SIGNS, USES, strict=True))


def _cut(literals: Literals, length: int) -> Literals | None:
    """Return the beginnings of literals, or of a negative length the ends; None if one says nothing any more.

    Edges of words are left only at their ends.
    """
    cut = [literal[:length] if length > 0 else literal[length:] for literal in literals]
    if not all(literal.strip(EDGE) for literal in cut):
        return None
    return frozenset(literal[:1] + literal[1:-1].replace(EDGE, "") + literal[1:][-1:] for literal in cut)


def _shortest(literals: Literals) -> set[str]:
    """Return the literals without those that hold another one."""
    return {one for one in literals if not any(other != one and other in one for other in literals)}


def _joined(left: _Said, right: _Said) -> _Said:
    """Return what two parts say, one behind the other."""
    exact = None if left.exact is None or right.exact is None else _pairs(left.exact, right.exact)
    if exact is not None:
        return _Said(exact, exact, exact)
    beginning = None if left.exact is None else _pairs(left.exact, right.beginning)
    end = None if right.exact is None else _pairs(left.end, right.exact)
    own = (said.exact for said in (left, right) if said.exact is not None)
    return _Said(
        None,
        left.beginning if beginning is None else beginning,
        right.end if end is None else end,
        tuple(dict.fromkeys((*left.inside, *right.inside, _seam(left.end, right.beginning), *own))),
    )


def _pairs(one: Literals, other: Literals) -> Literals | None:
    """Return all of one set before all of the other; None if they are too many."""
    if len(one) * len(other) > MOST:
        return None
    return frozenset(a + b for a, b in product(one, other))


def _seam(end: Literals, beginning: Literals) -> Literals:
    """Return what stands where two parts meet: of the ends and beginnings as much as doesn't become too many."""
    while len(end) * len(beginning) > MOST:
        if len(end) > len(beginning):
            end = frozenset(literal[1:] for literal in end)
        else:
            beginning = frozenset(literal[:-1] for literal in beginning)
    return frozenset(a + b for a, b in product(end, beginning))


def _either(parts: Sequence[_Said]) -> _Said:
    """Return what several parts say of which one matches."""
    exact = _all(said.exact for said in parts)
    if exact is not None:
        return _Said(exact, exact, exact)
    beginning, end = _all(said.beginning for said in parts), _all(said.end for said in parts)
    inside = _all(min(_sets(said), key=_uses, default=None) for said in parts)
    return _Said(None, beginning or _NOTHING, end or _NOTHING, () if inside is None else (inside,))


def _all(sets: Iterable[Literals | None]) -> Literals | None:
    found: set[str] = set()
    for literals in sets:
        if literals is None:
            return None
        found |= literals
    return frozenset(found) if len(found) <= MOST else None


class _Reader:
    """Reads the tree that Python's parser makes of a pattern."""

    def __init__(self, *, folds: bool) -> None:
        self._folds = folds

    def sequence(self, parts: Sequence[Any], *, first: bool, last: bool) -> _Said:
        """Return what parts say, one behind the other; the `first` and `last` of the pattern may be ends of a line."""
        end = len(parts) - 1
        said = (self._part(part, first=first and i == 0, last=last and i == end) for i, part in enumerate(parts))
        return reduce(_joined, said, _EMPTY)

    def _part(self, part: tuple[Any, Any], *, first: bool, last: bool) -> _Said:
        name, value = str(part[0]), part[1]
        match name:
            case "LITERAL":
                return self._one_of(chr(value))
            case "IN":
                return self._one_of(_signs(value))
            case "ANY" | "NOT_LITERAL":
                return _ANYTHING
            case "BRANCH":
                return _either([self.sequence(list(branch), first=first, last=last) for branch in value[1]])
            case "SUBPATTERN":
                return self.sequence(list(value[3]), first=first, last=last)
            case "MAX_REPEAT" | "MIN_REPEAT":
                return self._repeated(*value, first=first, last=last)
            case "AT":
                return _at(str(value), first=first, last=last)
        raise ValueError(name)

    def _repeated(self, least: int, most: int, tree: Any, *, first: bool, last: bool) -> _Said:
        if (least, most) == (0, 1):
            return _either([_EMPTY, self.sequence(list(tree), first=first, last=last)])
        once = self.sequence(list(tree), first=False, last=False)
        said = reduce(_joined, [once] * min(int(least), REPEATS), _EMPTY)
        if least == most <= REPEATS:
            return said
        return _Said(None, said.beginning, said.end, tuple(_sets(said)))

    def _one_of(self, signs: Iterable[str]) -> _Said:
        """Return what a class of characters says: nothing if it has many, or letters that no ASCII case folds to."""
        found = {sign.lower() if self._folds and sign.isascii() else sign for sign in signs}
        if not 0 < len(found) <= MOST_SIGNS or EDGE in found or (self._folds and any(map(_cased, found))):
            return _ANYTHING
        return _literals(found)


def _cased(sign: str) -> bool:
    return not sign.isascii() and sign.lower() != sign.upper()


def _at(place: str, *, first: bool, last: bool) -> _Said:
    """Return what a place between characters says; the ends of a line only where nothing else is said of them."""
    if place == "AT_BOUNDARY":
        return _literals(EDGE)
    return _literals("\n") if (first and place == "AT_BEGINNING") or (last and place == "AT_END") else _EMPTY


def _literals(signs: Iterable[str]) -> _Said:
    found = frozenset(signs)
    return _Said(found, found, found)


def _signs(items: Sequence[tuple[Any, Any]]) -> str:
    """Return the characters of a class; nothing for one that says which it doesn't have, or has too many."""
    signs: list[str] = []
    for item, value in items:
        match str(item):
            case "LITERAL":
                signs.append(chr(value))
            case "RANGE" if value[1] - value[0] < 2 * MOST_SIGNS:
                signs.extend(map(chr, range(value[0], value[1] + 1)))
            case "CATEGORY" if str(value) == "CATEGORY_SPACE":
                signs.extend(SPACE)
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                signs.extend("0123456789")
            case _:
                return ""
    return "".join(signs)
