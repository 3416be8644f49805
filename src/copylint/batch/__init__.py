"""Many files: checked side by side, and not again where nothing has changed."""
