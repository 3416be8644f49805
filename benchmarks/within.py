"""How fast copylint checks copy within one process: with empty caches, on unseen text, and on text it has met.

within.py FOLDER   (run with the Python of copylint's environment; prints one line of JSON)

The copy is in memory before the clock runs. The first tenth is read with empty caches, the rest is unseen text in a
process that is warm, and then the rest is read once more. Two floors come last: the same road with no rule in force,
over text it has met, and what any program in Python has to do that knows words: `split`, and one look-up in a
dictionary for each word. Figures are megabytes per second of processor time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path


def main() -> None:
    """Measure and print."""
    from copylint.engine.run import Engine  # noqa: PLC0415  this is what is measured
    from copylint.model.source import Source  # noqa: PLC0415
    from copylint.pipeline import Pipeline  # noqa: PLC0415

    copy = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
    first, rest = copy[: len(copy) // 10], copy[len(copy) // 10 :]
    pipeline, bare = Pipeline(), Pipeline()
    _ = pipeline.engine, pipeline.causes, bare.causes
    bare.engine = Engine([], pipeline.engine.resources)
    numbers = {word: 0 for text in rest for word in text.split()}

    def rate(some: Iterable[str], work: Callable[[str], object]) -> float:
        start, size = time.process_time(), 0
        for text in some:
            work(text)
            size += len(text.encode())
        return size / 1e6 / (time.process_time() - start)

    def checked(text: str) -> object:
        return pipeline.check(Source("-", text))

    def without_rules(text: str) -> object:
        return bare.check(Source("-", text))

    def looked_up(text: str) -> object:
        return list(map(numbers.__getitem__, text.split()))

    found = {"empty": rate(first, checked), "unseen": rate(rest, checked), "warm": rate(rest, checked)}
    rate(rest, without_rules)
    found |= {"without_rules": rate(rest, without_rules), "words_looked_up": rate(rest, looked_up)}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
