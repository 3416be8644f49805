"""The gate: items that pass are let in, others are held, each with its reasons; nothing is checked or written twice."""
