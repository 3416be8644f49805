"""What a command costs: processor time, wall time and peak memory of it and of the processes it waits for.

Run as a script (`timing.py OUT COMMAND…`) it is the small process that starts the command: the peak of a process on
Linux is never below that of the one that started it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONHOME")  # nobody's usual Python


class Cost(NamedTuple):
    """Seconds of processor and of wall time, the peak in megabytes, and the exit code; None where it took too long."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    code: int | None


class FailedError(RuntimeError):
    """A command that is measured ended as it shouldn't."""


def environment(cache: Path) -> dict[str, str]:
    """Return the environment of measured commands: nothing that slows Python down, caches in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {**kept, "XDG_CACHE_HOME": str(cache), "COPYLINT_CACHE_DIR": str(cache)}


def cost(
    command: Sequence[str], env: Mapping[str, str], limit_s: float | None = None, codes: Sequence[int] = (0,)
) -> Cost:
    """Return what a command costs; what it prints goes nowhere.

    Raises:
        FailedError: its exit code is none of `codes`, with the end of what it said on stderr.

    """
    with tempfile.TemporaryDirectory() as folder:
        out, said = Path(folder) / "cost.json", Path(folder) / "stderr"
        launcher = [sys.executable, "-I", "-S", __file__, str(out), str(limit_s or 0), str(said), *command]
        subprocess.run(launcher, env=dict(env), check=True)
        found = Cost(**json.loads(out.read_text(encoding="utf-8")))
        if found.code is not None and found.code not in codes:
            tail = said.read_bytes()[-2_000:].decode("utf-8", "replace")
            raise FailedError(f"{' '.join(command[:4])} …: exit code {found.code}\n{tail}")
    return found


def _launched(command: Sequence[str], limit_s: float, said: str) -> dict[str, float | int | None]:
    start = time.perf_counter()
    with Path(said).open("wb") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)
        late = False
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG if limit_s and not late else 0)
            if pid:
                break
            if time.perf_counter() - start > limit_s:
                process.kill()
                late = True
            time.sleep(0.01)
    return {
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "wall_s": time.perf_counter() - start,
        "peak_mb": usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2),
        "code": None if late else os.waitstatus_to_exitcode(status),
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(_launched(sys.argv[4:], float(sys.argv[2]), sys.argv[3])), encoding="utf-8")
