"""What can be done to sound copy, one module a family or two."""
