"""Which carrier a text is, told by its content, and the items it holds."""

from __future__ import annotations

from collections.abc import Iterator

from copylint.model.source import Source
from copylint.sources.items import Item


def items_of(source: Source) -> Iterator[Item] | None:
    """Return the items of a carrier as they are read, or None where the text is plain copy.

    Raises:
        UnreadableError: while iterating, where the carrier breaks off or can't be read; what came before was yielded.

    """
    first = source.text[:HEAD].lstrip("\ufeff \t\r\n")[:1]
    if first == "<":
        from copylint.sources.markup import items_of_markup  # noqa: PLC0415  plain copy needs no parser

        return items_of_markup(source)
    if "\x02" in source.text[:HEAD]:
        from copylint.sources.wire import is_wire, items_of_wire  # noqa: PLC0415

        return items_of_wire(source) if is_wire(source.text) else None
    if first and first in "{[":
        from copylint.sources.json_formats import items_of_json  # noqa: PLC0415

        return items_of_json(source)
    return None


HEAD = 65_536  # code points in which a carrier has to show itself
