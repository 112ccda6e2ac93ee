"""What stops a parse: going on would give wrong data."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from traceback import walk_tb
from types import TracebackType

from markets.ingest.records import TextLine

_LETTERS = re.compile(r"illegible|read as English|lost in the file|misread|\(OCR\)|hidden layers")
log = logging.getLogger(__name__)


class NotUnderstood(Exception):
    """The report cannot be parsed. Its text is one plain sentence that names the page where there is one."""

    def __init__(self, sentence: str, page: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.page = page


class NotTheList(NotUnderstood):
    """The paper is something else. `kind` says what, as far as is known; `reason` is a sentence, or empty."""

    def __init__(self, name: str, kind: str, reason: str = "") -> None:
        what = f"it calls itself “{name}”" if name else "it has no title"
        super().__init__(f"This is not a Notorious Markets List: {what}. {reason}".rstrip())
        self.kind = kind


class UnknownHeading(NotUnderstood):
    """A heading over listings says of neither kind that they are of it."""

    def __init__(self, heading: str, page: int) -> None:
        super().__init__(
            f"The heading “{heading}” on page {page} is not known, and listings stand under it.", page
        )
        self.heading = heading


class NoResults(NotUnderstood):
    """Neither online nor physical markets were found."""

    def __init__(self) -> None:
        super().__init__(
            "No heading of online or of physical markets was found: this is no report that is known."
        )


class RuleFailed(NotUnderstood):
    """A rule raised an exception that it should not. `line`: the line that it worked on, as far as is known."""

    def __init__(self, line: TextLine | None) -> None:
        where = f" on page {line.page}, near “{line.text[:60]}”" if line else ""
        super().__init__(
            f"The report is not understood: a rule of the parser failed{where}.", line.page if line else None
        )


def explain_refusal(refusal: Exception, doubts: Sequence[str]) -> str:
    """Return why a paper is refused, with the first of the doubts about its pages that letters are at fault for it."""
    fault = next((doubt for doubt in doubts if _LETTERS.search(doubt)), "")
    return f"{refusal} {fault}".strip()


@contextmanager
def refuse_failed_rules() -> Iterator[None]:
    """Raise RuleFailed in place of an exception that no rule should raise; its traceback goes to the log."""
    try:
        yield
    except NotUnderstood:
        raise
    except Exception as failure:
        log.exception("A rule of the parser failed")
        raise RuleFailed(_find_line(failure.__traceback__)) from failure


def _find_line(trace: TracebackType | None) -> TextLine | None:
    """Return the line in the variables of the innermost function that has one."""
    found = None
    for frame, _ in walk_tb(trace):
        lines = [line for value in frame.f_locals.values() if (line := _first_line(value))]
        found = lines[0] if lines else found
    return found


def _first_line(value: object) -> TextLine | None:
    """Return what a line, a paragraph, a page or an entry begins with; None for anything else."""
    if isinstance(value, TextLine):
        return value
    parts = getattr(value, "lines", None) or getattr(value, "paragraphs", None)
    return _first_line(parts[0]) if parts and isinstance(parts, list | tuple) else None
