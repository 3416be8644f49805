"""Runs a command for as long as whoever started it holds its standard input open: `python keeper.py COMMAND…`."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence


def keep(command: Sequence[str]) -> int:
    """Return the exit code of a command, which is ended when standard input closes: then its user is gone."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  the command of a server of ours

    def end_with_input() -> None:
        while os.read(0, 1024):
            pass
        process.terminate()

    threading.Thread(target=end_with_input, daemon=True).start()
    return process.wait()


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
