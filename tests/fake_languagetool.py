"""Servers that speak as LanguageTool does, or as it never should."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

SLIP, MEANT = "in Thursday", "on Thursday"


class FakeServer(ThreadingHTTPServer):
    """Finds one slip wherever it stands. `mood` says what else it does; `texts` are those it was sent."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mood: str = "well", elsewhere: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mood = mood
        self.elsewhere = elsewhere
        self.texts: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def copy(self) -> list[str]:
        """What it was sent beside greetings."""
        return [text for text in self.texts if text != "Hello."]

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that have gone."""


class Handler(BaseHTTPRequestHandler):
    server: FakeServer

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._reply(200, [{"name": "English", "code": "en", "longCode": code} for code in ("en-US", "en-GB")])

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        text = parse_qs(sent, keep_blank_values=True)["text"][0]
        self.server.texts.append(text)
        mood = self.server.mood if text != "Hello." or self.server.mood.startswith("first-") else "well"
        getattr(self, "_" + mood.removeprefix("first-").replace("-", "_"))(text)

    def _reply(self, status: int, answer: object, **headers: str) -> None:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _well(self, text: str, version: str = "6.6") -> None:
        self._reply(200, {"software": {"version": version}, "matches": list(matches(text))})

    def _old(self, text: str) -> None:
        self._well(text, "4.9.1")

    def _slow(self, text: str) -> None:
        time.sleep(3)
        self._well(text)

    def _drip(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        for _number in range(100):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def _no_json(self, _: str) -> None:
        self._reply(200, b"<html>It works!</html>")

    def _other_json(self, _: str) -> None:
        self._reply(200, {"hello": ["world"]})

    def _odd_matches(self, _: str) -> None:
        self._reply(200, {"software": {"version": "6.6"}, "matches": [{"offset": "x"}, 3, None]})

    def _beyond(self, text: str) -> None:
        found = [{**match, "offset": 10_000} for match in matches(SLIP + text)]
        self._reply(200, {"software": {"version": "6.6"}, "matches": found})

    def _fails(self, _: str) -> None:
        self._reply(500, b"Error: Internal Error: java.lang.OutOfMemoryError")

    def _hangs_up(self, _: str) -> None:
        self.connection.close()

    def _redirects(self, _: str) -> None:
        self._reply(307, b"", Location=f"{self.server.elsewhere}/v2/check")


def matches(text: str) -> Iterator[dict[str, object]]:
    """Yield the matches of the slip in a text, in units of UTF-16."""
    start = text.find(SLIP)
    while start >= 0:
        yield {
            "offset": len(text[:start].encode("utf-16-le")) // 2,
            "length": len(SLIP),
            "message": "The correct preposition is ‘on’.",
            "replacements": [{"value": MEANT}],
            "context": {"text": text, "offset": start, "length": len(SLIP)},
            "rule": {"id": "IN_WEEKDAY", "issueType": "grammar", "category": {"id": "GRAMMAR", "name": "Grammar"}},
        }
        start = text.find(SLIP, start + 1)


@contextmanager
def serving(mood: str = "well", elsewhere: str = "") -> Iterator[FakeServer]:
    """Serve until the block is left."""
    server = FakeServer(mood, elsewhere)
    threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
