"""Make the word table when the package is built; nothing of this runs later.

Sources: wordfreq (Zipf frequencies, "seen in the wild"), pyspellchecker (valid words), lemminflect (forms).
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
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
    return len(rows)
