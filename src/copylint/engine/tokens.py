"""Which tokens are of interest to which checks: each token is looked into once in the life of the process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import compress

from copylint.checks._base import GatedCheck, Shape
from copylint.engine.common_tokens import CommonTokens

CACHE_LIMIT = 100_000  # tokens; about 20 MB with what checks keep of them

MARKS = ",.;:!?…“”\"‘’'()[]—–-"

Hits = Mapping[GatedCheck, Sequence[int]]


class TokenIndex(dict[str, int]):
    """Token → number of the group of checks that want to know of it.

    A dictionary that fills itself, as `map` over the tokens of a text is then all that a text of known words costs.
    What a check says of a token is a pure function of the token: no finding depends on what was read before.
    """

    def __init__(self, checks: Sequence[GatedCheck], known: Callable[[], CommonTokens | None] = lambda: None) -> None:
        """Take the checks to ask; `known` returns what they say of common tokens, where that is known ahead."""
        super().__init__()
        self._known_ahead = known
        self._checks = tuple(checks)
        self._plain, self._names, self._cased, self._small, self._mixed = (
            tuple(c for c in checks if shape in c.shapes) for shape in Shape
        )
        self._marked: dict[int, tuple[GatedCheck, ...]] = {}
        self._by_token = tuple(c for c in checks if not c.by_word)
        self._groups: list[tuple[GatedCheck, ...]] = [()]
        self._numbers: dict[tuple[GatedCheck, ...], int] = {(): 0}

    def __missing__(self, token: str) -> int:
        """Return the number of the group of checks that wants a new token (0: nobody)."""
        number = self._known(token)
        if number is None:
            group = self.asked(token)
            number = self._numbers.setdefault(group, len(self._groups))
            if number == len(self._groups):
                self._groups.append(group)
        self[token] = number
        return number

    @cached_property
    def _known(self) -> Callable[[str], int | None]:
        """What says the number of a common token's group; the groups of those come first."""
        known = self._known_ahead()
        if known is None:
            return _unknown
        self._groups[:] = known.groups
        self._numbers.update({group: number for number, group in enumerate(known.groups)})
        return known.number

    def asked(self, token: str) -> tuple[GatedCheck, ...]:
        """Ask the checks about a token and return those that want it."""
        checks = self._to_ask(token)
        try:
            return tuple([check for check in checks if check.opens(token)])
        except Exception:  # noqa: BLE001  a check that fails is asked again for a document, where that is reported
            return tuple([check for check in checks if _wants(check, token)])

    def _to_ask(self, token: str) -> tuple[GatedCheck, ...]:
        """Return the checks that may want to know of a new token.

        Half of the new tokens are known words with a mark before or behind them.
        """
        if token.isascii() and token.isalpha():
            return self._plain if token.islower() else self._names if token.istitle() else self._cased
        word = token.strip(MARKS)
        if word != token and word.isalpha():
            return self._around(self[word])
        return self._small if token == token.lower() and "×" not in token else self._mixed  # × lies between À and Þ

    def _around(self, number: int) -> tuple[GatedCheck, ...]:
        """Return the checks that may want a word of a group with marks around it."""
        checks = self._marked.get(number)
        if checks is None:
            by_word = tuple(check for check in self._groups[number] if check.by_word)
            checks = self._marked[number] = self._by_token + by_word
        return checks

    def hits(self, words: Sequence[str]) -> Hits:
        """Return the checks that want to know of any of the tokens, and the indexes of those tokens."""
        if len(self) > CACHE_LIMIT:
            self.clear()
            for check in self._checks:
                check.forget()
        found: defaultdict[GatedCheck, list[int]] = defaultdict(list)
        groups = self._groups
        numbers = list(map(self.__getitem__, words))
        for index in compress(range(len(numbers)), numbers):
            for check in groups[numbers[index]]:
                found[check].append(index)
        return found


def _unknown(token: str) -> int | None:  # noqa: ARG001  nothing is known of any
    return None


def _wants(check: GatedCheck, token: str) -> bool:
    try:
        return check.opens(token)
    except Exception:  # noqa: BLE001
        return True
