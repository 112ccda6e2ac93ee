"""An application that sends a file as the site sends one that grows: `/whole`, and `/fails` in its midst."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from notorious.pages.data_growing import Growing, Sending
from notorious.pages.data_line import Line

PIECES, SIZE = 40, 100_000
BROKEN = b'"not whole'


def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    def pieces() -> Iterator[bytes]:
        for _ in range(PIECES):
            yield b"x" * (SIZE - 1) + b"\n"
        if environ["PATH_INFO"] == "/fails":
            raise RuntimeError("the database went away")

    growing = Growing()
    growing.fill(pieces)
    start("200 OK", [("Content-Type", "text/csv")])
    return Sending(growing, Line(int(environ["SERVER_PORT"])), BROKEN)
