"""Raw LanguageTool, Harper and pyspellchecker beside copylint, alone and with each: hits, false alarms, seconds.

engines.py [CORPUS]… (--languagetool-url URL | --languagetool-folder DIR)

A corpus is a folder with texts/ and gold/, as seeds/ is, which is read where none is named. Place alone counts here, as
a raw engine knows no families: an annotation (must or should) is hit by a finding that touches it and is at most three
times as wide and twenty code points more; one that touches no annotation at all, `may` included, is a false alarm.
Seconds are those of a clock, of the second of two runs over all texts.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from copylint.documents.build import build
from copylint.model.source import Source
from copylint.model.span import Span
from copylint.outside.harper import Harper
from copylint.outside.languagetool import LanguageTool
from copylint.outside.match import GrammarEngine
from copylint.pipeline import Pipeline
from copylint.settings import Settings

SEEDS = Path(__file__).parents[1] / "seeds"
WIDER, SLACK = 3, 20
OUR_OWN = ("wording", "spelling")  # the families that engines of others are for
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

Reader = Callable[[str], Iterable[Span]]


class Text(NamedTuple):
    """A text of a corpus, the places that are to be found in it, and those that may be."""

    text: str
    asked: frozenset[Span]
    allowed: frozenset[Span]


class Result(NamedTuple):
    """What a reader made of a corpus."""

    hits: int
    asked: int
    false: int
    seconds: float


def texts_of(corpus: Path) -> list[Text]:
    """Return the texts of a corpus with their gold."""
    return [_text(file, corpus / "gold" / f"{file.stem}.jsonl") for file in sorted((corpus / "texts").glob("*.txt"))]


def _text(file: Path, gold: Path) -> Text:
    text = file.read_bytes().decode()
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    places: dict[bool, set[Span]] = {True: set(), False: set()}
    for row in gold.read_text(encoding="utf-8").splitlines() if gold.exists() else ():
        said = json.loads(row)
        start = starts[said["line"] - 1]
        places[said["tier"] == "may"].add(Span(start + said["start"], start + said["end"]))
    return Text(text, frozenset(places[False]), frozenset(places[True]))


def measured(reader: Reader, texts: Sequence[Text]) -> Result:
    """Return what a reader makes of texts, read twice."""
    hits = false = 0
    for text in texts:
        list(reader(text.text))
    started = time.perf_counter()
    found = [list(reader(text.text)) for text in texts]
    seconds = time.perf_counter() - started
    for text, spans in zip(texts, found, strict=True):
        hits += sum(any(_touches(span, place) and _fits(span, place) for span in spans) for place in text.asked)
        false += sum(not any(_touches(span, place) for place in text.asked | text.allowed) for span in spans)
    return Result(hits, sum(len(text.asked) for text in texts), false, seconds)


def _touches(a: Span, b: Span) -> bool:
    return a.start <= b.end and b.start <= a.end


def _fits(span: Span, place: Span) -> bool:
    return span.end - span.start <= WIDER * (place.end - place.start) + SLACK


def raw(engine: GrammarEngine) -> Reader:
    """Return a reader that believes all an engine says."""

    def read(text: str) -> Iterator[Span]:
        doc = build(Source("-", text))
        paragraphs = [text[p.start : p.end] for p in doc.paragraphs]
        for place, found in zip(doc.paragraphs, engine.matches(paragraphs, doc.locale), strict=True):
            yield from (Span(place.start + m.span.start, place.start + m.span.end) for m in found)

    return read


def raw_words() -> Reader:
    """Return a reader that calls every word misspelled that pyspellchecker doesn't know."""
    from spellchecker import SpellChecker  # noqa: PLC0415  170 ms

    known = SpellChecker()

    def read(text: str) -> Iterator[Span]:
        for match in _WORD.finditer(text):
            if known.unknown([match.group().replace("’", "'")]):
                yield Span(*match.span())

    return read


def own(*, without: Collection[str] = (), **settings: object) -> Reader:
    """Return copylint as a reader that keeps no paragraph, without our own rules of some families."""
    pipeline = Pipeline(Settings.of(**settings))
    pipeline.rules = [rule for rule in pipeline.rules if rule.family not in without]

    def read(text: str) -> Iterator[Span]:
        if pipeline.grammar:
            pipeline.grammar.forget()
        return (finding.span for finding in pipeline.lint(text))

    return read


def readers(server: dict[str, str]) -> Iterator[tuple[str, Reader]]:
    """Yield each reader with its name."""
    languagetool = {"grammar": "languagetool", **server}
    url, folder = server.get("languagetool_url"), server.get("languagetool_folder")
    engine = LanguageTool(url, Path(folder) if folder else None, off=frozenset(), extra="")
    yield "pyspellchecker, raw", raw_words()
    yield "Harper, raw", raw(Harper(""))
    yield "LanguageTool, raw", raw(engine)
    yield "copylint", own()
    yield "copylint with Harper", own(grammar="harper")
    yield "copylint with LanguageTool", own(**languagetool)
    yield "copylint less its own rules of wording and spelling", own(without=OUR_OWN)
    yield "the same with Harper", own(without=OUR_OWN, grammar="harper")
    yield "the same with LanguageTool", own(without=OUR_OWN, **languagetool)


def main() -> None:
    """Print a table for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path, default=[SEEDS])
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--languagetool-url", metavar="URL")
    where.add_argument("--languagetool-folder", metavar="DIR")
    options = parser.parse_args()
    keys = ("languagetool_url", "languagetool_folder")
    server = {key: getattr(options, key) for key in keys if getattr(options, key)}
    found = [(corpus, texts_of(corpus)) for corpus in options.corpus]
    for corpus, texts in found:
        words = sum(len(text.text.split()) for text in texts)
        sys.stdout.write(f"\n{corpus.name}: {len(texts)} texts, {words} words\n\n")
        sys.stdout.write("| | hits | false alarms | seconds |\n|---|---|---|---|\n")
        for name, reader in readers(server):
            result = measured(reader, texts)
            figures = f"{result.hits} of {result.asked} | {result.false} | {result.seconds:.1f}"
            sys.stdout.write(f"| {name} | {figures} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
