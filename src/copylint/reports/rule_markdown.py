"""Rule pages as Markdown, one page a family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from copylint.model.rule import Example, Measured, Rule

CUT = 160  # code points of an example that a page shows


def family_page(family: str, rules: Sequence[Rule], measured: Mapping[str, Measured]) -> str:
    """Return the page of a family: every rule with what it finds, why, its figures and its examples."""
    lines = [f"# {family}", ""]
    for rule in rules:
        lines += _rule(rule, measured.get(rule.name))
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: Rule, measured: Measured | None) -> Iterator[str]:
    yield f"## {rule.name}"
    yield ""
    fix = f"{rule.fix} fix" if rule.fix else "no fix"
    yield f"{rule.severity.word}, {rule.confidence.word}, {fix}; found by `{rule.check}`."
    yield ""
    yield f"{rule.what} {rule.why}"
    yield ""
    if measured:
        share = f"first to find {measured.share:.0%} of the damage of its family"
        yield f"Measured: precision {measured.precision:.2f} in {measured.findings} findings; {share}."
        yield ""
    for example in rule.examples:
        yield f"- {_example(example)}"
    yield ""


def _example(example: Example) -> str:
    others = "".join(f", beside {_shown(other)}" for other in (example.original, *example.copies) if other)
    text = _shown(example.text) + others
    if example.good:
        return f"sound: {text}"
    return f"damaged: {text}" + (f" → {_shown(example.fixed)}" if example.fixed is not None else "")


def _shown(text: str) -> str:
    """Return the text as a code span: controls escaped, long ones cut, and fenced by more backquotes than it holds."""
    flat = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    flat = flat if len(flat) <= CUT else f"{flat[:CUT]}…"
    fence = "`" * (1 + max((len(run) for run in flat.split() if set(run) == {"`"}), default=flat.count("`")))
    return f"{fence} {flat} {fence}" if "`" in flat else f"`{flat}`"
