"""The server of the preview: pages of one site to browsers of this machine, and nothing else.

It is bound to the loopback address; a request that names another host, or a path that leaves
the site, is refused. Reading is all that can be asked for.
"""

from __future__ import annotations

import errno
import mimetypes
import socket
import socketserver
import sys
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from shenbao.core.errors import ShenbaoError
from shenbao.core.guards.safe_paths import goes_down
from shenbao.core.nets import cause
from shenbao.site.preview.strip import EVENTS

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_TRIED = 50
_LISTEN = 15.0
"""Seconds between two signs of life to a page that listens: so it is seen that it has gone."""
_PATIENCE = 60
_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
}
"""The kinds of file that systems call differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands at a path; ``found`` is false where nothing does and this says so."""

    content: bytes
    path: str
    found: bool = True


class Shown(Protocol):
    """The site as it is now."""

    def answer(self, path: str) -> Answer:
        """Return what stands at a path, from the root of the site."""

    def event(self, path: str) -> bytes:
        """Return what the page at a path is told of itself."""

    def wait(self, seen: int, seconds: float) -> int:
        """Return the number of the state when it is no longer ``seen``, or after a time."""


class Server(ThreadingHTTPServer):
    """Holds a port from the first moment; answers once it is started.

    The port 0 is any free one. Raises ShenbaoError where the port cannot be had.
    """

    daemon_threads = True
    block_on_close = False
    # On Windows the option lets two programs have one port.
    allow_reuse_address = sys.platform != "win32"

    shown: Shown

    def __init__(self, port: int) -> None:
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", 0)}:
                free = _free_port(port)
                raise ShenbaoError("serve-port-taken", port=str(port), free=str(free)) from error
            raise ShenbaoError("site-port", port=str(port), reason=cause(error)) from error
        self._thread = Thread(target=self.serve_forever, daemon=True)

    def server_bind(self) -> None:
        """Take the port without asking anybody for the name of this machine."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://{HOST}:{self.server_port}/"

    def start(self, shown: Shown) -> None:
        """Answer requests from now on, beside everything else."""
        self.shown = shown
        self._thread.start()

    def close(self) -> None:
        """Give the port back."""
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away; else let it be told as ever."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _free_port(taken: int) -> int:
    """Return a free port near one that is taken, else any."""
    for port in (*range(taken + 1, min(taken + _TRIED, 65536)), 0):
        with socket.socket() as tried, suppress(OSError):
            tried.bind((HOST, port))
            return int(tried.getsockname()[1])
    return 0


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server_version = "shenbao"
    sys_version = ""
    timeout = _PATIENCE
    server: Server

    def do_GET(self) -> None:
        """Answer with what stands at the path."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing: the terminal tells what was changed."""

    def _answer(self) -> None:
        if self.headers.get_all("Host", []) not in self._hosts():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path).removeprefix("/")
        if path == EVENTS:
            self._listen(parse_qs(asked.query).get("page", [""])[0])
            return
        if path.endswith("/") or not path:
            path += "index.html"
        if not goes_down(path):
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        answer = self.server.shown.answer(path)
        self._head(HTTPStatus.OK if answer.found else HTTPStatus.NOT_FOUND, _kind(answer.path))
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def _hosts(self) -> list[list[str]]:
        port = self.server.server_port
        named = [f"{name}:{port}" for name in _NAMES]
        return [[name] for name in (*named, *(_NAMES if port == 80 else ()))]  # noqa: PLR2004

    def _listen(self, page: str) -> None:
        """Tell a page what it is now, and whenever that changes, until the browser goes away."""
        shown, seen, told = self.server.shown, -1, b""
        self._head(HTTPStatus.OK, "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while self.command != "HEAD":
            now = shown.wait(seen, _LISTEN)
            said = shown.event(page) if now != seen else told
            self.wfile.write(said if said != told else b": \n\n")
            self.wfile.flush()
            seen, told = now, said

    def _head(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")

    def _refuse(self, status: HTTPStatus) -> None:
        content = f"{status.value} {status.phrase}\n".encode()
        self._head(status, "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _kind(path: str) -> str:
    suffix = f".{path.rpartition('.')[2].lower()}"
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
    return f"{kind}; charset=utf-8" if text else kind
