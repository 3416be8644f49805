"""Copies of one story: which documents are, and what they prove of one another."""
