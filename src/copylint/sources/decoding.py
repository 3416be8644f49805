"""Bytes → text, saying which encoding it was and whether that had to be guessed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from copylint.model.errors import UnreadableError
from copylint.model.expressions import expression
from copylint.model.source import Source
from copylint.sources.stored import Stored

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
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
_DECLARATION = expression(
    rb"""\s*<\?xml\b[^>]*?\sencoding\s*=\s*["']([\w.:-]+)|\s*<(?=!doctype|html).*?<meta\b[^>]*?charset\s*=\s*["']?([\w.:-]+)""",
    re.DOTALL | re.IGNORECASE,
)
GUESS_BYTES = 65_536
WIDE_SHARE = 0.9  # of the bytes at even (or odd) places that are NUL in UTF-16 without a BOM


class Settled(NamedTuple):
    """The encoding of some bytes, whether it had to be guessed, and the mark they begin with."""

    encoding: str
    guessed: bool = False
    bom: bytes = b""


def decode(path: str, data: bytes, **how: Any) -> Source:
    """Return the text of the bytes; `how` they came (`named`, `piped`) is as `Source` has it.

    UTF-8 and UTF-16 (32) are told exactly; anything else is a guess and says so.

    Raises:
        UnreadableError: a binary format, NUL bytes, or no encoding fits.

    """
    settled = settle(path, Stored(data))
    return Source(path, data[len(settled.bom) :].decode(settled.encoding), *settled, **how)


def settle(path: str, stored: Stored) -> Settled:
    """Return the encoding in which all of the bytes can be read.

    Raises:
        UnreadableError: a binary format, NUL bytes, or no encoding fits.

    """
    head = stored.head
    for bom, name in BOMS:
        if head.startswith(bom):
            return _strict(path, stored, Settled(name, bom=bom))
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            raise UnreadableError(path, f"not text but {kind}")
    if any(b"\0" in block for block in stored.blocks()):
        return _wide(path, stored)
    wrong = misfit(stored, Settled("utf-8"))
    if wrong is None:
        return Settled("utf-8")
    return _declared(stored) or _guess(path, stored, wrong)


def texts(stored: Stored, settled: Settled) -> Iterator[str]:
    """Yield the text of the bytes block by block, without a BOM.

    Raises:
        UnicodeDecodeError: the bytes aren't in that encoding.

    """
    decoder = codecs.getincrementaldecoder(settled.encoding)("strict")
    skip = len(settled.bom)
    for block in stored.blocks():
        yield decoder.decode(block[skip:])
        skip = 0
    yield decoder.decode(b"", final=True)


def misfit(stored: Stored, settled: Settled) -> int | None:
    """Return the first byte that is wrong in an encoding, or None where all can be read."""
    decoder = codecs.getincrementaldecoder(settled.encoding)("strict")
    end = skip = len(settled.bom)
    try:
        for block in stored.blocks():
            end += len(block) - skip
            decoder.decode(block[skip:])
            skip = 0
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return end - len(error.object) + error.start
    return None


def _declared(stored: Stored) -> Settled | None:
    """Return the encoding that XML or HTML declares in its head, where the bytes bear that out."""
    found = _DECLARATION.match(stored.head[:HEAD_BYTES])
    if found is None:
        return None
    try:
        codec = codecs.lookup(next(filter(None, found.groups())).decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None
    settled = Settled(codec.name)
    return settled if _is_text(codec) and misfit(stored, settled) is None else None


def _is_text(codec: codecs.CodecInfo) -> bool:
    """Return whether a codec makes text of bytes, block by block (rot13 and base64 are codecs too)."""
    return getattr(codec, "_is_text_encoding", True) and codec.incrementaldecoder is not None


def _strict(path: str, stored: Stored, settled: Settled) -> Settled:
    wrong = misfit(stored, settled)
    if wrong is not None:
        raise UnreadableError(path, f"marked as {settled.encoding} but not valid at byte {wrong}")
    return settled


def _wide(path: str, stored: Stored) -> Settled:
    """UTF-16 without a BOM: NUL in nearly every second byte and nowhere else."""
    nuls, length = [0, 0], 0
    for block in stored.blocks():
        for parity in (0, 1):
            nuls[(length + parity) % 2] += block[parity::2].count(0)
        length += len(block)
    for parity, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if length % 2 == 0 and nuls[parity] >= WIDE_SHARE * max(1, length // 2) and not nuls[1 - parity]:
            return _strict(path, stored, Settled(name))
    raise UnreadableError(path, "not text: it holds NUL bytes")


def _guess(path: str, stored: Stored, wrong: int) -> Settled:
    from charset_normalizer import from_bytes  # noqa: PLC0415  rare, and 20 ms

    for encoding in ("cp1252", *(match.encoding for match in from_bytes(stored.head[:GUESS_BYTES]))):
        settled = Settled(encoding, guessed=True)
        if misfit(stored, settled) is None and (encoding != "cp1252" or _looks_western(texts(stored, settled))):
            return settled
    western = Settled("cp1252", guessed=True)
    if misfit(stored, western) is not None:
        raise UnreadableError(path, f"neither UTF-8 (byte {wrong} is wrong) nor any other encoding")
    return western


def _looks_western(blocks: Iterable[str]) -> bool:
    """Windows-1252 decodes nearly anything; believe it where letters beyond ASCII are sparse and the rest are marks."""
    marks = letters = beyond = length = 0
    for text in blocks:
        foreign = [c for c in text if c > "\x7f"]
        marks += sum(c in "‘’“”–—…•€£©®°½" for c in foreign)
        letters += sum("À" <= c <= "ÿ" for c in foreign)
        beyond += len(foreign)
        length += len(text)
    return letters <= 0.1 * length and marks + letters >= 0.9 * beyond
