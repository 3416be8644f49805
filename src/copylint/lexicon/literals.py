"""Literal phrases in a text: letter for letter in lower case, and by themselves."""

from __future__ import annotations

from copylint.model.expressions import expression

_TIED = expression(r"[\w’'-]")


def lowered(text: str) -> str:
    """Return the text in lower case with every character in its place.

    >>> len(lowered("İzmir")), lowered("ON THE")
    (5, 'on the')
    """
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def tied(text: str, start: int, end: int) -> bool:
    """Return whether a letter, a hyphen or an apostrophe ties a phrase to what stands beside it.

    >>> tied("on the grounds", 0, 6), tied("on theirs", 0, 6), tied("add-on the", 4, 10)
    (False, True, True)
    """
    return bool(_TIED.match(text[start - 1 : start]) or _TIED.match(text[end : end + 1]))
