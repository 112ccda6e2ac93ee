"""Many readers at once at a site of its own, from a process of theirs; what they got, and how long it took.

Run as a program it reads as `python -m tests.benchmarks.load PORT READERS SECONDS PATH …` and prints JSON.
"""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # seconds after which a reader gives an answer up


@dataclass(frozen=True, slots=True)
class Load:
    """`taken`: path → seconds of each whole answer, in order of size. `wrong`: what was no whole 200."""

    seconds: float
    taken: dict[str, list[float]]
    wrong: list[str]

    @property
    def count(self) -> int:
        return sum(map(len, self.taken.values()))

    def at(self, share: float, path: str | None = None) -> float:
        """Milliseconds within which this share of the answers came."""
        every = sorted(each for of, taken in self.taken.items() if path in (None, of) for each in taken)
        return 1000 * every[min(int(len(every) * share), len(every) - 1)] if every else 0.0


async def read(port: int, path: str, reader_writer: list) -> int:
    """Asks once on a connection that is kept; gives the bytes of the body. Raises for all but a whole 200."""
    if not reader_writer:
        reader_writer[:] = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    reader, writer = reader_writer
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    size = 0
    if fields.get("transfer-encoding") == "chunked":
        while length := int((await reader.readuntil(b"\r\n")).strip(), 16):
            size += len(await reader.readexactly(length + 2)) - 2
        await reader.readexactly(2)
    else:
        size = len(await reader.readexactly(int(fields["content-length"])))
    if status != 200 or not size:
        raise ValueError(f"status {status}, {size} bytes")
    return size


async def stay(
    port: int, paths: list[str], until: float, taken: dict[str, list[float]], wrong: list[str]
) -> None:
    """One reader, who asks for the next page as soon as the last one is there."""
    connection: list = []
    while time.monotonic() < until:
        path = random.choice(paths)
        begun = time.monotonic()
        try:
            await asyncio.wait_for(read(port, path, connection), PATIENCE)
            taken[path].append(time.monotonic() - begun)
        except (TimeoutError, OSError, ValueError, EOFError) as failure:
            wrong.append(f"{path}: {type(failure).__name__} {failure}")
            connection.clear()
            await asyncio.sleep(0.05)


async def everybody(port: int, readers: int, seconds: float, paths: list[str]) -> Load:
    taken: dict[str, list[float]] = defaultdict(list)
    wrong: list[str] = []
    until = time.monotonic() + seconds
    await asyncio.gather(*(stay(port, paths, until, taken, wrong) for _ in range(readers)))
    return Load(seconds, dict(taken), wrong)


def load(port: int, readers: int, seconds: float, *paths: str) -> subprocess.Popen[str]:
    """Starts the readers; `result` waits for them."""
    words = [sys.executable, "-m", "tests.benchmarks.load", str(port), str(readers), str(seconds), *paths]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def result(process: subprocess.Popen[str]) -> Load:
    """What they got."""
    said, _ = process.communicate()
    assert process.returncode == 0, said
    return Load(**json.loads(said))


if __name__ == "__main__":
    port, readers, seconds, *paths = sys.argv[1:]
    got = asyncio.run(everybody(int(port), int(readers), float(seconds), paths))
    json.dump({"seconds": got.seconds, "taken": got.taken, "wrong": got.wrong}, sys.stdout)
