"""A fix as SARIF has it."""

from __future__ import annotations

from copylint.model.document import Document
from copylint.model.finding import Fix
from copylint.reports.sarif_parts import region_between


def sarif_fix(fix: Fix, doc: Document, where: str) -> dict[str, object] | None:
    """Return the fix as it changes the file, or None where it can't."""
    edits = doc.file_edits(fix)
    if edits is None:
        return None
    replacements = [
        {"deletedRegion": region_between(e.start, e.end), "insertedContent": {"text": e.replacement}} for e in edits
    ]
    change = {"artifactLocation": {"uri": where}, "replacements": replacements}
    return {"artifactChanges": [change], "properties": {"safety": fix.safety}}
