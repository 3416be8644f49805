"""Bytes → text, saying which encoding it was and whether that had to be guessed."""

from __future__ import annotations

import codecs
import re

from copylint.model.errors import UnreadableError
from copylint.model.source import Source

BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
)
HEAD_BYTES = 1_024  # in which HTML has to declare its encoding (WHATWG, "prescan a byte stream")
_DECLARATION = re.compile(
    rb"""\s*<\?xml\b[^>]*?\sencoding\s*=\s*["']([\w.:-]+)|\s*<(?=!doctype|html).*?<meta\b[^>]*?charset\s*=\s*["']?([\w.:-]+)""",
    re.DOTALL | re.IGNORECASE,
)
GUESS_BYTES = 65_536
WIDE_SHARE = 0.9  # of the bytes at even (or odd) places that are NUL in UTF-16 without a BOM


def decode(path: str, data: bytes) -> Source:
    """Return the text of the bytes.

    UTF-8 and UTF-16 (32) are told exactly; anything else is a guess and says so.

    Raises:
        UnreadableError: a binary format, NUL bytes, or no encoding fits.

    """
    for mark, name, codec in BOMS:
        if data.startswith(mark):
            return _strict(path, data, codec, name)
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(path, f"not text but {kind}")
    if b"\0" in data:
        return _wide(path, data)
    try:
        return Source(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _declared(path, data) or _guess(path, data, error)


def _declared(path: str, data: bytes) -> Source | None:
    """Return the text in the encoding that XML or HTML declares in its head, where the bytes bear that out."""
    found = _DECLARATION.match(data[:HEAD_BYTES])
    if found is None:
        return None
    try:
        codec = codecs.lookup(next(filter(None, found.groups())).decode("ascii"))
        return Source(path, data.decode(codec.name), codec.name)
    except (LookupError, UnicodeDecodeError):
        return None


def _strict(path: str, data: bytes, codec: str, name: str) -> Source:
    try:
        return Source(path, data.decode(codec), name)
    except UnicodeDecodeError as error:
        raise UnreadableError(path, f"marked as {name} but not valid at byte {error.start}") from error


def _wide(path: str, data: bytes) -> Source:
    """UTF-16 without a BOM: NUL in nearly every second byte and nowhere else."""
    half = max(1, len(data) // 2)
    for parity, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls, others = data[parity::2].count(0), data[1 - parity :: 2].count(0)
        if len(data) % 2 == 0 and nuls >= WIDE_SHARE * half and not others:
            return _strict(path, data, name, name)
    raise UnreadableError(path, "not text: it holds NUL bytes")


def _guess(path: str, data: bytes, error: UnicodeDecodeError) -> Source:
    from charset_normalizer import from_bytes  # noqa: PLC0415  rare, and 20 ms

    for encoding in ("cp1252", *(match.encoding for match in from_bytes(data[:GUESS_BYTES]))):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding != "cp1252" or _looks_western(text):
            return Source(path, text, encoding, guessed=True)
    try:
        return Source(path, data.decode("cp1252"), "cp1252", guessed=True)
    except UnicodeDecodeError:
        raise UnreadableError(path, f"neither UTF-8 (byte {error.start} is wrong) nor any other encoding") from error


def _looks_western(text: str) -> bool:
    """Windows-1252 decodes nearly anything; believe it where letters beyond ASCII are sparse and the rest are marks."""
    beyond = [c for c in text if c > "\x7f"]
    marks = sum(c in "‘’“”–—…•€£©®°½" for c in beyond)
    letters = sum("À" <= c <= "ÿ" for c in beyond)
    return letters <= 0.1 * len(text) and marks + letters >= 0.9 * len(beyond)
