"""Which findings are shown, and what follows from them."""
