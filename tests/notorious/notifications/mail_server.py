"""A mail server on loopback that keeps what it takes, and can be made to behave badly."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class Post(socketserver.ThreadingTCPServer):
    """`refuses`: recipients that it does not take. `on_taking` is called when a mail has come whole, unanswered."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken: list[EmailMessage] = []
        self.refuses: set[str] = set()
        self.on_taking: Callable[[], Any] = lambda: None
        self.hangs_up = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as smtplib speaks."""

    server: Post

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            verb = line.decode().strip().upper()
            if verb.startswith("RCPT") and any(each.upper() in verb for each in self.server.refuses):
                self.say("550 nobody of that name")
            elif verb == "DATA":
                self.say("354 go on")
                self.take()
                if self.server.hangs_up:
                    return
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 farewell")
                return
            else:
                self.say("250 well")

    def take(self) -> None:
        body = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            body += line
        self.server.taken.append(message_from_bytes(body, policy=policy.default))  # type: ignore[arg-type]
        self.server.on_taking()


@contextmanager
def post() -> Iterator[Post]:
    server = Post()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
