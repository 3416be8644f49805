"""copylint: the last read before publishing.

From Python: `lint` a text, `lint_many` texts, `fix` one; `Settings` says what to ask and what to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copylint.model.document import Document
from copylint.model.finding import Edit, Finding, Fix
from copylint.settings import Settings

__version__ = "0.1.0"
__all__ = ["Document", "Edit", "Finding", "Fix", "Settings", "__version__", "fix", "lint", "lint_many"]


def lint(text: str, settings: Settings | None = None) -> list[Finding]:
    """Return the findings of `copylint check` for a text, by place; spans are code points of the text.

    The text is plain copy, whatever it looks like. Without settings, everything is as shipped: no file is looked for
    (`Settings.load()` does that).

    >>> [f.text for f in lint("The minister said he doesnt expect a deal.")]
    ['doesnt']

    Raises:
        ConfigurationError: the settings name a rule that isn't there, or rules or names that can't be used.

    """
    return next(lint_many([text], settings))


def lint_many(texts: Iterable[str], settings: Settings | None = None) -> Iterator[list[Finding]]:
    """Yield the findings for each of many texts, as they are asked for; rules and names are loaded once.

    >>> [len(found) for found in lint_many(["He doesnt know.", "She knows."])]
    [1, 0]

    Raises:
        ConfigurationError: as for `lint`.

    """
    from copylint.pipeline import Pipeline  # noqa: PLC0415  the road is loaded when it is walked

    pipeline = Pipeline(settings)
    for text in texts:
        yield list(pipeline.lint(text))


def fix(text: str, settings: Settings | None = None, *, unsafe: bool = False) -> str:
    """Return a text with the fixes of its findings put in, until nothing changes any more.

    Safe fixes are those where the text can only mean one thing; `unsafe` adds those that a person should look at.

    >>> fix("He doesnt know, and it wont rain.")
    'He doesn’t know, and it won’t rain.'

    Raises:
        ConfigurationError: as for `lint`.

    """
    from copylint.pipeline import Pipeline  # noqa: PLC0415  the road is loaded when it is walked

    return Pipeline(settings).fix(text, unsafe=unsafe)
