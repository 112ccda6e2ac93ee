"""A file that fails while it is sent over the real web server: its reader sees an error, and nobody else does."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.growing import BROKEN, PIECES, SIZE
from tests.markets.polling.processes import kill, wait_for

pytestmark = pytest.mark.faults


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(number), "--no-ws"]
    command += ["--blocking-threads", "8", "tests.faults.growing:application"]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(lambda: not socket.socket().connect_ex(("127.0.0.1", number)), 20)
        yield number
    finally:
        kill(process)


def _asked(port: int, path: str) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path)
    return line.getresponse()


def test_a_file_that_fails_while_it_is_sent_breaks_its_own_transfer_alone(port: int) -> None:
    slow = [_asked(port, "/whole") for _ in range(3)]  # others that are under way, and idle ones
    idle = _asked(port, "/whole")
    assert len(idle.read()) == PIECES * SIZE
    with pytest.raises(http.client.IncompleteRead) as broken:
        _asked(port, "/fails").read()
    assert broken.value.partial.rstrip(b" ").endswith(BROKEN)
    for each in slow:
        assert len(each.read()) == PIECES * SIZE
