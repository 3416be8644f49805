"""Where the files lie that stand beside the settings, and what copy is called in them."""

from __future__ import annotations

import os
from pathlib import Path

WAIVERS = ".copylint-waivers.toml"
BASELINE = ".copylint-baseline.json"


def beside(settings: Path | None, name: str) -> Path:
    """Return the file of a name beside the settings file, else in the nearest folder at or above the working folder.

    Where there is none, that is where one belongs: beside the settings file, else in the working folder.
    """
    here = Path.cwd()
    home = settings.absolute().parent if settings else here
    file = next((f / name for f in (home, here, *here.parents) if (f / name).is_file()), home / name)
    return file.relative_to(here) if file.is_relative_to(here) else file


def name_in(folder: Path, path: str) -> str:
    """Return what the copy at a path is called in a file of a folder: its path from there, with slashes."""
    if path == "-":
        return path
    whole = Path(path).parent.resolve() / Path(path).name
    try:
        return Path(os.path.relpath(whole, folder)).as_posix()
    except ValueError:  # another drive
        return whole.as_posix()
