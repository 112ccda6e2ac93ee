"""What a paper is: a Notorious Markets List calls itself one and speaks as USTR."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal, cast

from markets.ingest.parsers.own_covers import is_list_title, open_paper
from markets.ingest.parsers.own_letters import OFFICE, find_end_of_letter
from markets.ingest.parsers.own_list import is_own_list
from markets.ingest.parsers.wording import simplify_line

PaperKind = Literal["report", "press_release", "notice", "comment", "statement", "other"]

_HEAD_PARAGRAPHS = 9


@cache
def _other_papers() -> tuple[tuple[PaperKind, str, re.Pattern[str]], ...]:
    """Return what papers of other kinds say in a line of their own or anywhere near their beginning (`papers.csv`).

    The patterns are for simplified lines; OFFICE matches any name of the office. The first that matches decides.
    """
    text = resources.files(__package__).joinpath("papers.csv").read_text(encoding="utf-8")
    return tuple(
        (cast(PaperKind, row["kind"]), row["where"], re.compile(row["pattern"].replace("OFFICE", OFFICE)))
        for row in csv.DictReader(text.splitlines())
    )


def identify_paper(title: str, texts: Sequence[str], pages: Sequence[int] = ()) -> PaperKind:
    """Return what a paper is, from its title and its paragraphs in order, with the page of each."""
    start = find_end_of_letter(texts)
    head = (title, *texts[start : start + _HEAD_PARAGRAPHS])
    simple = {"text": [simplify_line(text) for text in head]}
    simple["line"] = [line for line in simple["text"] if len(line) < 200 and not line.endswith((".", "!"))]
    for kind, where, pattern in _other_papers():
        # What a company says may be quoted in the List too.
        is_possible = kind != "statement" or not is_list_title(title)
        if is_possible and any(map(pattern.search, simple[where])):
            return kind
    return "report" if is_own_list(open_paper(title, texts[start:], pages[start:], start > 0)) else "other"
