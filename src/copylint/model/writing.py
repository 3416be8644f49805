"""How a text has to be written where it stands in a file: escaped for HTML, XML or JSON, one inside the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from copylint.model.expressions import expression

Layer = Literal["html", "xml", "json", "markdown", "csv", "quoted-csv"]

_MARKDOWN = expression(r"[\\`*_\[\]<>&#|~]")
_CSV = expression(r'[",;\t\r\n]')


def _escaped(text: str) -> str:
    from html import escape  # noqa: PLC0415  only fixes of markup ask for it

    return escape(text, quote=False)


def _in_json(text: str) -> str:
    import json  # noqa: PLC0415  the same

    return json.dumps(text, ensure_ascii=False)[1:-1]


def _unless(special: re.Pattern[str]) -> Callable[[str], str | None]:
    """Return what gives a text as it is, or nothing where it holds what would be read as something else."""
    return lambda text: None if special.search(text) else text


WRITERS: Mapping[Layer, Callable[[str], str | None]] = {
    "html": _escaped,
    "xml": _escaped,
    "json": _in_json,
    "markdown": _unless(_MARKDOWN),
    "csv": _unless(_CSV),
    "quoted-csv": lambda text: text.replace('"', '""'),
}


def written(text: str, layers: tuple[Layer, ...], encoding: str) -> str | None:
    """Return a text as it has to stand in a file, or None where it can't; `layers` go from the inside out.

    A character that the encoding lacks becomes a reference where markup allows for one.

    >>> written("R&D “now”", ("html", "json"), "utf-8"), written("’", ("xml",), "latin-1"), written("’", (), "latin-1")
    ('R&amp;D “now”', '&#8217;', None)
    """
    result: str | None = text
    for layer in layers:
        result = None if result is None else WRITERS[layer](result)
    if result is None:
        return None
    in_markup = "html" in layers or "xml" in layers
    try:
        return result.encode(encoding, "xmlcharrefreplace" if in_markup else "strict").decode(encoding)
    except UnicodeEncodeError:
        return None
