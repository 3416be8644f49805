"""Write docs/rules/FAMILY.md from the rules and their measured figures."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from copylint.pipeline import Pipeline
from copylint.reports.rule_markdown import family_page

FOLDER = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """Return the pages by file name."""
    pipeline = Pipeline()
    families = groupby(pipeline.rules, key=lambda rule: rule.family)
    return {f"{name}.md": family_page(name, list(rules), pipeline.measured) for name, rules in families}


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in pages().items():
        (FOLDER / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
