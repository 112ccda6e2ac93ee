"""Checks a quotation against the text it cites: exact, respelled, elided, altered or not found.

White space, the shape of quotation marks and dashes, and hyphens at line ends never count. "Respelled" is
British for American spelling, case, a hyphen or a comma; "elided" is words left out, marked or not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from responses.quotations.alignment import AlignmentStep, align_tokens
from responses.quotations.passages import find_contiguous, find_nearest_passage, shortest_with, with_gaps
from responses.quotations.tokens import Token, cut_segments, find_tokens, marks_between

Status = Literal["exact", "respelled", "elided", "altered", "not_found"]
MOST_QUOTED_WORDS = 2000  # words; nobody quotes more, and a longer one is compared up to here
ALTERED_SHARE = 0.6  # of a quotation's words that must be in the passage, in order, to be the same passage


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, in words. `quoted` is "" where words were left out, `printed` where words were added.

    `kind`: left_out, added, replaced, spelling, case, hyphen, punctuation, cut (the quotation begins or ends
    within a word of the source).
    """

    kind: str
    quoted: str
    printed: str


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """The verdict. `text[start:end]` is the passage; both are None where none was found."""

    status: Status
    start: int | None
    end: int | None
    differences: tuple[Difference, ...] = ()


NOT_FOUND = CheckedQuotation("not_found", None, None)


def check_quotation(quote: str, text: str) -> CheckedQuotation:
    """Look for `quote` in `text`. Never raises; its time is bounded by the product of words over 64."""
    bare = _unwrapped(quote)
    literal = _literally(bare, text)
    if literal and not literal.differences:
        return literal
    parts = cut_segments(bare)
    if not parts:
        return literal or NOT_FOUND
    source = find_tokens(text)
    whole = _whole(bare, parts, text, source)
    # a match that ends within a word gives way to whole words: those it is cut from, or others that are exact
    if whole and (literal is None or whole.status == "exact" or whole.start == literal.start):
        return whole
    if literal:
        return literal
    return _by_words(parts, source) if sum(map(len, parts)) <= MOST_QUOTED_WORDS else NOT_FOUND


def _whole(quote: str, parts: list[list[Token]], text: str, source: list[Token]) -> CheckedQuotation | None:
    """Return the quotation word for word, if it has no mark of ellipsis and is there as it is."""
    if len(parts) > 1:
        return None
    place = find_contiguous([one.folded for one in parts[0]], [one.folded for one in source])
    return None if place is None else _judged(quote, parts[0], text, source[place : place + len(parts[0])])


def _unwrapped(quote: str) -> str:
    """Without the quotation marks around it and the blanks around those."""
    bare = quote.strip()
    pairs = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“", "'": "'"}
    while len(bare) > 1 and pairs.get(bare[0]) == bare[-1] and bare[0] not in bare[1:-1]:
        bare = bare[1:-1].strip()
    return bare


def _literally(quote: str, text: str) -> CheckedQuotation | None:
    """Return the quotation letter for letter; at whole words where it can be had so."""
    if not quote:
        return None
    first, place = text.find(quote), text.find(quote)
    for _ in range(200):  # a short quotation may be within many longer words
        if place < 0:
            break
        if not _cut(text, place, place + len(quote)):
            return CheckedQuotation("exact", place, place + len(quote))
        place = text.find(quote, place + 1)
    if first < 0:
        return None
    return CheckedQuotation("exact", first, first + len(quote), _cut(text, first, first + len(quote)))


def _cut(text: str, start: int, end: int) -> tuple[Difference, ...]:
    left = re.search(r"[^\W_]*$", text[max(0, start - 40) : start])
    right = re.match(r"[^\W_]*", text[end : end + 40])
    cut = []
    for piece, edge, joined in ((left, start, True), (right, end - 1, False)):
        inner = text[edge : edge + 1]
        if piece and piece[0] and inner.isalnum():
            own = re.match(r"[^\W_]+", text[start:end]) if joined else re.search(r"[^\W_]+$", text[start:end])
            word = own[0] if own else inner
            cut.append(Difference("cut", word, piece[0] + word if joined else word + piece[0]))
    return tuple(cut)


def _by_words(parts: list[list[Token]], source: list[Token]) -> CheckedQuotation:
    """Elided, altered or not found, for a quotation that is not word for word."""
    wanted = [one for part in parts for one in part]
    folded, known = [one.folded for one in wanted], [one.folded for one in source]
    marked = with_gaps([[one.folded for one in part] for part in parts], known) if len(parts) > 1 else None
    span = marked or shortest_with(folded, known)
    if span:
        return _compared("elided", wanted, source[slice(*span)])
    span = find_nearest_passage(folded, known, ALTERED_SHARE)
    return _compared("altered", wanted, source[slice(*span)]) if span else NOT_FOUND


def _judged(quote: str, wanted: Sequence[Token], text: str, window: Sequence[Token]) -> CheckedQuotation:
    """Exact or respelled, for words that are the same once folded."""
    found = [one for pair in zip(wanted, window, strict=True) for one in _respelling(*pair)]
    quoted, printed = marks_between(quote, list(wanted)), marks_between(text, list(window))
    for place, (left, right) in enumerate(zip(quoted, printed, strict=True)):
        if left != right:
            around = f"{wanted[place].printed}{left} {wanted[place + 1].printed}"
            found.append(
                Difference(
                    "punctuation", around, f"{window[place].printed}{right} {window[place + 1].printed}"
                )
            )
    return CheckedQuotation("respelled" if found else "exact", window[0].start, window[-1].end, tuple(found))


def _compared(status: Status, wanted: Sequence[Token], window: Sequence[Token]) -> CheckedQuotation:
    steps = align_tokens([one.folded for one in wanted], [one.folded for one in window])
    return CheckedQuotation(
        status, window[0].start, window[-1].end, tuple(_differences(wanted, window, steps))
    )


def _differences(
    wanted: Sequence[Token], window: Sequence[Token], steps: Sequence[AlignmentStep]
) -> list[Difference]:
    found: list[Difference] = []
    for step in steps:
        left, right = wanted[step.i1 : step.i2], window[step.j1 : step.j2]
        if step.same:
            found.extend(one for pair in zip(left, right, strict=True) for one in _respelling(*pair))
            continue
        kind = "replaced" if left and right else "added" if left else "left_out"
        found.append(
            Difference(kind, " ".join(one.printed for one in left), " ".join(one.printed for one in right))
        )
    return found


def _respelling(quoted: Token, printed: Token) -> list[Difference]:
    """Return how one word differs from the same word: at most one difference, spelling before case before hyphen."""
    if quoted.printed == printed.printed:
        return []
    left, right = quoted.printed.replace("-", ""), printed.printed.replace("-", "")
    if left == right:
        # a hyphen at a line's end may be the layout's or the word's own: both are exact
        return (
            [] if quoted.broken or printed.broken else [Difference("hyphen", quoted.printed, printed.printed)]
        )
    kind = "case" if left.casefold() == right.casefold() else "spelling"
    return [Difference(kind, quoted.printed, printed.printed)]
