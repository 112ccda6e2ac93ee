"""The parent's side: start the child, hand it the bytes, wait no longer than allowed, take its answer."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

from markets.ingest.pages.document import Document, Unreadable
from markets.ingest.pages.limits import MAX_OUTPUT, WALL_SECONDS
from markets.ingest.pages.wire import decode_document

_ROOT = str(Path(__file__).resolve().parents[3])
_CHUNK = 1 << 16
_SECONDS_TO_END = 1.0  # after the answer
_TOO_LONG = "Reading the file takes longer than is allowed."
_TOO_MUCH = "Reading the file takes more memory than is allowed."


PATH = f"import sys; sys.path.insert(0, {_ROOT!r})\n"  # -I leaves this project out of the child's path


def read_in_child(module: str, content: bytes) -> Document:
    """Return what `module`, run as a process of its own with its own limits, reads. Raises Unreadable."""
    boot = (
        f"{PATH}from markets.ingest.pages.child import serve_reading\n"
        f"from {module} import read_input\nserve_reading(read_input)"
    )
    return answer_of([sys.executable, "-I", "-X", "utf8", "-c", boot], content)


def answer_of(command: list[str], content: bytes) -> Document:
    """Return the document that a command answers with. Raises Unreadable, however the command ends."""
    try:
        return decode_document(run_isolated(command, content))
    except (ValueError, TypeError, KeyError):
        raise Unreadable("The file is damaged: reading it gave nothing that makes sense.") from None


def run_isolated(command: list[str], content: bytes) -> bytes:
    """Return what a command writes when it is given the bytes, within the limits. Raises Unreadable."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,  # a group of its own, so that all of it can be ended
    ) as child:
        try:
            answer = _exchange(child, content)
            _await(child)
        except subprocess.TimeoutExpired:
            raise Unreadable(_TOO_LONG) from None
        finally:
            _end(child)
    if not answer or child.returncode != 0:
        raise Unreadable(_why(child.returncode))
    return answer


def _exchange(child: subprocess.Popen[bytes], content: bytes) -> bytes:
    """Write the bytes and take the answer at once, until the child closes its end."""
    assert child.stdin is not None and child.stdout is not None
    deadline = time.monotonic() + WALL_SECONDS
    answer, left = bytearray(), memoryview(content)
    os.set_blocking(child.stdin.fileno(), False)
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdin, selectors.EVENT_WRITE)
        waiting.register(child.stdout, selectors.EVENT_READ)
        while True:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise subprocess.TimeoutExpired(child.args, WALL_SECONDS)
            for key, _ in waiting.select(remaining):
                if key.fileobj is child.stdin:
                    try:
                        left = left[os.write(key.fd, left[:_CHUNK]) :]
                    except BrokenPipeError:
                        left = left[:0]
                    if not left:
                        waiting.unregister(child.stdin)
                        child.stdin.close()
                    continue
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    return bytes(answer)
                answer += chunk
                if len(answer) > MAX_OUTPUT:
                    raise Unreadable("The file holds more text than is read.")


def _await(child: subprocess.Popen[bytes]) -> None:
    """Wait until the child has ended, but leave its number taken: no other group can have it then."""
    deadline = time.monotonic() + _SECONDS_TO_END
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > deadline:
            raise subprocess.TimeoutExpired(child.args, _SECONDS_TO_END)
        time.sleep(0.001)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started: all that is in the group of its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS refuses where all have ended
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _why(code: int) -> str:
    if -code == signal.SIGXCPU:
        return _TOO_LONG
    if -code in (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGKILL):
        return _TOO_MUCH  # how PDFium ends when it gets no memory, and how a kernel ends what takes too much
    return "The file is damaged: reading it broke off."


def draw_page(content: bytes, page: int) -> bytes:
    """Return the PNG file of a PDF's page, counted from 1. Raises Unreadable where there is none."""
    boot = f"{PATH}from markets.ingest.pages.child_picture import serve_picture\nserve_picture({page:d})"
    return run_isolated([sys.executable, "-I", "-X", "utf8", "-c", boot], content)
