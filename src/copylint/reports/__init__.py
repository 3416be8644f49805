"""Reports: the same outcome in different formats."""
