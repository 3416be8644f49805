"""All that differs between a copy and its original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copylint.copies.added_names import added_names
from copylint.copies.altered import Quotations, altered_quotations
from copylint.copies.changed_figures import changed_figures
from copylint.copies.changed_names import ChangedNames
from copylint.copies.difference import Difference, ordered
from copylint.copies.marks import added_marks, changed_speakers, lost_marks
from copylint.copies.negations import changed_negations
from copylint.copies.pair import Pair
from copylint.copies.parts import changed_headline, moved_parts
from copylint.copies.titles import changed_titles
from copylint.model.span import Span


def differences(pair: Pair, furniture: Iterable[Span] = (), own_furniture: Iterable[Span] = ()) -> list[Difference]:
    """Return what differs, by place; `furniture` of the original and `own_furniture` of the copy are no copy."""
    found = ordered(_all(pair, furniture, own_furniture))
    taken = {d.span for d in found if d.kind == "attribution"}
    return [d for d in found if d.kind != "name" or d.span not in taken]


def _all(pair: Pair, furniture: Iterable[Span], own_furniture: Iterable[Span]) -> Iterator[Difference]:
    quotations, names = Quotations(pair), ChangedNames(pair)
    yield from altered_quotations(quotations)
    yield from added_marks(quotations)
    yield from lost_marks(quotations)
    yield from changed_speakers(quotations, names.original, names.copy, names.kinship)
    yield from changed_figures(pair)
    yield from names.differences()
    yield from added_names(names)
    yield from changed_titles(names)
    yield from changed_negations(pair)
    yield from moved_parts(pair, furniture, own_furniture)
    yield from changed_headline(pair)
