"""Where things are kept that later runs can do without."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def cache_folder(name: str) -> Path | None:
    """Return where things of a kind are kept: `COPYLINT_CACHE_DIR` or the user's cache; None where there is no home."""
    if own := os.environ.get("COPYLINT_CACHE_DIR"):
        return Path(own) / name
    import platformdirs  # noqa: PLC0415  not needed for what comes with copylint

    with suppress(RuntimeError, OSError):
        return platformdirs.user_cache_path("copylint", appauthor=False) / name
    return None
