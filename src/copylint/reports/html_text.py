"""Copy and words as HTML: everything escaped, nothing unseen left unseen."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from copylint.model.expressions import expression
from copylint.reports.escapes import NO_BREAK, shown, unseen, visible

LINE_END_MARK = "↵"
BLANK_MARK = "␣"
_LINE_END = expression(r"\r?\n")
_NOT_ASCII = expression(r"[^ -~]")


def words(text: str) -> str:
    r"""Return a message or a path on one line, fit for an element and for an attribute in double quotes.

    >>> words('<b a="1">\u202e')
    '&lt;b a=&quot;1&quot;&gt;\\u202e'
    """
    return escape(visible(text))


def copied(text: str) -> str:
    r"""Return copy as one line of HTML; line ends inside a paragraph are those of hard-wrapped copy, hence spaces.

    >>> copied("A &\nB\u200b")
    'A &amp; B<span class="unseen">\\u200b</span>'
    """
    return _NOT_ASCII.sub(_piece_of, escape(_LINE_END.sub(" ", text)))


def blanks(text: str) -> str:
    """Return white space between paragraphs as something one can see, the rest as copy."""
    return "".join(_unseen(BLANK_MARK if c == " " else LINE_END_MARK if c == "\n" else shown(c)) for c in text)


def suggested(suggestion: str) -> str:
    """Return what to put, in words where it can't be seen."""
    if suggestion.strip():
        return f"<ins>{copied(suggestion)}</ins>"
    return "a plain space" if suggestion else "take it out"


def _piece_of(found: re.Match[str]) -> str:
    return _piece(found[0])


@lru_cache(4096)
def _piece(char: str) -> str:
    seen = shown(char)
    return _unseen(seen) if char in NO_BREAK or (unseen(char) and char != "\t") else seen


def _unseen(seen: str) -> str:
    return f'<span class="unseen">{escape(seen)}</span>'
