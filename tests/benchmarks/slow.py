"""Readers on thin lines: `python -m tests.benchmarks.slow PORT PATH READERS KILOBYTES_A_SECOND` until it is ended."""

from __future__ import annotations

import asyncio
import socket
import sys

READ = 8192


async def read(port: int, path: str, rate: float) -> None:
    """Reads one file at so many bytes a second."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
    line.setblocking(False)
    await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=line, limit=READ)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    while got := await reader.read(READ):
        await asyncio.sleep(len(got) / rate)


async def everybody(port: int, path: str, readers: int, rate: float) -> None:
    await asyncio.gather(*(read(port, path, rate) for _ in range(readers)))


if __name__ == "__main__":
    asyncio.run(everybody(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), 1000 * float(sys.argv[4])))
