"""Files written over in place."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from copylint.model.errors import UnwritableError
from copylint.sources.replacing import replacing


def rewrite(path: Path, data: bytes, *, before: bytes | None = None) -> None:
    """Write a file as a whole; one that is there keeps its mode, and a link still leads to it.

    With `before`, what the file held when it was read, it is written only if it still does.

    Raises:
        UnwritableError: it may not be written, even where it could be replaced, or has changed; it is as it was.

    """
    try:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not (mode & stat.S_IWUSR and os.access(target, os.W_OK)):
            raise PermissionError(errno.EACCES, "read-only", str(path))
        with replacing(target) as file:
            file.write(data)
            if mode is not None:
                Path(file.name).chmod(stat.S_IMODE(mode))
            if before is not None and target.read_bytes() != before:
                raise BlockingIOError(errno.EAGAIN, "it has changed since it was read", str(path))
    except OSError as error:
        raise UnwritableError(str(path), error) from error
