"""Which tokens are of interest to which checks: each token is looked into once in the life of the process."""

from __future__ import annotations

from collections.abc import Sequence

from copylint.checks._base import GatedCheck

CACHE_LIMIT = 100_000  # tokens; about 20 MB with what checks keep of them

MARKS = ",.;:!?…“”\"‘’'()[]—–-"

Hits = dict[GatedCheck, list[int]]


class TokenIndex(dict[str, int]):
    """Token → number of the group of checks that want to know of it.

    A dictionary that fills itself, as `map` over the tokens of a text is then all that a text of known words costs.
    What a check says of a token is a pure function of the token: no finding depends on what was read before.
    """

    def __init__(self, checks: Sequence[GatedCheck]) -> None:
        """Take the checks to ask."""
        super().__init__()
        self._checks = tuple(checks)
        self._plain = tuple(c for c in checks if c.plain_words)
        self._by_token = tuple(c for c in checks if not c.by_word)
        self._groups: list[tuple[GatedCheck, ...]] = [()]
        self._numbers: dict[tuple[GatedCheck, ...], int] = {(): 0}

    def __missing__(self, token: str) -> int:
        """Ask the checks about a new token and return the number of the group that wants it (0: nobody)."""
        group = tuple(check for check in self._to_ask(token) if _opens(check, token))
        number = self._numbers.get(group)
        if number is None:
            number = self._numbers[group] = len(self._groups)
            self._groups.append(group)
        self[token] = number
        return number

    def _to_ask(self, token: str) -> tuple[GatedCheck, ...]:
        """Return the checks that may want to know of a new token.

        Half of the new tokens are known words with a mark before or behind them.
        """
        if token.isalpha():
            return self._plain if token.isascii() and token.islower() else self._checks
        word = token.strip(MARKS)
        if word == token or not word.isalpha():
            return self._checks
        return self._by_token + tuple(c for c in self._groups[self[word]] if c.by_word)

    def hits(self, words: Sequence[str]) -> Hits:
        """Return the checks that want to know of any of the tokens, and the indexes of those tokens."""
        if len(self) > CACHE_LIMIT:
            self.clear()
            for check in self._checks:
                check.forget()
        found: Hits = {}
        groups = self._groups
        numbers = list(map(self.__getitem__, words))
        for index, number in enumerate(numbers):
            if number:
                for check in groups[number]:
                    if check in found:
                        found[check].append(index)
                    else:
                        found[check] = [index]
        return found


def _opens(check: GatedCheck, token: str) -> bool:
    """Return whether a check wants to know of a token; one that fails here is asked again, where that is reported."""
    try:
        return check.opens(token)
    except Exception:  # noqa: BLE001  contained by the engine, document by document
        return True
