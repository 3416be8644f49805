"""Styled lines → text for a stream, with or without colour."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.console import Console
from rich.text import Text


class Painter:
    """Turns lines into text of a given width; without colour no escape sequence leaves it.

    Copy only ever comes in as rich `Text`, never as markup.
    """

    def __init__(self, width: int, *, color: bool) -> None:
        """Take the width in cells and whether colours may be used."""
        self.width = width
        self._color = color
        self._console = Console(
            file=StringIO(),
            width=width,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            legacy_windows=False,
        )

    def line(self, *parts: str | Text | tuple[str, str]) -> str:
        """Return one line, however long, of texts and (text, style) pairs."""
        text = Text.assemble(*parts)
        if not self._color:
            return f"{text.plain}\n"
        with self._console.capture() as capture:
            self._console.print(text, soft_wrap=True)
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
        for piece in Text(text, style).wrap(self._console, max(self.width - indent, 1)):
            piece.rstrip()
            yield self.line(" " * indent, piece)
