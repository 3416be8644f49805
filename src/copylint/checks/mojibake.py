"""Text decoded with the wrong encoding, as ftfy judges and undoes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import re2

from copylint.checks._base import Check, report
from copylint.model.document import Document
from copylint.model.expressions import expression
from copylint.model.finding import Finding
from copylint.model.span import Span

_CHUNK = expression(r"[^ \t\r\n]*[^\x00-\x7f][^ \t\r\n]*")
# A letter that wrong decoding makes of a sequence's first byte (Windows-1252 and -1250, Mac Roman, code page 437, …),
# and whatever it makes of the next.
_FIRST = frozenset(map(chr, range(0xA1, 0x100))).union("ĂĹŃŔÄ√¬‚‰Œ├┬ΓσРСвГ")
_SUSPECT = re2.compile(f"[{re.escape(''.join(sorted(_FIRST)))}][^\\x00-\\x7f]".encode())
_LOSSY = frozenset({"decode_inconsistent_utf8", "replace_lossy_sequences"})


class Mojibake(Check):
    """Chunks that ftfy's own judgement calls wrongly decoded, with the chain of codecs that made them."""

    about = "mojibake, by ftfy's judgement, with the text it was"

    def find(self, doc: Document) -> Iterator[Finding]:
        """Yield a finding for each chunk between ASCII white space that ftfy can undo."""
        if _FIRST.isdisjoint(doc.beyond_ascii) or not _SUSPECT.search(doc.utf8):
            return
        import ftfy  # noqa: PLC0415  120 ms that plain copy need not pay
        from ftfy.badness import is_bad  # noqa: PLC0415

        for match in _CHUNK.finditer(doc.text):
            chunk = match.group()
            if not is_bad(chunk):
                continue
            fixed, plan = ftfy.fix_encoding_and_explain(chunk)
            if fixed == chunk or "\ufffd" in fixed:
                continue
            lossy = any(step.parameter in _LOSSY for step in plan or ())
            yield report(
                self.rules[0],
                doc,
                Span(*match.span()),
                suggestion=fixed,
                fix_is="unsafe" if lossy else None,
                why=_chain(plan),
            )


def _chain(plan: Any) -> str:
    steps = " → ".join(f"{step.action} {step.parameter}" for step in plan or ())
    return f"undone by: {steps}"


CHECK = Mojibake
