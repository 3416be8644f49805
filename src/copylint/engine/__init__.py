"""Runs the checks over a document."""
