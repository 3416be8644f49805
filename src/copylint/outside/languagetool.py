"""LanguageTool: a server the user names, or one of our own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from copylint.outside.match import EngineError, Match
from copylint.outside.pieces import asked
from copylint.outside.server import Server, holds_server, jars

if TYPE_CHECKING:
    from copylint.outside.client import Client

ANSWER_S = 30.0  # of a batch of paragraphs; where the processor is free it takes one or two
FOLDER = "LTP_JAR_DIR_PATH"  # language-tool-python's own word for a folder of jars
BRITISH = ("en-GB", "en-IN")
NOWHERE = (
    "LanguageTool is nowhere: name its server with --languagetool-url, or the folder of its jars with"
    " --languagetool-folder; copylint fetches nothing (docs/grammar.md says where to get them)"
)


class LanguageTool:
    """LanguageTool behind a URL. Without one, a server is started of the jars in a folder, and ended at the end."""

    name = "languagetool"
    title = "LanguageTool"

    def __init__(
        self, url: str | None, folder: Path | None, *, off: frozenset[str], extra: str, answer_s: float | None = None
    ) -> None:
        """Take the server or the folder, the categories not to be looked for, and how long an answer may take.

        `extra` is what to say where language-tool-python is missing. Nothing is started or asked yet.
        """
        self._url = url
        self._folder = folder
        self._off = off
        self._extra = extra
        self._answer_s = answer_s or ANSWER_S
        self._server: Server | None = None
        self._clients: dict[tuple[str, str], Client] = {}
        self._pid = os.getpid()

    def mark(self) -> str:
        """Return the server's version; of one of our own the names of its jars, for which it needs no start."""
        if self._url is None:
            return repr([jar.name for jar in jars(self._own_folder())])
        return self._client("en-US").version

    def matches(self, paragraphs: Sequence[str], locale: str) -> list[tuple[Match, ...]]:
        """Return what LanguageTool holds against each paragraph."""
        code = "en-GB" if locale in BRITISH else "en-US"
        try:
            return asked(paragraphs, self._client(code).read)
        except EngineError:
            self._clients.clear()  # a client that was left waiting isn't used again
            raise

    def shared(self) -> str:
        """Return the server's address; one of our own is started for that."""
        if self._url is not None:
            return self._url
        if self._server is None:
            self._server = Server(self._own_folder())
        return self._server.url()

    def close(self) -> None:
        """End the server of our own."""
        self._clients.clear()
        if self._server is not None:
            self._server.close()

    def _client(self, code: str) -> Client:
        try:
            from copylint.outside.client import Client  # noqa: PLC0415  an extra, loaded when asked for
        except ImportError as error:
            raise EngineError(self._extra, lasting=True) from error
        if os.getpid() != self._pid:  # two processes must not speak through one connection
            self._clients.clear()
            self._pid = os.getpid()
        url = self.shared()
        client = self._clients.get((url, code))
        if client is None:
            client = self._clients[url, code] = Client(url, code, self._off, self._answer_s)
        return client

    def _own_folder(self) -> Path:
        """Return the folder of jars: the one named, or that of language-tool-python, which is never told to fetch it.

        Raises:
            EngineError: there is none.

        """
        if self._folder is not None:
            return self._folder
        if os.environ.get(FOLDER):
            return Path(os.environ[FOLDER])
        cached = Path(os.environ.get("LTP_PATH", Path.home() / ".cache" / "language_tool_python"))
        found = sorted(f for f in cached.glob("LanguageTool-*") if holds_server(f)) if cached.is_dir() else []
        if not found:
            raise EngineError(NOWHERE, lasting=True)
        return found[-1]
