"""How fast a report is read and parsed, beside other ways to its text: ratios of the same file in the same run.

Wanted: at least a third of PDFium's bare text, at least ten times pdfplumber's plain text, and less than a
second from file to JSON with start-up and child process.
"""

import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest

from markets.ingest.checks import check_edition
from markets.ingest.pages import read_document, read_pdf_in_process
from markets.ingest.parsers import parse_report
from tests.benchmarks.report import report

pytestmark = pytest.mark.bench

_ROOT = Path(__file__).resolve().parents[2]
_RUNS = 5


def _bare(content: bytes) -> None:
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.get_textpage().get_text_range()


def _plumbed(content: bytes) -> None:
    with import_module("pdfplumber").open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_text()


def _medians(content: bytes, ways: dict[str, Callable[[bytes], object]], runs: int) -> dict[str, float]:
    """Seconds that each way takes, from interleaved runs."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            start = time.perf_counter()
            way(content)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def test_reading_beside_bare_text_and_pdfplumber() -> None:
    content = report()
    pages = read_pdf_in_process(content)
    seconds = _medians(
        content,
        {
            "PDFium, bare text": _bare,
            "ours, lines": read_pdf_in_process,
            "ours, lines and listings": lambda content: parse_report(read_pdf_in_process(content)),
            "ours, in the child, with doubts": read_document,
        },
        _RUNS,
    )
    if find_spec("pdfplumber"):
        seconds |= _medians(content, {"pdfplumber, plain text": _plumbed}, 1)
    else:
        print("\npdfplumber is not installed: install it beside the lock to see it here", end="")
    ours = seconds["ours, lines and listings"]
    print(f"\n{len(pages)} pages, {len(content) // 1000} kB")
    for name, taken in seconds.items():
        print(f"  {name:34} {len(pages) / taken:7.0f} pages/s   ours is {taken / ours:6.2f} times as fast")
    assert len(parse_report(pages).listings) == 99


def test_from_file_to_json(tmp_path: Path) -> None:
    content = report()
    file = tmp_path / "report.pdf"
    file.write_bytes(content)

    def whole(_: bytes) -> None:
        command = [sys.executable, "manage.py", "parse", str(file)]
        answer = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True)
        assert len(json.loads(answer.stdout)["listings"]) == 99

    def warm(content: bytes) -> None:
        document = read_document(content)
        check_edition(parse_report(document.pages), document.pages)

    seconds = _medians(content, {"manage.py parse FILE": whole, "the same in a running worker": warm}, 3)
    print()
    for name, taken in seconds.items():
        print(f"  {name:34} {taken:5.2f} s")
