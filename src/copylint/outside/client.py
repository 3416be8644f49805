"""language-tool-python's client of a LanguageTool server, with a road to it that has bounds.

Only this module imports that package, which is an extra.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Thread
from typing import Any, Literal, TypeVar
from urllib.parse import urljoin, urlsplit

import language_tool_python
import requests
from language_tool_python.exceptions import LanguageToolError

from copylint.model.expressions import expression
from copylint.model.span import Span
from copylint.outside.match import EngineError, Match

CONNECT_S = 5.0
FIRST = 3  # times as long may a server's first answer take: it loads its rules then
MOST_BYTES = 64 << 20  # of an answer
OLDEST = 6  # major version of the server whose rule ids and categories are known
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NONSENSE = (LanguageToolError, ValueError, KeyError, TypeError, AttributeError, IndexError)

_NUMBER = expression(r"\[Errno -?\d+\] ")

T = TypeVar("T")


class Client(language_tool_python.LanguageTool):
    """A client of one server for one kind of English.

    The package's own road follows redirects, waits five minutes, and asks again what has failed: ours sends a text to
    the server the user named and to no other, and is back in time.
    """

    def __init__(self, url: str, locale: str, off: frozenset[str], answer_s: float) -> None:
        """Take the server, the kind of English, the categories not to be looked for, and how long an answer may take.

        The first answer may take FIRST times as long.

        Raises:
            EngineError: the server can't be reached, or isn't LanguageTool's.

        """
        self.version = ""
        self._shown = shown(url)
        self._answer_s = FIRST * answer_s
        self._session = requests.Session()
        self._session.trust_env = urlsplit(url).hostname not in LOOPBACK  # no proxy between us and this machine
        with_slash = urljoin(url.removesuffix("/").removesuffix("/v2") + "/", "")
        self._sure(lambda: super(Client, self).__init__(locale, remote_server=with_slash))
        self.disabled_categories = set(off)
        self._sure(lambda: self.check("Hello."))  # a server loads its rules when it is first asked
        self._answer_s = answer_s

    def read(self, text: str) -> list[Match]:
        """Return what the server holds against a text, in code points.

        Raises:
            EngineError: it can't be reached, or its answer can't be used.

        """
        return self._sure(lambda: [_match(one, text) for one in self.check(text)])

    def _query_server(
        self,
        url: str,
        params: dict[str, str] | None = None,
        num_tries: int = 1,  # noqa: ARG002  the package's own signature
        method: Literal["get", "post"] = "get",
    ) -> Any:
        body = _within(self._answer_s, lambda: self._fetched(url, params, method))
        answer = json.loads(body)
        if method == "post":
            self.version = str(answer["software"]["version"])
            major = self.version.split(".", 1)[0]
            if not major.isdecimal() or int(major) < OLDEST:
                raise EngineError(
                    f"{self._shown} is LanguageTool {self.version[:20]}, not {OLDEST}.0 or later", lasting=True
                )
        return answer

    def _fetched(self, url: str, params: dict[str, str] | None, method: str) -> bytes:
        """Return the body of an answer; a redirect isn't followed, as nobody named where it leads."""
        with self._session.request(
            method,
            url,
            data=params if method == "post" else None,
            params=params if method == "get" else None,
            timeout=(min(CONNECT_S, self._answer_s), self._answer_s),
            allow_redirects=False,
            stream=True,
        ) as response:
            body = b"".join(_bounded(response))
            if response.status_code != requests.codes.ok:
                words = body.decode("utf-8", "replace").strip().split("\n")[0]
                raise LanguageToolError(f"{response.status_code} {response.reason} {words[:100]}".strip())
            return body

    def _sure(self, question: Callable[[], T]) -> T:
        """Return the answer to a question; whatever goes wrong becomes an error of ours."""
        try:
            return question()
        except (requests.Timeout, TimeoutError) as error:
            raise EngineError(f"{self._shown} doesn't answer within {self._answer_s:g} s", slow=True) from error
        except requests.JSONDecodeError as error:
            raise EngineError(f"{self._shown} gives no answer of LanguageTool's: {error}") from error
        except (requests.RequestException, OSError) as error:
            raise EngineError(f"{self._shown} can't be reached ({_cause(error)})") from error
        except NONSENSE as error:
            words = str(error).split("\n")[0][:120]
            raise EngineError(f"{self._shown} gives no answer of LanguageTool's: {words}") from error


def shown(url: str) -> str:
    """Return what to call a server: its address without a password."""
    parts = urlsplit(url)
    return f"the LanguageTool server {parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _within(limit_s: float, call: Callable[[], T]) -> T:
    """Return what a call returns; one that isn't back in time is left to itself.

    A time-out on a socket is one between two bytes, so a server that sends a byte now and then would be waited for
    without an end.

    Raises:
        TimeoutError: it isn't back.

    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001  raised where the answer is waited for
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future.result(timeout=limit_s)


def _bounded(response: requests.Response) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_content(1 << 16):
        size += len(chunk)
        if size > MOST_BYTES:
            raise LanguageToolError(f"more than {MOST_BYTES >> 20} MB")
        yield chunk


def _cause(error: BaseException) -> str:
    """Return the last clause of why a connection failed, which is the system's own word."""
    return _NUMBER.sub("", str(error).split("\n")[0].rpartition(": ")[2]).rstrip(")'\"")[:100]


def _match(found: language_tool_python.Match, text: str) -> Match:
    """Return a match in code points.

    The package turns where it starts into code points, but leaves how long it is in units of UTF-16.
    """
    start = found.offset
    end = start
    units = found.error_length
    while units > 0 and end < len(text):
        units -= 1 + (ord(text[end]) > 0xFFFF)  # noqa: PLR2004  the end of the plane that takes one unit
        end += 1
    if start < 0 or units > 0 or end <= start:
        raise ValueError(f"a match at {found.offset} of {found.error_length} in a text of {len(text)}")
    words = [str(word) for word in found.replacements]
    kind = str(found.rule_issue_type)
    return Match(Span(start, end), str(found.rule_id), str(found.category), kind, str(found.message), tuple(words))
