"""Findings that overlap: every stretch of copy names all it belongs to, and no finding is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copylint.model.span import Span
from copylint.reports.segments import Mark, Segment, Unit, segments, units

LENGTH = 30
OFFSETS = st.integers(0, LENGTH)
SPANS = st.tuples(OFFSETS, OFFSETS).map(lambda ends: Span(*sorted(ends)))


def paragraphs_between(cuts: set[int]) -> list[Span]:
    """Every second stretch between the cuts: the others are white space."""
    ends = sorted(cuts)
    return [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]


PARAGRAPHS = st.sets(OFFSETS, max_size=8).map(paragraphs_between)


def cut(length: int, paragraphs: list[Span], spans: list[Span]) -> list[tuple[Unit, list[Segment]]]:
    return [(unit, list(segments(unit))) for unit in units(length, paragraphs, spans)]


@given(PARAGRAPHS, st.lists(SPANS, max_size=8).map(sorted))
def test_every_finding_begins_and_ends_once(paragraphs: list[Span], spans: list[Span]) -> None:
    found = cut(LENGTH, paragraphs, spans)
    numbers = list(range(1, len(spans) + 1))
    assert sorted(n for unit, _ in found for n in unit.begun) == numbers
    assert sorted(n for _, pieces in found for piece in pieces for n in piece.ends) == numbers


@given(PARAGRAPHS, st.lists(SPANS, max_size=8).map(sorted))
def test_the_segments_are_the_copy_and_name_what_they_belong_to(paragraphs: list[Span], spans: list[Span]) -> None:
    for unit, pieces in cut(LENGTH, paragraphs, spans):
        assert unit.shown.contains(unit.paragraph)
        shown = [offset for piece in pieces for offset in range(*piece.span)]
        assert shown == list(range(*unit.shown))
        for piece in pieces:
            inside = {n for n, span in enumerate(spans, start=1) if span.contains(piece.span)}
            assert set(piece.over) <= inside
            if unit.paragraph.contains(piece.span) and piece.span.start < piece.span.end:
                assert set(piece.over) == inside


def test_nested_findings_lead_to_the_shortest() -> None:
    (unit,) = units(20, [Span(0, 20)], [Span(2, 12), Span(4, 6), Span(4, 8), Span(12, 12)])
    assert [tuple(piece) for piece in segments(unit)] == [
        (Span(0, 2), (), ()),
        (Span(2, 4), (1,), ()),
        (Span(4, 6), (2, 3, 1), (2,)),
        (Span(6, 8), (3, 1), (3,)),
        (Span(8, 12), (1,), (1,)),
        (Span(12, 12), (4,), (4,)),
        (Span(12, 20), (), ()),
    ]


def test_a_finding_goes_on_in_the_next_paragraph_and_leaves_white_space_out() -> None:
    first, second = units(20, [Span(0, 8), Span(10, 20)], [Span(5, 15)])
    assert (first.shown, first.begun, second.begun) == (Span(0, 8), (1,), ())
    assert first.marks == second.marks == (Mark(1, Span(5, 15)),)
    assert [piece.ends for piece in segments(second)] == [(1,), ()]


def test_white_space_is_shown_where_it_is_the_damage() -> None:
    first, second = units(20, [Span(2, 8), Span(12, 20)], [Span(0, 2), Span(8, 11)])
    assert (first.shown, second.shown) == (Span(0, 11), Span(12, 20))
    assert [unit.shown for unit in units(0, [], [Span(0, 0)])] == [Span(0, 0)]
