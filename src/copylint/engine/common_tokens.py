"""What the checks say of common tokens, asked once when the package is built.

It holds only for the rules, lists, words and program it was made from; for others it isn't used, and tokens are looked
into one by one. It saves time and changes no finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from operator import itemgetter
from pathlib import Path
from typing import Any

from copylint.checks._base import GatedCheck
from copylint.lexicon.form import Form
from copylint.lexicon.words import Words

PACKAGE = Path(__file__).parents[1]
TABLE = PACKAGE / "lexicon" / "tokens.marisa"
NUMBERS = ".numbers"
MOST_GROUPS = 256  # a byte tells them apart
ASKED = ("checks", "lexicon", "engine/tokens.py", "engine/common_tokens.py")  # what an answer depends on
COMMON = 2.5  # Zipf: a word that common is in the table by itself
NAMED = 1.5  # Zipf: what no dictionary has is in it as a name if it is that common
STOPPED = 2.5  # Zipf: and one that common in capitals, and with a comma or a full stop behind it, too
OWNING = 3.0  # Zipf: and one that common with a possessive mark
POSSESSIVE = "'s"
EVERYTHING = 9.0  # Zipf
STOPS = (",", ".")


class CommonTokens:
    """Token → number of a group of checks, in tables mapped into memory; the group 0 is empty."""

    def __init__(self, table: Any, numbers: mmap | bytes, groups: Sequence[Sequence[GatedCheck]]) -> None:
        """Wrap a mapped trie of token → place, the number at each place, and the groups those stand for."""
        self._place = table.get
        self._numbers = numbers
        self.groups = [tuple(group) for group in groups]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self._numbers)

    def number(self, token: str) -> int | None:
        """Return the number of the group of checks that want to know of a token, None for one not in the table."""
        if not (token.isascii() and token.isprintable()):  # a zero byte would end the key
            return None
        place = self._place(token)
        return None if place is None else self._numbers[place]


def common_tokens(checks: Mapping[str, GatedCheck], lists: str, table: Path = TABLE) -> CommonTokens | None:
    """Return the table where it was made from the very checks and lists, else None.

    `checks` are those of a run by the name of their mechanism; `lists` is the mark of its entities.
    """
    import marisa_trie  # noqa: PLC0415  20 ms that a run without words need not pay

    with suppress(OSError, RuntimeError, ValueError, KeyError):
        kept = json.loads(table.with_suffix(".json").read_bytes())
        if not lists or kept["state"] != state(checks, lists):
            return None
        trie = marisa_trie.Trie()
        trie.mmap(str(table))
        with table.with_suffix(NUMBERS).open("rb") as file:
            numbers = mmap(file.fileno(), 0, access=ACCESS_READ)
        if len(numbers) == len(trie):
            return CommonTokens(trie, numbers, [[checks[name] for name in group] for group in kept["groups"]])
    return None


def state(checks: Mapping[str, GatedCheck], lists: str) -> str:
    """Return a hash of all that the answers of the checks depend on."""
    given = {name: [(rule.name, rule.params) for rule in check.rules] for name, check in checks.items()}
    return sha256(f"{lists}\0{program()}\0{given!r}".encode("utf-8", "replace")).hexdigest()


@cache
def program(package: Path = PACKAGE) -> str:
    """Return a hash of the modules and closed lists that say what is remarkable, and the sizes of the word tables."""
    found = sha256()
    for file in _files(package):
        data = str(file.stat().st_size).encode() if file.suffix == ".marisa" else file.read_bytes()
        found.update(f"{file.relative_to(package).as_posix()}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def _files(package: Path) -> Iterator[Path]:
    for name in ASKED:
        place = package / name
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        yield from (file for file in inside if file.suffix in {".py", ".toml", ".marisa"} and file.name != TABLE.name)


def build(
    checks: Mapping[str, GatedCheck],
    lists: str,
    tokens: Iterable[str],
    wanting: Callable[[str], Sequence[GatedCheck]],
    table: Path = TABLE,
) -> int:
    """Write the table of what `wanting` says of the tokens, if it isn't there yet; return the number of its tokens."""
    import marisa_trie  # noqa: PLC0415

    if (there := common_tokens(checks, lists, table)) is not None:
        return len(there)
    names = {check: name for name, check in checks.items()}
    groups: dict[tuple[str, ...], int] = {(): 0}
    rows: dict[str, int] = {}
    for token in tokens:
        group = tuple(names[check] for check in wanting(token))
        number = groups.setdefault(group, len(groups))
        if number < MOST_GROUPS:
            rows[token] = number
    trie = marisa_trie.Trie(rows)
    trie.save(str(table))
    table.with_suffix(NUMBERS).write_bytes(bytes(rows[token] for token, _ in sorted(trie.items(), key=itemgetter(1))))
    kept = {"state": state(checks, lists), "groups": [list(group) for group in groups][:MOST_GROUPS]}
    table.with_suffix(".json").write_text(json.dumps(kept), encoding="utf-8")
    return len(rows)


def common_shapes(words: Words, names: Iterable[str] = ()) -> Iterator[str]:
    """Yield common words and names in their usual shapes: small or capitalised, possessive, with a stop behind them.

    A new name costs most, so rarer ones are there by themselves.
    """
    for word in words.between(COMMON, EVERYTHING):
        if word.isascii() and word.isalpha():
            zipf = words.zipf(word)
            endings = ("",) if zipf < STOPPED else ("", *STOPS) if zipf < OWNING else ("", *STOPS, POSSESSIVE)
            for shape in dict.fromkeys((word, word.capitalize())):
                yield from (shape + ending for ending in endings)
            if zipf >= STOPPED:
                yield word.upper()
    for name in names:
        if name.isascii():
            yield from (name + ending for ending in ("", *STOPS, POSSESSIVE))
    for word in words.between(NAMED, COMMON):
        if word.isascii() and word.isalpha() and not words.can_be(word, ~Form.PROPER):
            yield word.capitalize()
