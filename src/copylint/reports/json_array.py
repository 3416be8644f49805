"""A JSON array that is written entry by entry."""

from __future__ import annotations

from copylint.reports.json_text import dumps


class JsonArray:
    """Puts the commas between the entries; each stands on a line of its own."""

    def __init__(self) -> None:
        """Start before the first entry."""
        self._mark = "\n"

    def entry(self, value: object) -> str:
        """Return the text of the next entry."""
        text = self._mark + dumps(value)
        self._mark = ",\n"
        return text
