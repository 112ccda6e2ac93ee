"""Readers who take a download slowly keep nobody else waiting."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests
from django.conf import settings

from notorious.devserver.stack import WEB_SERVER
from tests.faults.large_file import SIZE
from tests.markets.polling.processes import kill, wait_for

pytestmark = pytest.mark.faults
READERS = 8


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        *WEB_SERVER[:-1],
        "--port",
        str(number),
        "tests.faults.large_file:application",
    ]
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(lambda: not socket.socket().connect_ex(("127.0.0.1", number)), 30)
        requests.get(f"http://127.0.0.1:{number}/healthz", timeout=30)  # the first answer loads the pages
        yield number
    finally:
        kill(process)


def slow_reader(port: int) -> socket.socket:
    """Asks for the large file and takes its first bytes alone."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    reader.settimeout(30)
    reader.connect(("127.0.0.1", port))
    reader.sendall(b"GET /large-file HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert reader.recv(12) == b"HTTP/1.1 200"
    return reader


def test_eight_slow_readers_of_a_download_block_no_page(port: int) -> None:
    with contextlib.ExitStack() as readers:
        waiting = [readers.enter_context(slow_reader(port)) for _ in range(READERS)]
        for _ in range(20):
            start = time.monotonic()
            assert requests.get(f"http://127.0.0.1:{port}/healthz", timeout=10).status_code == 200
            assert time.monotonic() - start < 2
        # Each of them still gets the file to its end.
        taken = len(waiting[0].recv(65536))
        while taken < SIZE:
            taken += len(waiting[0].recv(1_000_000))
