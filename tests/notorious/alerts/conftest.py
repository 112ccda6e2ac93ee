"""A mail server (aiosmtpd) that keeps what it takes, and the bundled record."""

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.notorious.pages.conftest import record

__all__ = ["record"]

KEY = "a key of the tests, of more than 32 characters"


class Mailbox:
    """`taken` are the e-mails with an answer of 250; the hooks run when a recipient or a whole text has come."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answer = "250 OK"
        self.on_recipient: Callable[[], Any] = lambda: None
        self.on_text: Callable[[], Any] = lambda: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.on_recipient()
        if not self.answer.startswith("250"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.on_text()
        return "250 OK"

    def texts(self) -> list[str]:
        return [each.get_content() for each in self.taken]


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.LIMITS = settings.LIMITS | {"alerts": 0}
    settings.ALERTS_KEY, settings.SITE_URL = KEY, "https://notorious.example"
    yield box
    controller.stop()
