"""Paths and streams → decoded sources."""
