"""A text mended round by round, until nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable

from copylint.fixes.apply import apply_changes
from copylint.model.mending import Change, Mending
from copylint.model.source import Unread

ROUNDS = 10  # a fix may uncover damage that another finding had explained; a few rounds end that


def mend(text: str, changes_in: Callable[[str], tuple[list[Change], list[Unread]]]) -> Mending:
    """Return a text with the changes put in that `changes_in` gives for it, as often as there are any."""
    mending = Mending(text)
    seen = {text: 0}
    for number in range(1, ROUNDS + 1):
        changes, failures = changes_in(mending.text)
        if any(not failure.by for failure in failures):
            return Mending(text, failures=failures)
        mending.failures = failures
        if not changes:
            return mending
        ordered = sorted(changes, key=lambda c: (c.start, c.end))
        after = apply_changes(mending.text, ordered)
        if after in seen:
            return _before_cycle(seen, after, [*mending.changes, *ordered])
        seen[after] = len(mending.changes) + len(ordered)
        mending.text = after
        mending.changes += ordered
        if number == ROUNDS:
            mending.cycle = tuple(sorted({c.rule for c in ordered}))
    return mending


def _before_cycle(seen: dict[str, int], text: str, changes: list[Change]) -> Mending:
    """Return what was mended before the text came back; `seen` tells for each text how many changes led to it."""
    made = seen[text]
    return Mending(text, changes[:made], tuple(sorted({c.rule for c in changes[made:]})))
