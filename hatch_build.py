"""Build hook: make what a run maps into memory or reads, before the wheel (or an editable install) is made."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface[Any]):
    """Write the word table, the index of known entities and the parsed rules into src/copylint.

    NOTICE names the packages that the word table is made from.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Build the tables; the word table only where its maker is newer."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        folder = root / "src" / "copylint" / "lexicon"
        maker, table = folder / "build.py", folder / "words.marisa"
        if not table.exists() or table.stat().st_mtime < maker.stat().st_mtime:
            self.app.display_info(f"word table: {_word_table(maker, table)} words")
        shutil.rmtree(folder / "index", ignore_errors=True)
        (folder / "required.json").unlink(missing_ok=True)
        package, rules = root / "src" / "copylint", root / "rules"
        count = _built(package, "entitylists.store", sorted((rules / "entities").glob("*.tsv")))
        self.app.display_info(f"entity index: {count} entities")
        count = _built(package, "settings.toml", sorted([*rules.rglob("*.toml"), *package.rglob("*.toml")]))
        self.app.display_info(f"documents parsed: {count}")
        with _unbuilt(package, self.metadata.version):
            count = importlib.import_module("copylint.pipeline").Pipeline().engine.keep_common()
            patterns = importlib.import_module("copylint.lexicon.required").keep()
        self.app.display_info(f"common tokens: {count}; patterns: {patterns}")


def _word_table(maker: Path, table: Path) -> int:
    spec = importlib.util.spec_from_file_location("copylint_lexicon_build", maker)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{maker} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return int(module.build(table))


def _built(package: Path, module: str, files: list[Path]) -> int:
    with _unbuilt(package):
        return int(importlib.import_module(f"copylint.{module}").build(files))


@contextmanager
def _unbuilt(package: Path, version: str = "") -> Iterator[None]:
    """Let copylint's own code be imported, which isn't installed yet: its package is put together by hand."""
    bare = ModuleType("copylint")
    bare.__path__ = [str(package)]
    bare.__dict__["__version__"] = version
    sys.modules["copylint"] = bare
    try:
        yield
    finally:
        for name in [n for n in sys.modules if n.split(".")[0] == "copylint"]:
            del sys.modules[name]
