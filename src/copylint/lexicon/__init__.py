"""What copylint knows of words and names; memory-mapped, loaded on first use."""
