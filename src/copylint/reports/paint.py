"""Styled lines → text for a stream, with or without colour."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from copylint.reports.escapes import is_narrow

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Styled: TypeAlias = "str | tuple[str, str] | Text"


class Painter:
    """Turns lines into text of a given width; without colour no escape sequence leaves it.

    Copy only ever comes in as text and style or as rich `Text`, never as markup. Rich is loaded where it is needed.
    """

    def __init__(self, width: int, *, color: bool) -> None:
        """Take the width in cells and whether colours may be used."""
        self.width = width
        self._color = color

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console  # noqa: PLC0415

        return Console(
            file=StringIO(),
            width=self.width,
            force_terminal=self._color,
            color_system="standard" if self._color else None,
            no_color=not self._color,
            legacy_windows=False,
        )

    def line(self, *parts: Styled) -> str:
        """Return one line, however long, of texts and (text, style) pairs."""
        if not self._color:
            return "".join(map(_letters, parts)) + "\n"
        from rich.text import Text  # noqa: PLC0415

        with self._console.capture() as capture:
            self._console.print(Text.assemble(*parts), soft_wrap=True)
        return capture.get()

    @property
    def color(self) -> bool:
        """Return whether colours may be used."""
        return self._color

    def folded(self, text: Text, width: int) -> list[Text]:
        """Return the lines of a text broken at spaces, or within what is longer than a line."""
        lines = list(text.wrap(self._console, max(width, 1)))
        for line in lines:
            line.rstrip()
        return lines

    def wrapped(self, text: str, style: str, indent: int) -> Iterator[str]:
        """Yield the lines of a text broken at spaces, each indented."""
        width = max(self.width - indent, 1)
        for piece in _plainly(text, width) or self._as_rich_does(text, width):
            yield self.line(" " * indent, (piece, style))

    def _as_rich_does(self, text: str, width: int) -> Iterator[str]:
        from rich.text import Text  # noqa: PLC0415

        return (piece.plain.rstrip() for piece in Text(text).wrap(self._console, width))


def _letters(part: Styled) -> str:
    """Return the text of a styled one."""
    if isinstance(part, str):
        return part
    return part[0] if isinstance(part, tuple) else part.plain


def _plainly(text: str, width: int) -> list[str]:
    """Return the lines of a text without tabs, wide characters or words longer than a line; of others none."""
    if not is_narrow(text) or max(map(len, text.split(" "))) > width:
        return []
    from textwrap import wrap  # noqa: PLC0415

    return wrap(text, width, break_on_hyphens=False, expand_tabs=False)
