"""Paths as given → the files to read: folders walked, globs expanded, .gitignore honoured."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copylint.model.source import Unread

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

COPY_ENDINGS = (".txt", ".text", ".copy", ".story", ".wire", ".asc", ".md", ".markdown", ".html", ".htm", ".xhtml")
XML_ENDINGS = (".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml")
RECORD_ENDINGS = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
ENDINGS = frozenset((*COPY_ENDINGS, *XML_ENDINGS, *RECORD_ENDINGS))
MAGIC = frozenset("*?[")


class Found(NamedTuple):
    """A file to read, and whether the user named it rather than a folder it lies in."""

    path: str
    named: bool


class Excluded:
    """What is left out besides: patterns as .gitignore has them, relative to the working folder."""

    def __init__(self, patterns: Sequence[str] = (), *, always: bool = False) -> None:
        """Take the patterns, and whether they hold for what the user names too."""
        self._spec: GitIgnoreSpec | None = None
        self.always = always
        if patterns:
            from pathspec import GitIgnoreSpec  # noqa: PLC0415  only where something is excluded

            self._spec = GitIgnoreSpec.from_lines(patterns)

    def has(self, path: str, *, folder: bool = False) -> bool:
        """Return whether a path is left out."""
        if self._spec is None:
            return False
        inside = os.path.relpath(path)
        return self._spec.match_file(inside.replace(os.sep, "/") + ("/" if folder else ""))


def discover(paths: Sequence[str], excluded: Excluded | None = None) -> Iterator[Found | Unread]:
    """Yield each file to read, as given or below the folder as given, and what could not be found.

    A path given by itself is read whatever its ending; a folder yields the files with a known ending, sorted,
    hidden ones and those a .gitignore names left out.
    """
    seen: set[str] = set()
    excluded = excluded or Excluded()
    for path in paths:
        if path != "-" and excluded.always and excluded.has(path, folder=os.path.isdir(path)):  # noqa: PTH112
            continue
        for found in _expand(path, excluded):
            if isinstance(found, Found):
                if found.path in seen:
                    continue
                seen.add(found.path)
            yield found


def _expand(path: str, excluded: Excluded) -> Iterator[Found | Unread]:
    if path == "-":
        yield Found(path, named=True)
    elif os.path.isdir(path):  # noqa: PTH112  a path is kept exactly as it was given
        yield from _folder(path, excluded)
    elif os.path.lexists(path):
        yield Found(path, named=True)
    elif MAGIC & set(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
        if not matches:
            yield Unread(path, "no file matches")
        for match in matches:
            yield from _expand(match, excluded)
    else:
        yield Unread(path, "no such file or folder")


def _folder(folder: str, excluded: Excluded) -> Iterator[Found | Unread]:
    count = 0
    root = Path(folder)
    for found in _walk(folder, _Ignores(root, excluded)):
        count += isinstance(found, Found)
        yield found
    if not count:
        yield Unread(folder, f"no file to read in this folder (looked for {', '.join(sorted(ENDINGS))})")


def _walk(folder: str, ignores: _Ignores) -> Iterator[Found | Unread]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield Unread(folder, error.strerror or str(error))
        return
    ignores.enter(Path(folder))
    for entry in entries:
        inner = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or not (inner or _has_known_ending(entry.name)):
            continue
        path = os.path.join(folder, entry.name)  # noqa: PTH118
        if ignores.ignored(path, folder=inner):
            continue
        if inner:
            yield from _walk(path, ignores)
        else:
            yield Found(path, named=False)


def _has_known_ending(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in ENDINGS  # noqa: PTH122  a Path takes ten times as long


class _Ignores:
    """The .gitignore files that hold for a walk: those met on the way down and those up to the repository's root."""

    def __init__(self, root: Path, excluded: Excluded) -> None:
        self._excluded = excluded
        self._specs: dict[Path, GitIgnoreSpec] = {}
        for parent in (root.resolve(), *root.resolve().parents):
            self._load(parent)
            if (parent / ".git").exists():
                break

    def enter(self, folder: Path) -> None:
        self._load(folder.resolve())

    def _load(self, folder: Path) -> None:
        file = folder / ".gitignore"
        if folder in self._specs or not file.is_file():
            return
        from pathspec import GitIgnoreSpec  # noqa: PLC0415  only where a .gitignore is

        self._specs[folder] = GitIgnoreSpec.from_lines(file.read_text(encoding="utf-8", errors="replace").splitlines())

    def ignored(self, path: str, *, folder: bool) -> bool:
        if self._excluded.has(path, folder=folder):
            return True
        if not self._specs:
            return False
        absolute = Path(path).parent.resolve() / Path(path).name
        for base, spec in self._specs.items():
            if absolute.is_relative_to(base):
                relative = absolute.relative_to(base).as_posix() + ("/" if folder else "")
                if spec.match_file(relative):
                    return True
        return False
