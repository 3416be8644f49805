"""Make the word tables when the package is built; nothing of this runs later.

Sources: wordfreq (Zipf frequencies, "seen in the wild"), pyspellchecker (valid words), lemminflect (forms).
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LEMMA = {"noun": 1, "verb": 4, "adj": 128, "adv": 256}
INFLECTED = {"noun": (2,), "verb": (16, 64, 32, 8), "adj": (128, 128), "adv": (256, 256)}
AUXILIARIES = (  # which the table leaves out
    *((word, 4) for word in ("be", "have", "do")),
    *((word, 8) for word in ("is", "has", "does")),
    *((word, 16) for word in ("was", "were", "had", "did")),
    *((word, 32) for word in ("being", "having", "doing")),
    *((word, 64) for word in ("been", "had", "done")),
)
VALID, PROPER = 512, 1024
ZIPF_STEP = 20  # Zipf frequencies are kept in twentieths; the trade's rounding is hundredths
FORMAT = "<BH"
SHORTEST_NEAR = 4  # letters; below that everything is one slip from everything
NEAR_LEAST = 3.0  # Zipf: a word rarer than that isn't what a slip was meant for
NEAR_LEAST_UNCLASSED = 4.3  # the same for words without forms: function words are among them, but names are, too
LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
FOREIGN_LEAST = 3.5  # Zipf in another language
FOREIGN = "="  # stands before a foreign word in the table of near words


def _forms() -> dict[str, int]:
    """Return spelling → form bits from lemminflect's table: lemma, category, then the inflected forms in a fixed order.

    A spelling that the table has with a capital only (Chrysler, Haitian) is marked as a proper noun.
    """
    import lemminflect  # noqa: PLC0415  needed at build time only

    table = Path(lemminflect.__file__).parent / "resources" / "infl_lu.csv.gz"
    bits: dict[str, int] = defaultdict(int)
    common: set[str] = set()
    capitalised: set[str] = set()
    with gzip.open(table, "rt", encoding="utf-8") as rows:
        for lemma, category, *cells in csv.reader(rows):
            if category not in LEMMA:
                continue
            (capitalised if lemma[:1].isupper() else common).add(lemma.lower())
            bits[lemma.lower()] |= LEMMA[category]
            for bit, cell in zip(INFLECTED[category], cells, strict=False):
                for form in filter(None, cell.split("/")):
                    bits[form.lower()] |= bit
    for word, bit in AUXILIARIES:
        bits[word] |= bit
    for word in capitalised - common:
        bits[word] |= PROPER
    return bits


def _rows() -> dict[str, tuple[int, int]]:
    from spellchecker import SpellChecker  # noqa: PLC0415
    from wordfreq import get_frequency_dict  # noqa: PLC0415

    frequency: dict[str, float] = get_frequency_dict("en", wordlist="large")
    forms = _forms()
    for word in SpellChecker(language="en").word_frequency.words():
        forms[word] = forms.get(word, 0) | VALID
    rows: dict[str, tuple[int, int]] = {}
    for word in frequency.keys() | forms.keys():
        share = frequency.get(word, 0.0)
        rows[word] = (_zipf_steps(share), forms.get(word, 0))
    return rows


def _zipf_steps(share: float) -> int:
    from wordfreq import freq_to_zipf  # noqa: PLC0415

    return round(max(0.0, freq_to_zipf(share)) * ZIPF_STEP) if share > 0 else 0


def build(target: Path) -> int:
    """Write the word table to `target` and return the number of words in it."""
    import marisa_trie  # noqa: PLC0415

    rows = _rows()
    trie: Any = marisa_trie.RecordTrie(FORMAT, sorted(rows.items()))
    target.parent.mkdir(parents=True, exist_ok=True)
    trie.save(str(target))
    marisa_trie.BytesTrie(_near_rows(rows)).save(str(target.with_name("near.marisa")))
    return len(rows)


def _near_rows(rows: dict[str, tuple[int, int]]) -> Iterator[tuple[str, bytes]]:
    """Yield each common word under its forms with one letter taken out, then foreign words that look like slips."""
    known: set[str] = set()
    for word, (steps, forms) in rows.items():
        if _near(word, steps / ZIPF_STEP, forms):
            keys = _deletions(word)
            known |= keys
            yield from ((key, word.encode()) for key in keys)
    for word in _foreign_words():
        if not rows.get(word, (0, 0))[1] and _deletions(word) & known:
            yield FOREIGN + word, b""


def _near(word: str, zipf: float, forms: int) -> bool:
    """Return whether a slip may have been meant for the word."""
    letters = word.isascii() and word.isalpha() and len(word) >= SHORTEST_NEAR
    classed = forms & ~(VALID | PROPER) and (forms & VALID or not forms & PROPER)
    return letters and bool(forms) and zipf >= (NEAR_LEAST if classed else NEAR_LEAST_UNCLASSED)


def _deletions(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _foreign_words() -> set[str]:
    """Return the words of other languages that English letters can write, the common ones."""
    from wordfreq import freq_to_zipf, get_frequency_dict  # noqa: PLC0415

    return {
        word
        for language in LANGUAGES
        for word, share in get_frequency_dict(language, wordlist="best").items()
        if freq_to_zipf(share) >= FOREIGN_LEAST and word.isascii() and word.isalpha() and len(word) >= SHORTEST_NEAR
    }
