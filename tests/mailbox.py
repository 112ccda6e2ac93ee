"""A mail server (aiosmtpd) on loopback that keeps what it takes, and can be made to behave badly."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """`taken` are the e-mails whose whole text came; the hooks run when a recipient or a whole text has come.

    `refuses`: recipients that it does not take. `answer`: what it answers to the others.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.taken: list[EmailMessage] = []
        self.answer = "250 OK"
        self.refuses: set[str] = set()
        self.hangs_up = False
        self.on_recipient: Callable[[], Any] = lambda: None
        self.on_text: Callable[[], Any] = lambda: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.on_recipient()
        if address in self.refuses:
            return "550 nobody of that name"
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.on_text()
        if self.hangs_up:
            server.transport.close()
        return "250 OK"

    def texts(self) -> list[str]:
        return [each.get_content() for each in self.taken]


@contextmanager
def open_mailbox(settings: Any) -> Iterator[Mailbox]:
    """A mailbox that the site sends its e-mails to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box = Mailbox(port)
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.SITE_URL = "https://notorious.example"
    yield box
    controller.stop()
