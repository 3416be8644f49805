"""What a terminal would act on or hide, as something one can see."""

from __future__ import annotations

import unicodedata

from copylint.model.expressions import expression

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # general categories, Unicode chapter 4.5
NO_BREAK = "\xa0\u202f"
BLANK_MARK = "␣"
# Default_Ignorable_Code_Point, UCD DerivedCoreProperties.txt, as far as the categories above don't hold it
_IGNORED = expression(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_TAB = "    "
# one cell each whatever stands before them: ASCII, Latin letters, marks of English typesetting
_RANGES = ((0x20, 0x7F), (0xA1, 0xAD), (0xAE, 0x2B0), (0x2010, 0x2028), (0x2030, 0x203C))
NARROW = frozenset(chr(code) for first, end in _RANGES for code in range(first, end))


def is_narrow(text: str) -> bool:
    """Return whether a text certainly takes as many cells of a terminal as it has code points."""
    return NARROW.issuperset(text)


def escape(char: str) -> str:
    r"""Return the character as Python would write it in a string.

    >>> escape("\x1b"), escape("\u202e"), escape("\n")
    ('\\x1b', '\\u202e', '\\n')
    """
    return char.encode("unicode_escape").decode("ascii")


def unseen(char: str) -> bool:
    """Return whether a character shows nothing by itself, or makes a terminal do something.

    Controls, format characters (bidirectional ones among them), variation selectors, white space other than the
    space and the ideographic space, private and unassigned code points.
    """
    if " " <= char <= "~":
        return False
    category = unicodedata.category(char)
    return category in UNSEEN or (category == "Zs" and char != "\u3000") or bool(_IGNORED.match(char))


def visible(text: str) -> str:
    r"""Return the text on one line with everything unseen escaped: fit for messages and paths.

    >>> visible("Kyiv\u202e\n")
    'Kyiv\\u202e\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(escape(c) if unseen(c) else c for c in text)


def shown(char: str) -> str:
    """Return what stands for a character of copy: itself, a mark for a no-break space, blanks for a tab, an escape."""
    if char == "\t":
        return _TAB
    if char in NO_BREAK:
        return BLANK_MARK
    return escape(char) if unseen(char) else char


def readable(text: str) -> str:
    r"""Return copy with everything unseen made visible, tabs widened and nothing else changed; it stays on one line.

    >>> readable("in\xa0all, no\u200bthing")
    'in␣all, no\\u200bthing'
    """
    return "".join(shown(c) for c in text)
