"""What can go wrong, in one hierarchy."""

from __future__ import annotations


class CopylintError(Exception):
    """Base of every error copylint raises on purpose; its text is fit to show to a user."""


class UnreadableError(CopylintError):
    """A path that could not be read as copy: missing, binary, undecodable, not permitted."""

    def __init__(self, path: str, reason: str) -> None:
        """Keep the path as given and the reason in words."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class RefusedError(UnreadableError):
    """A file that could be read, but must not be: it declares entities, or uses one that nobody knows."""


class UnwritableError(CopylintError):
    """A file or folder that could not be written; what stood there before still does."""

    def __init__(self, path: str, error: OSError) -> None:
        """Name the path and the system's reason."""
        super().__init__(f"{error.filename or path}: can't be written: {error.strerror or error}")


class UnknownKindError(UnreadableError):
    """A file that is XML or JSON, but of no kind that is known to hold copy."""


class ConfigurationError(CopylintError):
    """A settings, rule or entity file that says something copylint cannot use."""

    def __init__(self, path: str, key: str, expected: str, found: object) -> None:
        """Name the file, the key, what was expected and what was found."""
        where = f"{path}: {key}" if key else path
        super().__init__(f"{where}: expected {expected}, found {found!r}")
        self.path = path
        self.key = key


class EntityListError(CopylintError):
    """A list of known entities with a row that can't be used; nothing of the list is."""

    def __init__(self, problem: str, others: int, name: str) -> None:
        """Say the first problem, and how to see the others."""
        more = f" (and {others} more: copylint entities check {name})" if others else ""
        super().__init__(f"{problem}{more}")


class UnknownRuleError(CopylintError):
    """A rule name that no loaded rule bears."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        """Offer the nearest names."""
        hint = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no rule is named {name!r}{hint}")
        self.name = name
        self.nearest = nearest
