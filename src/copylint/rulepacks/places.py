"""Where rules lie: beside the package, inside the wheel, in other packages, in a user's folders."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from copylint.model.errors import ConfigurationError
from copylint.settings.plugins import entry_points

ENTRY_POINTS = "copylint.rules"


def own_rules() -> Path:
    """Return the folder of the rules that come with copylint: `_rules` in a wheel, `rules` in a checkout."""
    package = Path(__file__).parents[1]
    packed = package / "_rules"
    return packed if packed.is_dir() else package.parents[1] / "rules"


def own_lists() -> list[Path]:
    """Return the lists of known entities that come with copylint."""
    return sorted((own_rules() / "entities").glob("*.tsv"))


def plugged_rules() -> list[Path]:
    """Return the rule folders that other packages offer: an entry point's value is a path or gives one when called."""
    found = []
    for entry in entry_points(group=ENTRY_POINTS):
        value = entry.load()
        found.append(Path(value() if callable(value) else value))
    return found


def code_mark() -> str:
    """Return what tells one state of the program's own files, and of packages plugged in, from another."""
    package = Path(__file__).parents[1]
    stats = sorted((str(p.relative_to(package)), p.stat()) for p in package.rglob("*.py"))
    plugged = sorted(
        f"{entry.dist.name}={entry.dist.version}"
        for group in (ENTRY_POINTS, "copylint.checks")
        for entry in entry_points(group=group)
        if entry.dist is not None
    )
    return repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats]) + repr(plugged)


def digest(words: Iterable[str], paths: Iterable[Path]) -> str:
    """Return a hash of some words and of all files at or under the paths."""
    found = sha256()
    for word in words:
        found.update(f"{word}\0".encode())
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            found.update(f"{file.name}\0".encode())
            found.update(sha256(file.read_bytes()).digest())
    return found.hexdigest()


def rule_files(folder: Path) -> list[Path]:
    """Return the rule documents under a folder (or the one document named), sorted; causes and entities left out.

    Raises:
        ConfigurationError: there is no such folder.

    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise ConfigurationError(str(folder), "rules", "a folder of rules or a rule file", "nothing there")
    return sorted(p for p in folder.rglob("*.toml") if p.name != "causes.toml")
