"""Build hook: make the word table before the wheel (or an editable install) is put together."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WordTableHook(BuildHookInterface[Any]):
    """Write src/copylint/lexicon/words.marisa from the packages named in NOTICE."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Build the table unless one newer than its maker is there."""
        if self.target_name != "wheel":
            return
        folder = Path(self.root) / "src" / "copylint" / "lexicon"
        maker, table = folder / "build.py", folder / "words.marisa"
        if table.exists() and table.stat().st_mtime >= maker.stat().st_mtime:
            return
        spec = importlib.util.spec_from_file_location("copylint_lexicon_build", maker)
        if spec is None or spec.loader is None:
            raise RuntimeError(f"{maker} cannot be loaded")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        count = module.build(table)
        self.app.display_info(f"word table: {count} words")
