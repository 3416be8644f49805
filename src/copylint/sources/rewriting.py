"""Files written over in place."""

from __future__ import annotations

import stat
from pathlib import Path

from copylint.model.errors import UnwritableError
from copylint.sources.replacing import replacing


def rewrite(path: Path, data: bytes) -> None:
    """Write a file as a whole; one that is there keeps its mode, and a link still leads to it.

    Raises:
        UnwritableError: it can't be written; what stood there before still does.

    """
    try:
        path = path.resolve()
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    except OSError as error:
        raise UnwritableError(str(path), error) from error
    with replacing(path) as file:
        if mode is not None:
            Path(file.name).chmod(mode)
        file.write(data)
