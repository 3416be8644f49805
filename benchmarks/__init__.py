"""Benchmarks of copylint: sound copy, an injector of damage, and accuracy measured on both."""
