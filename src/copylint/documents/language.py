"""Which language a text is in, and which locale it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from math import ceil
from string import ascii_letters, whitespace

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
_BRITISH = expression(r"(?P<end>is(?:ation|ed|ing)|our(?:ed|ing|s)?|tre)\b|£|per cent\b")
_AMERICAN = expression(r"(?P<end>iz(?:ation|ed|ing))\b|(?:color|labor|center|defense|percent|favor)\b|U\.S\.")


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
    british, american = _words(_BRITISH, text), _words(_AMERICAN, text)
    if british == american:
        tag = _TAG.match(declared)
        region = (tag.group(2) or "").upper() if tag and tag.group(1).lower() == "en" else ""
        return f"en-{region}" if region not in ("", "US") else "en"
    return "en-GB" if british > american else "en-US"


def _words(spellings: re.Pattern[str], text: str) -> int:
    """Return how many spellings stand in the text: endings (`end`) inside a word, others at the start of one.

    What stands before is judged here: a pattern that begins with it takes twenty times as long.
    """
    count = 0
    for match in spellings.finditer(text):
        inside = match.start() > 0 and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "_")
        count += match.group() == "£" or inside == (match["end"] is not None)
    return count
