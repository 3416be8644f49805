"""Front ends: thin ways in, none of which knows another."""
