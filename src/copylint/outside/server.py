"""A LanguageTool server of our own: started when it is first needed, ended with the run, for this machine alone."""

from __future__ import annotations

import atexit
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from copylint.model.expressions import expression
from copylint.outside import keeper
from copylint.outside.match import EngineError

HERE = "127.0.0.1"
START_S = 90.0
TRIES = 3  # ports; another program may take one between our looking and the server's
MAIN = "org.languagetool.server.HTTPServer"
LIGHT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # half the processor's time until the first answer
_CORE = expression(r"languagetool-(?:core|server)[\w.-]*\.jar")


def jars(folder: Path) -> list[Path]:
    """Return the jars of LanguageTool in a folder, or in `libs` beneath it, as its release has them."""
    return sorted(file for part in (folder, folder / "libs") if part.is_dir() for file in part.glob("*.jar"))


def holds_server(folder: Path) -> bool:
    """Return whether a LanguageTool server can be started from a folder."""
    return any(_CORE.fullmatch(jar.name) for jar in jars(folder))


class Server:
    """A server made of the jars in a folder. Only the process that started it ends it."""

    def __init__(self, folder: Path, start_s: float = START_S) -> None:
        """Take the folder and how long the server may take to start; nothing is started yet."""
        self.folder = folder
        self._start_s = start_s
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._port = 0
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._let_go)

    def url(self) -> str:
        """Return the address of the server, which is started where it isn't running.

        Raises:
            EngineError: it can't be started.

        """
        if os.getpid() == self._owner and (self._process is None or self._process.poll() is not None):
            self._start()
        if self._process is None:
            raise EngineError(f"the LanguageTool server in {self.folder} doesn't start")
        return f"http://{HERE}:{self._port}/"

    def close(self) -> None:
        """End the server, if this process started it."""
        if self._process is None or os.getpid() != self._owner:
            return
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._process = None
        atexit.unregister(self.close)

    def _let_go(self) -> None:
        """Close what holds the server up, in a process that was copied from the one that started it."""
        if self._process is not None and self._process.stdin:
            self._process.stdin.close()

    def _start(self) -> None:
        java = shutil.which("java")
        if java is None:
            raise EngineError("Java is missing, in which LanguageTool runs (version 17 or later)", lasting=True)
        if not holds_server(self.folder):
            raise EngineError(f"{self.folder} holds no jars of a LanguageTool server", lasting=True)
        said = ""
        for _ in range(TRIES):
            self._port = _free_port()
            with tempfile.TemporaryFile() as log:
                self._process = self._run(java, log)
                atexit.register(self.close)
                if self._is_up():
                    return
                self.close()
                said = _last_line(log)
        raise EngineError(f"the LanguageTool server in {self.folder} doesn't start: {said or 'it says nothing'}")

    def _run(self, java: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
        classes = os.pathsep.join(map(str, jars(self.folder)))
        command = [java, *LIGHT, "-cp", classes, MAIN, "--port", str(self._port)]
        return subprocess.Popen(  # noqa: S603  Java, and jars the user named
            [sys.executable, "-I", str(Path(keeper.__file__)), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )

    def _is_up(self) -> bool:
        """Wait until the server answers; return False where it ended, or takes too long."""
        until = time.monotonic() + self._start_s
        while time.monotonic() < until and self._process is not None and self._process.poll() is None:
            if answers(HERE, self._port):
                return True
            time.sleep(0.1)
        return False


def answers(host: str, port: int) -> bool:
    """Return whether a LanguageTool server there says that it is well."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/v2/healthcheck")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def _last_line(log: IO[bytes]) -> str:
    log.seek(0)
    lines = log.read().decode("utf-8", "replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")
