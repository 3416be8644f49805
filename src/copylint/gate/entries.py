"""Entries of the journal: an item's report as objects, which can be moved to where the item stands today."""

from __future__ import annotations

import json
from typing import Any

from copylint.gate.journal import Entry
from copylint.model.source import Source, Unread
from copylint.pipeline import Pipeline
from copylint.reports.json_report import document_object, finding_object, report_object
from copylint.sources.items import Carrier, Item

NO_TEXT = "no text but a headline"
NOT_CHECKED = "not fully checked"


def entry_of(pipeline: Pipeline, source: Source, carrier: Carrier, item: Item) -> tuple[Entry, list[Unread]]:
    """Return the entry of an item, and the checks that failed on it; an item that they failed on is held."""
    report, failures = pipeline.examine_item(source, carrier, item)
    reasons = list(report.reasons) if report else []
    if item.textless:
        reasons.append(NO_TEXT)
    if any(not failure.harmless for failure in failures):
        reasons.append(NOT_CHECKED)
    findings = [finding_object(f, report.document, source.path) for f in report.findings] if report else []
    verdict = "hold" if reasons else "warn" if findings else "pass"
    document = document_object(report) if report else {"item": item.id, "line": item.place.line}
    document |= {"verdict": "fail" if reasons else "pass", "gate": verdict, "reasons": reasons}
    return Entry(verdict, {"document": document, "findings": findings}, item.place), failures


def moved(entry: Entry, item: Item, path: str) -> Entry:
    """Return an entry with its places as they are now that the item starts where it does in the file at a path.

    The item's bytes are the same, so all of its lines move alike, and on its first line all columns.
    """
    place = item.place
    down, right = place.line - entry.place.line, place.column - entry.place.column
    for part in (entry.record["document"], *entry.record["findings"]):
        part["item"] = item.id
    for part in _places(entry):
        if "path" in part:
            part["path"] = path
        for line, column in (("line", "column"), ("end_line", "end_column")):
            if line in part:
                if column in part and part[line] == entry.place.line:
                    part[column] += right
                part[line] += down
    return entry._replace(place=place)


def _places(entry: Entry) -> list[dict[str, Any]]:
    """Return the objects that hold a place."""
    findings = entry.record["findings"]
    parts = [entry.record["document"], *findings]
    for finding in findings:
        parts += finding["related"]
        parts += finding["fix"]["edits"] if finding["fix"] else []
    return parts


def report_of(version: str, path: str, encoding: str, entry: Entry) -> bytes:
    """Return the report on one item as the bytes of a JSON document, with its places in the file it came in."""
    document, findings = entry.record["document"], entry.record["findings"]
    report = report_object(version, path, encoding, [document], findings)
    return json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"
