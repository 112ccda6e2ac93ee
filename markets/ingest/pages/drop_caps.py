"""Initials that are set larger than their text: they belong to the first of the lines beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import TextRun

_INITIAL = re.compile(r"[\"\u201c\u2018']?[^\W\d_]")
_QUOTE = re.compile(r"[\"\u201c\u2018']")
_LONGEST = 2  # characters of an initial and the quote before it
_LARGE = 1.6  # times the size of the text
_MOST = 40  # on one page
_LEADING = 1.7  # times the size, between lines beside one initial
_HEIGHT = 0.7  # of a capital, times the size
_OVERLAP = -0.35  # of a wide initial over the text beside it
# What no word begins with ("A" and "ccording"): two such consonants, or a vowel, before which "A" would be "An".
_NO_WORD = re.compile(
    r"(?![bcfgkps][lr]|[dt][rw]|[cgprstw]h|s[ckmnpqtw]|[gkp]n|ps|wr)[bcdfghjklmnpqrstvwxz][bcdfghjklmnpqrstvwxz]"
    r"|(?!eu|one|us[aeiu]|uni|util|ubi)[aeiou]"
)
# What is left of other words that begin a sentence ("A" and "vailable"); some are words by themselves ("A" and "long").
_LEFT = re.compile(
    r"bandon|bility|bou[tn]|bove|broad|bus|cadem|cross|fric|gain|genc|gent|gre|lex|like|lon|maz|meric|mid|mong|nal|nim"
    r"|nother|nonym|ny\b|part|pril|rab|re\b|rea|round|si[ad]|vail|verag|void|war|way|zer"
)
_GOES_ON = re.compile(r"\w+(?:,| (?:the|with|from|its|this|these|those|all|both|half|an?|[\d$]\S*)\b)")
_SPACE = 0.17  # times the size, at least
_WORD = re.compile(r"[^\W_]+")


def without_drop_caps(rows: Sequence[TextRow]) -> list[TextRow]:
    """Return the rows with each initial at the head of its text, in the style of the text."""
    made = list(rows)
    for row in rows:
        _join_quote(row)
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


def _join_quote(row: TextRow) -> None:
    """Make one run of a quote and the initial behind it, if they are drawn one by one."""
    if len(row.runs[0].text) == 1 < len(row.runs) and _QUOTE.match(row.runs[0].text):
        quote, letter = row.runs[:2]
        if quote.size == letter.size and len(letter.text) == 1:
            row.runs[:2] = [replace(letter, text=quote.text + letter.text, x0=quote.x0, start=-1)]


def _opens_large(row: TextRow) -> bool:
    """Return whether a row begins with a single letter that is alone or much larger than what follows."""
    initial = row.runs[0]
    if len(initial.text) > _LONGEST or not _INITIAL.fullmatch(initial.text):
        return False
    return not any(run.size * _LARGE > initial.size for run in row.runs[1:2])


def _is_beside(row: TextRow, initial: TextRun) -> bool:
    first = row.runs[0]
    inside = row.y > initial.y - _HEIGHT * initial.size + 0.4 * first.size  # not above it
    return (
        initial.y - initial.size < row.y <= initial.y + 0.2 * first.size
        and first.size * _LARGE <= initial.size
        and (_OVERLAP if inside else -0.1) * initial.size < first.x0 - initial.x1 < initial.size
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
    own = initial.text[-1] == "A" and _is_own_word(initial, row, rows) or not first.text[0].isalnum()
    text = f"{initial.text} {first.text}" if own else initial.text + first.text
    row.runs[0] = replace(first, text=text, x0=initial.x0, start=-1)


def _is_own_word(initial: TextRun, row: TextRow, rows: Sequence[TextRow]) -> bool:
    """Return whether the initial "A" is a word by itself: by how it is drawn, by what is behind it, by other lines."""
    first = row.runs[0]
    whole = "".join(f" {run.text}" if run.gap and run is not first else run.text for run in row.runs)
    word = _WORD.match(whole.casefold())
    if word is None or len(word[0]) == 1 or _NO_WORD.match(word[0]):
        return False
    if first.gap == "_" and first.order == initial.order + 1:
        return True  # a space is drawn between them
    if abs(initial.y - first.y) < 1:  # only raised: the distance tells
        return first.x0 - initial.x1 > _SPACE * first.size
    if _LEFT.match(word[0]) and _GOES_ON.match(whole):
        return False
    others = (run.text for other in rows if other is not row for run in other.runs)
    known = {found.casefold() for text in (*others, whole[word.end() :]) for found in _WORD.findall(text)}
    if (word[0] in known) != (f"a{word[0]}" in known):
        return word[0] in known
    return not _LEFT.match(word[0])
