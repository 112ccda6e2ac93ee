"""The child can do nothing but read, and its end is never the worker's."""

import subprocess
import sys

import pytest

from markets.ingest.pages import Unreadable, isolation, limits, read_document, read_pages, read_pdf_in_process
from tests.markets.ingest.pages.drawn import report

# What a hostile file would do if it took the child over, run where the file is read.
_ATTEMPT = """
import os, socket, sys
from markets.ingest.pages.child import serve_reading
from markets.ingest.pages.document import Document

def attempt(content):
    done = []
    for name, act in ACTS:
        try:
            act()
        except OSError:
            continue
        done.append(name)
    return Document((), (*done, *os.environ))

ACTS = [
    ("read", lambda: open("/etc/passwd")),
    ("write", lambda: open("/tmp/x", "w")),
    ("connect", lambda: socket.socket()),
    ("start", lambda: os.pipe()),
]
serve_reading(attempt)
"""


def test_the_child_opens_no_file_and_no_socket_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    answer = isolation.run_isolated([sys.executable, "-I", "-c", isolation.PATH + _ATTEMPT], b"anything")
    assert answer == b'{"doubts":["LC_CTYPE"],"pages":[]}' or answer == b'{"doubts":[],"pages":[]}'


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("import os; os.abort()", "memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "broke off"),
        ("raise SystemExit(1)", "broke off"),
        ("print('not JSON')", "nothing that makes sense"),
        ("bytearray(10**12)", "broke off"),
    ],
)
def test_however_the_child_ends_the_parent_has_a_sentence(act: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        isolation.answer_of([sys.executable, "-I", "-c", act], b"x" * 1_000_000)


def test_a_child_that_does_not_end_is_ended_with_all_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "WALL_SECONDS", 0.5)
    marker = "notorious-test-sleeper"
    act = (
        f"import subprocess, time; subprocess.Popen(['sleep', '60'], env={{'M': '{marker}'}}); time.sleep(60)"
    )
    with pytest.raises(Unreadable, match="longer than is allowed"):
        isolation.answer_of([sys.executable, "-I", "-c", act], b"")
    listed = subprocess.run(["ps", "axe"], capture_output=True, text=True, check=False).stdout
    assert f"M={marker}" not in listed


def test_a_child_that_never_stops_talking_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "MAX_OUTPUT", 100_000)
    with pytest.raises(Unreadable, match="more text than is read"):
        isolation.answer_of([sys.executable, "-I", "-c", "while True: print('x' * 9999)"], b"")


def test_the_limits_are_those_that_were_promised() -> None:
    assert limits.MEMORY <= 400 * 1024 * 1024
    assert limits.CPU_SECONDS < limits.WALL_SECONDS < 20
    assert limits.MAX_PAGES == 400


def test_the_child_reads_exactly_what_the_reader_reads() -> None:
    content = report()
    assert read_pages(content) == read_pdf_in_process(content)
    assert read_document(content).doubts == ()


def test_sixty_megabytes_are_the_most_that_is_read() -> None:
    with pytest.raises(Unreadable, match="larger than 60 MB"):
        read_pages(b"%PDF-1.7\n" + bytes(60 * 1024 * 1024))


def test_only_the_child_loads_the_library_that_reads() -> None:
    code = (
        f"{isolation.PATH}import markets.ingest.pages\nprint([name for name in sys.modules if 'pdf' in name])"
    )
    assert subprocess.check_output([sys.executable, "-I", "-c", code]) == b"[]\n"
