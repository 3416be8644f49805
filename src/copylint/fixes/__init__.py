"""Findings → edits → mended text."""
