"""A path as services that show reports want it."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import quote

STDIN = "stdin"  # what `-` is called where a path or a URI has to stand


def plain(path: str) -> str:
    """Return the path with slashes and without `./`: only so GitHub and GitLab find the file it names.

    >>> plain("./desk/story.txt"), plain("-")
    ('desk/story.txt', 'stdin')
    """
    return STDIN if path == "-" else PurePath(path).as_posix()


def uri(path: str) -> str:
    """Return the path as a URI reference (RFC 3986): a relative one stays relative.

    >>> uri("a b/50%.txt"), uri("/desk/a.txt")
    ('a%20b/50%25.txt', 'file:///desk/a.txt')
    """
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(plain(path)))
