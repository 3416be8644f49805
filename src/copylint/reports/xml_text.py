"""XML as text: names are our own, values are escaped, what XML 1.0 forbids is shown as an escape."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from copylint.reports.escapes import visible

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def start(tag: str, /, **attributes: object) -> str:
    r"""Return a start tag; each value stands on one line.

    >>> start("file", name="Q&A\x0b.txt")
    '<file name="Q&amp;A\\x0b.txt">'
    """
    return f"<{tag}{_written(attributes)}>"


def empty(tag: str, /, **attributes: object) -> str:
    """Return an element without content."""
    return f"<{tag}{_written(attributes)}/>"


def element(tag: str, lines: Iterable[str], /, **attributes: object) -> str:
    """Return an element that holds lines of text."""
    text = "\n".join(escape(visible(line)) for line in lines)
    return f"{start(tag, **attributes)}{text}</{tag}>"


def _written(attributes: dict[str, object]) -> str:
    return "".join(f" {name}={quoteattr(visible(str(value)))}" for name, value in attributes.items())
