"""All that differs between a copy and its original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
from copylint.copies.wording import compare_words, stretch
from copylint.model.span import Span

IN_HEADLINES = ("number", "grouping", "vague", "unit", "date", "name", "title", "opposite")


def differences(pair: Pair, furniture: Iterable[Span] = (), own_furniture: Iterable[Span] = ()) -> list[Difference]:
    """Return what differs, by place; `furniture` of the original and `own_furniture` of the copy are no copy."""
    found = ordered(_all(pair, furniture, own_furniture))
    return [d for d in found if not _said(d, found) and not (d.kind == "headline" and _explained(d, found, pair))]


def _said(difference: Difference, found: Sequence[Difference]) -> bool:
    """Return whether a name is said to differ as a speaker or in a title already, or a title in a longer one."""
    wider = {"name": ("attribution", "title"), "title": ("title",)}.get(difference.kind, ())
    return any(
        other is not difference and other.kind in wider and other.span.contains(difference.span) for other in found
    )


def _explained(headline: Difference, found: Sequence[Difference], pair: Pair) -> bool:
    """Return whether nothing of a headline differs but figures and names, which are reported themselves."""
    (was, *_) = headline.others
    before = [w for s in pair.original.sentences if was.span.contains(s.span) for w in s.words]
    after = [w for s in pair.copy.sentences if headline.span.contains(s.span) for w in s.words]
    told = [d.span for d in found if d.kind in IN_HEADLINES]
    return all(
        change.copy.start < change.copy.end and any(stretch(after, change.copy).overlaps(span) for span in told)
        for change in compare_words(before, after).changes
    )


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
