"""`manage.py parse FILE`: from a file to JSON. Knows no Django, whose start would take longer than many a report."""

import json
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from markets.ingest.pages import Unreadable, read_document

HELP = "Prints what a report (PDF or HTML) holds as JSON; exit status 3 where checks found problems."
FILE_HELP = "a report as PDF or HTML"
_LOG = Path(__file__).resolve().parents[2] / "var" / "parse.log"
EXPLAIN_HELP = "print for each line of the report the rule that took it"


@dataclass(frozen=True, slots=True)
class ParseAnswer:
    """Exit status 0, or 3 where checks found problems, with the JSON; 2 with one sentence on what cannot be read."""

    status: int
    json: str = ""
    refusal: str = ""


def answer_command(file: Path, explained: bool = False) -> ParseAnswer:
    """Return what a report holds, with its problems; or, where asked, the rule that took each of its lines."""
    try:
        content = file.read_bytes()
    except OSError as error:
        return _refused(f"{file}: {error.strerror or error}")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_document, content)
        # While the child process reads, the parser gets ready: compiling its patterns takes about as long.
        checks, parsers = (import_module(f"markets.ingest.{name}") for name in ("checks", "parsers"))
    doubts: tuple[str, ...] = ()
    try:
        document = reading.result()
        doubts = document.doubts
        if explained:
            explain = import_module("markets.ingest.parsers.explain").explain_lines
            return ParseAnswer(0, "\n".join(explain(document.pages)))
        edition = parsers.parse_report(document.pages)
        problems = (*doubts, *checks.check_edition(edition, document.pages))
    except (Unreadable, parsers.NotUnderstood) as error:
        return _refused(f"{file.name}: {parsers.explain_refusal(error, doubts)}")
    return ParseAnswer(
        3 if problems else 0, json.dumps(parsers.as_json(edition, problems), ensure_ascii=False, indent=1)
    )


def _refused(sentence: str) -> ParseAnswer:
    return ParseAnswer(2, refusal=" ".join(sentence.split()))


def _open_log() -> logging.Handler:
    """Return the log for tracebacks of rules that fail: a person gets one sentence."""
    try:
        _LOG.parent.mkdir(exist_ok=True)
        return logging.FileHandler(_LOG, encoding="utf-8")
    except OSError:
        return logging.NullHandler()


def main(arguments: Sequence[str]) -> int:
    """Print the answer for a command line's arguments; the exit status."""
    parser = ArgumentParser("manage.py parse", description=HELP)
    parser.add_argument("file", type=Path, help=FILE_HELP)
    parser.add_argument("--explain", action="store_true", help=EXPLAIN_HELP)
    options = parser.parse_args(arguments)
    logging.basicConfig(handlers=[_open_log()])
    given = answer_command(options.file, options.explain)
    if given.json:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(f"{given.json}\n")
    if given.refusal:
        sys.stderr.write(f"{given.refusal}\n")
    return given.status
