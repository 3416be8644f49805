"""Which language a text is in, and which locale it shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice
from math import ceil
from string import ascii_letters, whitespace
from typing import Any

import re2

from copylint.lexicon.terms import terms
from copylint.model.expressions import expression

TELLING = terms("telling")
ENGLISH_SHARE = 0.12  # of words; sound English news stands at 0.25 to 0.35, other languages below 0.05
FEWEST_WORDS = 8
ENOUGH_WORDS = 20
SAMPLE = 4_000
_LETTERS = (ascii_letters + whitespace).encode()
_WORD = expression(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TAG = expression(r"\s*([A-Za-z]{2})(?:[-_]([A-Za-z]{2})\b)?(?![A-Za-z])")
_INDIAN = expression(r"₹|\bRs\.? ?\d|\b(?:lakh|crore)s?\b|\b(?:INR|PTI|IANS)\b")
_OF_INDIA = ("₹", "Rs", "lakh", "crore", "INR", "PTI", "IANS")
_BRITISH = r"(?:is(?:ation|ed|ing)|our(?:ed|ing|s)?|tre|per cent)\b|£"
_AMERICAN = r"(?:iz(?:ation|ed|ing)|color|labor|center|defense|percent|favor)\b|U\.S\."
_ENDINGS = ("is", "our", "tre", "iz")  # what those begin with that stand inside a word; all others begin one


def tell_language(text: str, declared: str = "", tokens: Sequence[str] | None = None) -> str:
    """Return the ISO 639-1 code of the text's language; where it is too short or too mixed to tell, `und`.

    English is told by its function words; only where they are rare is a trained detector asked. What a feed declares
    (`en-GB`, `de`) is believed only of a text that can't be told: feeds keep the language of their template.
    `tokens` are those of the text between white space, where the caller has them.
    """
    if tokens is None or len(text) > SAMPLE:
        tokens = text[:SAMPLE].split()
    found = "en" if _surely_english(text[:SAMPLE], tokens) else _tell(text)
    tag = _TAG.match(declared)
    return tag.group(1).lower() if found == "und" and tag else found


def _tell(text: str) -> str:
    words = _WORD.findall(text[:SAMPLE])
    if len(words) < FEWEST_WORDS:
        return "und"
    telling = sum(w.lower() in TELLING for w in words)
    if telling >= ENGLISH_SHARE * len(words):
        return "en"
    import py3langid  # noqa: PLC0415  200 ms that English copy need not pay

    code, _ = py3langid.classify(text[:SAMPLE])
    if code == "en" or len(words) >= ENOUGH_WORDS:
        return str(code)
    return "und"


def _surely_english(text: str, tokens: Sequence[str]) -> bool:
    """Return whether there is English enough however words are counted; spares most copy the counting (0.1 ms).

    Function words that stand by themselves are the fewest there can be, white-space tokens and one more word for each
    byte that is no letter the most words.
    """
    most = len(tokens) + len(text.encode("utf-8", "replace").translate(None, _LETTERS))
    enough = max(FEWEST_WORDS, ceil(ENGLISH_SHARE * most))
    return next(islice(filter(TELLING.__contains__, tokens), enough - 1, None), None) is not None


def tell_locale(text: str, language: str, declared: str = "") -> str:
    """Return what the text itself shows: `en-IN`, `en-GB`, `en-US` or plain `en`; other languages as they are.

    Of a text that shows nothing, a declared region holds, but for en-US: so much software declares that unasked.
    """
    if language not in ("en", "und"):
        return language
    if any(map(text.__contains__, _OF_INDIA)) and _INDIAN.search(text):
        return "en-IN"
    data = text.encode("utf-8", "replace")
    british, american = _words(_BRITISH, data), _words(_AMERICAN, data)
    if british == american:
        tag = _TAG.match(declared)
        region = (tag.group(2) or "").upper() if tag and tag.group(1).lower() == "en" else ""
        return f"en-{region}" if region not in ("", "US") else "en"
    return "en-GB" if british > american else "en-US"


def _words(spellings: str, data: bytes) -> int:
    """Return how many spellings stand in the text: endings inside a word, others at the start of one.

    What stands beside is judged here: a pattern that begins with it takes twenty times as long, and RE2 knows no
    letters but ASCII's.
    """
    count = 0
    for match in _compiled(spellings).finditer(data):
        start, end = match.span()
        found = match.group().decode()
        before = data[max(0, start - 4) : start].decode("utf-8", "ignore")[-1:]
        behind = data[end : end + 4].decode("utf-8", "ignore")[:1]
        inside = before.isalnum() or before == "_"
        whole = found == "U.S." or not behind.isalnum()
        count += found == "£" or (whole and inside == found.startswith(_ENDINGS))
    return count


@cache
def _compiled(spellings: str) -> Any:
    return re2.compile(spellings.encode())
