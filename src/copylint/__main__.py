"""`copylint` and `python -m copylint`: a plain `check` at once, everything else by way of typer."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] == ["check"] and sys.platform != "win32":  # there, typer opens up what stands for many files
        from copylint.frontends._plain import run, understood  # noqa: PLC0415

        given = understood(sys.argv[2:])
        if given is not None:
            sys.exit(run(given))
    from copylint.app import main as run_any  # noqa: PLC0415

    run_any()


if __name__ == "__main__":
    main()
