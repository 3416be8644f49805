"""`python -m copylint`."""

from __future__ import annotations

from copylint.app import main

if __name__ == "__main__":
    main()
