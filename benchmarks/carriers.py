"""What reading a carrier costs beside checking its text, and whether memory stays the same however long it is.

carriers.py [--megabytes N]… [--kind rss|jsonl]… [--check] [--json OUT]

Feeds are made of the paragraphs of the benchmark's own stories, drawn by lot, each item a story of its own. Cost: the
CPU seconds of reading all items of a small feed and of making documents of them, against those of checking the same
documents, all in one process that has seen the text before; the ratio is the figure. Memory: the peak of a process of
its own that reads (with --check: checks) a feed of each size; the first size is the yardstick.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from copylint.batch.cache import Cache
from copylint.batch.local import check_files
from copylint.pipeline import Pipeline
from copylint.sources.carriers import carrier_of
from copylint.sources.reading import read

COPY = Path(__file__).with_name("copy")
PARAGRAPHS = 12  # of an item: about 2 KB
SIZES = (2, 20, 200)
SMALL = 1  # megabytes, for cost
GOES = 5
MEGABYTE = 1 << 20


def rss(number: int, paragraphs: Sequence[str]) -> str:
    """Return an item of RSS with its body as HTML in CDATA."""
    body = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in paragraphs)
    return (
        f"<item><guid>urn:{number}</guid><title>Story {number}</title>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
    )


def jsonl(number: int, paragraphs: Sequence[str]) -> str:
    """Return a record with its text escaped."""
    return json.dumps({"id": number, "title": f"Story {number}", "text": "\n\n".join(paragraphs)}) + "\n"


HEAD = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Desk</title>\n'
KINDS: dict[str, tuple[str, Callable[[int, Sequence[str]], str], str]] = {
    "rss": (HEAD, rss, "</channel></rss>\n"),
    "jsonl": ("", jsonl, ""),
}


def make(path: Path, kind: str, size: int) -> int:
    """Write a feed of at least so many bytes and return how many items it has."""
    head, item, tail = KINDS[kind]
    stories = [p.read_text(encoding="utf-8").strip().split("\n\n") for p in sorted(COPY.glob("*.txt"))]
    rng = random.Random(7)  # noqa: S311  feeds are to be repeatable
    written = number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(head)
        while written < size:
            number += 1
            paragraphs = [rng.choice(rng.choice(stories)) for _ in range(PARAGRAPHS)]
            written += file.write(item(number, paragraphs))
        file.write(tail)
    return number


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that a piece of work takes, the least of several goes."""
    taken = []
    for _ in range(GOES):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def cost(kind: str) -> dict[str, float | str]:
    """Return what reading a small feed costs, and what checking its documents does."""
    pipeline = Pipeline()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"feed.{kind}"
        make(path, kind, SMALL * MEGABYTE)
        source = read(str(path))
        carrier = carrier_of(source, pipeline.settings.reading)
        documents = list(pipeline.documents([str(path)], []))
        texts = [doc.text for doc in documents]
        for text in texts:
            pipeline.lint(text)  # what a process learns of its first words is no part of either
        reading = seconds(lambda: sum(1 for _ in carrier.items()))
        making = seconds(lambda: sum(1 for _ in pipeline.documents([str(path)], [])))
        checking = seconds(lambda: [pipeline.lint(text) for text in texts])
    return {
        "kind": kind,
        "megabytes": SMALL,
        "reading_s": round(reading, 3),
        "reading_and_documents_s": round(making, 3),
        "checking_plain_text_s": round(checking, 3),
        "reading_to_checking": round(reading / checking, 3),
    }


def memory(kind: str, megabytes: int, *, check: bool) -> dict[str, float | str | int]:
    """Return the peak memory of a process that reads or checks a feed of a size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"feed.{kind}"
        items = make(path, kind, megabytes * MEGABYTE)
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(path), *(["--check"] if check else [])],
            check=True,
            capture_output=True,
            text=True,
        )
    return {
        "kind": kind,
        "megabytes": megabytes,
        "items": items,
        "peak_mb": round(int(done.stdout) / 1024, 1),
        "seconds": round(time.monotonic() - begun, 1),
        "checked": "yes" if check else "no",
    }


def one(path: str, *, check: bool) -> int:
    """Read or check one file in this process and return its peak memory in kilobytes."""
    pipeline = Pipeline()
    _ = pipeline.engine
    if check:
        for file in check_files(pipeline, [path], None, jobs=1, cache=Cache(None)):
            for _ in getattr(file, "documents", ()):
                pass
    else:
        for _ in pipeline.documents([path], []):
            pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def rows(arguments: argparse.Namespace) -> Iterator[dict[str, float | str | int]]:
    """Yield the figures as they come."""
    for kind in arguments.kind or KINDS:
        yield dict(cost(kind))
        for megabytes in arguments.megabytes or SIZES:
            yield memory(kind, megabytes, check=arguments.check)


def main() -> None:
    """Print the figures, one row a line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=int, action="append")
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--check", action="store_true", help="check the items too")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if arguments.one:
        sys.stdout.write(str(one(arguments.one, check=arguments.check)))
        return
    found = []
    for row in rows(arguments):
        sys.stdout.write("  ".join(f"{key} {value}" for key, value in row.items()) + "\n")
        sys.stdout.flush()
        found.append(row)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
