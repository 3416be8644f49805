"""Frozen values every part of copylint speaks in; knows no other part."""
