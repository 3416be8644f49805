"""Weighs the evidence of a whole text."""
