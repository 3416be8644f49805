"""What a finding is known by from one run to the next: its rule and its copy, not its line or its file."""

from __future__ import annotations

from hashlib import blake2b

from copylint.model.document import Document
from copylint.model.finding import Finding
from copylint.model.span import Span

CONTEXT = 2  # tokens on either side, within the paragraph
REACH = 80  # code points in which they are looked for, as a paragraph may be as long as its file
EXCERPT = 80  # code points of copy that a person has to recognise


def anchor(finding: Finding, doc: Document) -> str:
    """Return a hash of the copy a finding stands on and of two tokens on either side, white space folded.

    It stays when lines are put in above, when copy is wrapped anew, and when a file gets another name.
    """
    start, end = finding.span
    first, last = _around(start, doc).start, _around(max(start, end - 1), doc).end
    before = doc.text[max(first, start - REACH) : start].split()[-CONTEXT:]
    after = doc.text[end : min(last, end + REACH)].split()[:CONTEXT]
    return digest(" ".join(before), " ".join(finding.text.split()), " ".join(after))


def fingerprint(finding: Finding, doc: Document) -> str:
    """Return a hash of the rule and the anchor."""
    return digest(finding.rule, anchor(finding, doc))


def digest(*parts: str) -> str:
    """Return a hash of the parts, each kept apart from the next."""
    told = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=16).hexdigest()


def excerpt(text: str) -> str:
    r"""Return copy on one line, as much of it as a person needs to recognise it.

    >>> excerpt("the  \n the")
    'the the'
    """
    folded = " ".join(text[: 4 * EXCERPT].split())
    return folded if len(folded) <= EXCERPT else f"{folded[: EXCERPT - 1]}…"


def _around(offset: int, doc: Document) -> Span:
    return doc.paragraph_at(offset) or doc.line_at(offset)
