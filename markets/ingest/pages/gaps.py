"""Letters that a font lacks are drawn by another one, into a gap that the text leaves for them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages.fonts import Face
from markets.ingest.pages.runs import PageGeometry, TextRun

_WORD = re.compile(r"\S+")
_LONGEST = 4  # letters that are filled in at once
_LONG_WORD = re.compile(rf"\S{{{_LONGEST + 1}}}")
_MOST = 400  # that are filled in on one page
_NEAR = 12  # runs before and behind among which the gap is looked for


def fill_gaps(text_page: Any, drawn: Sequence[TextRun], shown: PageGeometry) -> list[TextRun]:
    """Return the runs with those parted in whose gaps others are ("tra c" and "\ufb03"), in the order of reading."""
    count = len(drawn)
    drawn = [
        piece
        for index, run in enumerate(drawn)
        for piece in (
            [run]
            if run.text.isascii()
            else _in_words(text_page, run, drawn[max(0, index - _NEAR) : index], shown)
        )
    ]
    made = list(drawn)
    small = [index for index, run in enumerate(drawn) if len(run.text) <= _LONGEST and not run.angle]
    # Where another face begins: far from there no run can hold one in another face. It is asked first, since files in
    # which letters are drawn one by one have thousands of runs on a page.
    changes = [
        index
        for index, (above, run) in enumerate(pairwise(drawn if small else ()), 1)
        if _is_other(above.face, run.face)
    ]
    inside = (
        drawn[index]
        for index in small
        if _is_between(changes, index - _NEAR, index + _NEAR)
        and any(_holds(other, drawn[index]) for other in drawn[max(0, index - _NEAR) : index + _NEAR + 1])
    )
    for run in islice(inside, _MOST):
        at = next(index for index, other in enumerate(made) if other is run)
        near = range(max(0, at - _NEAR), min(len(made), at + _NEAR + 1))
        host = next((index for index in near if _holds(made[index], run)), None)
        parts = None if host is None else _parted(text_page, made[host], run, shown)
        if host is not None and parts is not None:
            kept = [other for index, other in enumerate(made) if index != at]
            host -= at < host
            made = [*kept[:host], *parts, *kept[host + 1 :]]
    if len(made) != count:
        for order, run in enumerate(made):
            run.order = order
    return made


def _is_other(face: Face, other: Face) -> bool:
    return face is not other and face != other


def _is_between(sorted_places: Sequence[int], low: int, high: int) -> bool:
    """Return whether one of the places is above `low`, and not above `high`."""
    at = bisect_right(sorted_places, low)
    return at < len(sorted_places) and sorted_places[at] <= high


def _in_words(text_page: Any, run: TextRun, above: Sequence[TextRun], shown: PageGeometry) -> list[TextRun]:
    """Return the words of a run that is nothing but letters for several gaps of one line, each by itself."""
    several = " " in run.text and not _LONG_WORD.search(run.text)
    words = list(_WORD.finditer(run.text)) if several else []
    few = 1 < len(words) <= _MOST
    if not few or run.start < 0 or run.angle or not any(_begins_inside(run, other) for other in above):
        return [run]
    box, made = raw.FS_RECTF(), []
    for word in words:
        raw.FPDFText_GetLooseCharBox(text_page, run.start + word.start(), box)
        x0 = shown.place(box.left, box.bottom)[0]
        raw.FPDFText_GetLooseCharBox(text_page, run.start + word.end() - 1, box)
        x1 = shown.place(box.right, box.bottom)[0]
        made.append(replace(run, text=word[0], x0=x0, x1=x1, start=run.start + word.start()))
    return made


def _begins_inside(run: TextRun, host: TextRun) -> bool:
    return host.face != run.face and abs(host.y - run.y) <= 0.06 * host.size and host.x0 < run.x0 < host.x1


def _holds(host: TextRun, run: TextRun) -> bool:
    return (
        host.start >= 0
        and host.face != run.face
        and abs(host.y - run.y) <= 0.06 * host.size
        and 0.7 * host.size < run.size < 1.4 * host.size
        and host.x0 < run.x0
        and run.x1 < host.x1
    )


def _parted(text_page: Any, host: TextRun, run: TextRun, shown: PageGeometry) -> list[TextRun] | None:
    """Return what is before the run, the run, and what is behind it; None where it covers letters."""
    box = raw.FS_RECTF()
    right = host.x0
    for place, letter in enumerate(host.text):
        if letter.isspace():
            continue
        raw.FPDFText_GetLooseCharBox(text_page, host.start + place, box)
        left = shown.place(box.left, box.bottom)[0]
        if left > run.x0:
            break
        right = shown.place(box.right, box.bottom)[0]
    else:
        return None
    if right > run.x0 + 0.2 * run.size or left < run.x1 - 0.2 * run.size:
        return None
    word = 0.15 * host.size
    before = replace(host, text=host.text[:place].rstrip(), x1=right)
    inside = replace(run, gap="" if run.x0 - right < word else "_")
    after = replace(
        host,
        text=host.text[place:],
        x0=left,
        gap="" if left - run.x1 < word else "_",
        start=host.start + place,
    )
    return [before, inside, after]
