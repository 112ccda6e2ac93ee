"""A source on loopback that behaves as badly as the originals can, and counts what reaches it."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PDF = b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 40 + b"%%EOF\n"
PAGE = b"<!doctype html><title>Press release</title><p>The List is out.</p>"
CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>cf-chl</body></html>"

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Hands each path to the behaviour that the test has set for it."""

    protocol_version = "HTTP/1.1"
    server: Listener

    def do_GET(self) -> None:
        self.server.seen.append(self)
        self.close_connection = True
        path = self.path.split("?", 1)[0]
        self.server.paths.append(self.path)
        behaviour = self.server.behaviours.get(path)
        if behaviour is None and path == "/robots.txt":
            behaviour = answer(404, b"no robots here", type="text/plain")
        (behaviour or answer(404, b"nothing here", type="text/plain"))(self)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the client left, as it should
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at `seen`."""

    def begin(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 50

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours: dict[str, Behaviour] = {}
        self.seen: list[Handler] = []
        self.paths: list[str] = []
        self.connections = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def process_request(self, request, client_address) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request, client_address) -> None:
        """Nothing: a client that hangs up is what many tests want."""

    def serve(self, path: str, *behaviours: Behaviour) -> str:
        """Answer a path with these behaviours in turn, the last for good; gives its address."""
        left = list(behaviours)

        def take(handler: Handler) -> None:
            (left.pop(0) if len(left) > 1 else left[0])(handler)

        self.behaviours[path] = take
        return self.origin + path


@contextmanager
def listening(certificate: Path | None = None) -> Iterator[Listener]:
    """A listener, over TLS where a file with a key and a certificate is given."""
    listener = Listener()
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        listener.socket = context.wrap_socket(
            listener.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.shutdown()
        listener.server_close()


def answer(
    status: int = 200, body: bytes = PDF, *, type: str = "application/pdf", **headers: str
) -> Behaviour:
    """An ordinary answer; `retry_after="5"` becomes the header Retry-After."""

    def behave(handler: Handler) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.begin(status, {"Content-Type": type, "Content-Length": str(len(body)), **named})
        handler.wfile.write(body)

    return behave


def redirect(location: str, status: int = 302) -> Behaviour:
    def behave(handler: Handler) -> None:
        handler.begin(status, {"Location": location, "Content-Length": "0"})

    return behave


def conditional(body: bytes, etag: str) -> Behaviour:
    """As a well-behaved server: 304 to a request that names this version."""

    def behave(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.begin(304, {"ETag": etag})
            return
        answer(200, body, ETag=etag)(handler)

    return behave


@dataclass
class Drip:
    """A byte at a time, for long; `through` once all of them have gone."""

    in_headers: bool = False
    framed: bool = True
    through: bool = False

    def __call__(self, handler: Handler) -> None:
        if self.in_headers:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        else:
            length = {"Content-Length": "100000"} if self.framed else {}
            handler.begin(200, {"Content-Type": "application/pdf", **length})
            handler.wfile.write(PDF)
        self.pour(handler, b"a")

    def pour(self, handler: Handler, piece: bytes) -> None:
        for _ in range(1000):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.01)
        self.through = True


class Hundreds(Drip):
    """100 Continue, again and again, and never an answer."""

    def __call__(self, handler: Handler) -> None:
        self.pour(handler, b"HTTP/1.1 100 Continue\r\n\r\n")


def hang(release: threading.Event) -> Behaviour:
    """Says nothing until the test lets it go."""

    def behave(handler: Handler) -> None:
        release.wait(20)

    return behave


def short(body: bytes, says: int) -> Behaviour:
    """Closes before all the bytes that it announced have gone."""

    def behave(handler: Handler) -> None:
        handler.begin(200, {"Content-Type": "application/pdf", "Content-Length": str(says)})
        handler.wfile.write(body)

    return behave


def unframed(body: bytes, type: str = "application/pdf") -> Behaviour:
    """No length and no chunks: the end of the connection is the end of the body."""

    def behave(handler: Handler) -> None:
        handler.begin(200, {"Content-Type": type})
        handler.wfile.write(body)

    return behave


def cut_chunks(body: bytes) -> Behaviour:
    """Chunked, and gone before the last chunk."""

    def behave(handler: Handler) -> None:
        handler.begin(200, {"Content-Type": "application/pdf", "Transfer-Encoding": "chunked"})
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(body), body))

    return behave


@dataclass
class Endless:
    """A body without an end; `sent` counts the bytes that left."""

    piece: bytes = b"x" * 65536
    headers: dict[str, str] = field(default_factory=dict)
    sent: int = 0

    def __call__(self, handler: Handler) -> None:
        handler.begin(200, {"Content-Type": "application/octet-stream", **self.headers})
        while self.sent < 400_000_000:
            handler.wfile.write(self.piece)
            self.sent += len(self.piece)


def bomb(megabytes: int) -> Behaviour:
    """A little gzip that is much when unpacked."""
    return answer(200, gzip.compress(b"\0" * megabytes * 1024 * 1024), Content_Encoding="gzip")
