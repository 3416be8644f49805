"""`copylint` and `python -m copylint`: a plain `check` at once, everything else by way of typer."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] == ["check"] and sys.platform != "win32":  # there, typer opens up what stands for many files
        gc.disable()  # a tenth of the time of a small run goes by looking for waste among what has just been loaded
        from copylint.frontends._plain import run, understood  # noqa: PLC0415

        gc.freeze()
        gc.enable()
        given = understood(sys.argv[2:])
        if given is not None:
            code = run(given)
            gc.freeze()  # the process ends, and its memory with it
            sys.exit(code)
    from copylint.app import main as run_any  # noqa: PLC0415

    run_any()


if __name__ == "__main__":
    main()
