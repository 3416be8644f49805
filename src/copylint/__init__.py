"""copylint: the last read before publishing."""

from __future__ import annotations

from importlib.metadata import version

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.settings import Settings

__version__ = version("copylint")
__all__ = ["Document", "Finding", "Settings", "__version__", "lint"]


def lint(text: str, settings: Settings | None = None) -> list[Finding]:
    """Return the findings of `copylint check` for a text, by place; spans are code points of the text.

    >>> [f.text for f in lint("The minister said he doesnt expect a deal.")]
    ['doesnt']
    """
    from copylint.pipeline import Pipeline  # noqa: PLC0415  the road is loaded when it is walked

    return list(Pipeline(settings).lint(text))
