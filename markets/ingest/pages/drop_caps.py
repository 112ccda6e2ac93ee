"""Initials that are set larger than their text: they belong to the first of the lines beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import TextRun

_INITIAL = re.compile(r"[\"\u201c\u2018']?[^\W\d_]")
_LONGEST = 2  # characters of an initial and the quote before it
_LARGE = 1.6  # times the size of the text
_MOST = 40  # on one page
_LEADING = 1.7  # times the size, between lines beside one initial
# Two consonants with which no English word begins ("ccording").
_NO_WORD = re.compile(
    r"(?![bcfgkps][lr]|[dt][rw]|[cgprstw]h|s[ckmnpqtw]|[gkp]n|ps|wr)[bcdfghjklmnpqrstvwxz][bcdfghjklmnpqrstvwxz]"
)
_SPACE = 0.17  # times the size, at least
_WORD = re.compile(r"[^\W_]+")


def without_drop_caps(rows: Sequence[TextRow]) -> list[TextRow]:
    """Return the rows with each initial at the head of its text, in the style of the text."""
    made = list(rows)
    for row in islice(filter(_opens_large, rows), _MOST):
        initial, rest = row.runs[0], row.runs[1:]
        beside = [other for other in made if other is not row and _is_beside(other, initial)]
        if rest:
            row.runs, row.size = rest, max(run.size for run in rest)
            beside.append(row)
        if not beside:
            continue
        if not rest:
            made.remove(row)
        beside.sort(key=lambda other: other.y)
        beside += _set_in_below(beside[-1], initial, made)
        for other in beside[1:]:
            other.runs[0] = replace(other.runs[0], x0=initial.x0)  # the lines beside it are not set in
        _put_first(initial, beside[0], made)
    return made


def _opens_large(row: TextRow) -> bool:
    """Return whether a row begins with a single letter that is alone or much larger than what follows."""
    initial = row.runs[0]
    if len(initial.text) > _LONGEST or not _INITIAL.fullmatch(initial.text):
        return False
    return not any(run.size * _LARGE > initial.size for run in row.runs[1:2])


def _is_beside(row: TextRow, initial: TextRun) -> bool:
    first = row.runs[0]
    return (
        initial.y - initial.size < row.y <= initial.y + 0.2 * first.size
        and first.size * _LARGE <= initial.size
        and -0.1 * initial.size < first.x0 - initial.x1 < initial.size
    )


def _set_in_below(last: TextRow, initial: TextRun, rows: Sequence[TextRow]) -> list[TextRow]:
    """Return the row below the last beside an initial, if it is set in as that is: the initial is drawn higher."""
    first = last.runs[0]
    near = (row for row in rows if 0 < row.y - last.y < _LEADING * first.size)
    return [
        row for row in near
        if abs(row.runs[0].x0 - first.x0) < 1 and row.y < initial.y + initial.size and first.x0 > initial.x1 - 1
    ]  # fmt: skip


def _put_first(initial: TextRun, row: TextRow, rows: Sequence[TextRow]) -> None:
    """Write the initial to the text that it begins; "A" may be a word of its own; no report says "I"."""
    first = row.runs[0]
    word = _WORD.match(first.text)
    own = False
    whole = "".join(run.text for run in takewhile(lambda run: run is first or not run.gap, row.runs[:4]))
    may_be_own = word and initial.text[-1] == "A" and not _NO_WORD.match(whole.casefold())
    if word and may_be_own and abs(initial.y - first.y) < 1:  # only raised: the distance tells
        own = first.x0 - initial.x1 > _SPACE * first.size
    elif word and may_be_own:
        others = (run.text for other in rows for run in other.runs if run is not first)
        known = {
            found.casefold() for text in (*others, first.text[word.end() :]) for found in _WORD.findall(text)
        }
        own = word[0].casefold() in known and (initial.text[-1] + word[0]).casefold() not in known
    text = f"{initial.text} {first.text}" if own or not word else initial.text + first.text
    row.runs[0] = replace(first, text=text, x0=initial.x0, start=-1)
