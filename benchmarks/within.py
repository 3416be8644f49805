"""How fast copylint checks copy within one process: with empty caches, on unseen text, and on text it has met.

within.py FOLDER   (run with the Python of copylint's environment; prints one line of JSON)

The copy is in memory before the clock runs. The first tenth is read with empty caches, the rest is unseen text in a
process that is warm, and then the rest is read once more. Figures are megabytes per second of processor time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path


def main() -> None:
    """Measure and print."""
    from copylint.model.source import Source  # noqa: PLC0415  this is what is measured
    from copylint.pipeline import Pipeline  # noqa: PLC0415

    copy = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
    first, rest = copy[: len(copy) // 10], copy[len(copy) // 10 :]
    pipeline = Pipeline()
    _ = pipeline.engine, pipeline.causes

    def rate(some: Iterable[str]) -> float:
        start, size = time.process_time(), 0
        for text in some:
            pipeline.check(Source("-", text))
            size += len(text.encode())
        return size / 1e6 / (time.process_time() - start)

    sys.stdout.write(json.dumps({"empty": rate(first), "unseen": rate(rest), "warm": rate(rest)}) + "\n")


if __name__ == "__main__":
    main()
