"""What one slip of a hand or an ear makes of a name."""

from __future__ import annotations

from functools import lru_cache
from string import ascii_lowercase

from copylint.model.expressions import expression

_SOUNDS = (
    ("ph", "f"),
    ("ck", "k"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("kh", "h"),
    ("dj", "j"),
    ("zh", "j"),
    ("ts", "c"),
    ("x", "ks"),
    ("qu", "kw"),
    ("q", "k"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ie", "i"),
    ("ei", "i"),
    ("y", "i"),
    ("j", "i"),
    ("c", "k"),
    ("z", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("gh", "g"),
)
_GENDERED = (
    ("o", "a"),
    ("", "a"),
    ("i", "a"),
    ("y", "aya"),
    ("ov", "ova"),
    ("ev", "eva"),
    ("in", "ina"),
    ("os", "as"),
    ("us", "a"),
)
LONGEST_END = 2  # letters of the shorter of two forms that the longer may have otherwise
_DOUBLED = expression(r"(.)\1+")
HEARD = "".join(  # letters that no other spelling of a sound brings in or takes away
    letter for letter in ascii_lowercase if all((letter in spelled) == (letter in heard) for spelled, heard in _SOUNDS)
)


@lru_cache(50_000)  # names
def sound(word: str) -> str:
    """Return a rough key of how a folded name sounds: transliterations of one name share it.

    >>> sound("yanukovich") == sound("yanukovych")
    True
    """
    for spelled, heard in _SOUNDS:
        word = word.replace(spelled, heard)
    return _DOUBLED.sub(r"\1", word)


def inflected(a: str, b: str) -> bool:
    """Return whether two folded names differ as plural, adjective or feminine forms do, not as slips do.

    >>> inflected("biden", "bidens"), inflected("antonio", "antonia"), inflected("brinken", "blinken")
    (True, True, False)
    """
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if not long.startswith(short[:-LONGEST_END]) or long == short + short[-1:]:  # a doubled last letter is a slip
        return False
    if long in (short + "s", short + "n", short + "an", short + "i", short + "ese", short + "ian", short + "e"):
        return True
    for masculine, feminine in _GENDERED:
        for x, y in ((a, b), (b, a)):
            if x.endswith(masculine) and y.endswith(feminine) and x[: len(x) - len(masculine)] == y[: -len(feminine)]:
                return True
    return False


def keyboard_slip(wrong: str, right: str) -> bool:
    """Return whether two neighbours were swapped, or a letter doubled: what fingers do and other names don't.

    >>> keyboard_slip("stvee", "steve"), keyboard_slip("oxxfam", "oxfam"), keyboard_slip("anira", "anita")
    (True, True, False)
    """
    if len(wrong) == len(right):
        differ = [i for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(wrong) == sorted(right)  # noqa: PLR2004
    return len(wrong) == len(right) + 1 and any(
        wrong[:i] + wrong[i + 1 :] == right and wrong[i] in wrong[max(0, i - 1) : i] for i in range(1, len(wrong))
    )
