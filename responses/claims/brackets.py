"""Figures in brackets beside another, or behind what they count: the text without the brackets, as long as before."""

import re
from itertools import pairwise

from responses.claims.lexicon import AROUND, ARTICLES, DEEDS, STOPS, VERBS
from responses.claims.phrases import is_plural
from responses.claims.quantities import Quantity
from responses.claims.sentences import JOINT, list_words

_OPENING = re.compile(r"\s*\(\s*(?:or\s+|some\s+|about\s+)?")
_ALONE = re.compile(r"(?:(?<=s)|(?<=ed)) \($")
_FEW = 10  # a smaller figure that is alone in brackets is the number of a note or of a paragraph
_NAMED = re.compile(r"(?:\s+[a-z]+){0,4}\s*\(", re.IGNORECASE)
_CLOSING = re.compile(r"\s*\)")
_LABEL = re.compile(r"(?:^|[;:,•])\s*(?P<label>[^\W\d_][\w’' /-]{2,60}?)\s(?:[–—-]\s)?$")
_ASIDE = re.compile(r"\((?:by|up|down)\s[^()]*\)")
LONGEST_LABEL = 90  # characters, with the mark before it
_LABEL_END = re.compile(r"\s*(?:[;(.]|,\s|$)")


def is_in_bracket(text: str, share: Quantity, one: Quantity) -> bool:
    """Return whether a figure is in brackets directly after another of the same: "1.09% (6,386,114)", "30 (2%)"."""
    return (
        (share.kind == "percent" or share.per is not None or one.kind == "percent")
        and one.kind in ("count", "percent")
        and _OPENING.fullmatch(text[share.end : one.start]) is not None
        and _CLOSING.match(text, one.end) is not None
    )


def restated(text: str, kept: list[Quantity]) -> tuple[str, list[Quantity]]:
    """The quantities without shares that brackets give again ("three quarters (75%)"); the text without those."""
    left = list(kept)
    for one, after in pairwise(kept):
        again = one.figure.written != after.figure.written and one.figure.value == after.figure.value
        opens = _OPENING.fullmatch(text, one.end, after.start)
        if again and opens and _CLOSING.match(text, after.end):
            left.remove(after)  # "nine (9) shops", "42 (forty-two) accounts"
            stop = text.index(")", after.end) + 1
            text = text[: one.end] + " " * (stop - one.end) + text[stop:]
        if after.kind != "percent":
            continue
        # "two in three notices (67%)", "half of all members (53%)"
        part = one.per or (one.kind == "percent" and one.figure.fraction and one.end != after.start)
        if part and not is_in_bracket(text, one, after) and _NAMED.fullmatch(text, one.end, after.start):
            left.remove(after)
            begin = text.rindex("(", 0, after.start)
            text = text[:begin] + " " * (after.end + 1 - begin) + text[after.end + 1 :]
        elif one.kind == "percent" and is_in_bracket(text, one, after):
            left.remove(one)
            text = without_brackets(text, one.end, after.end)
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text, left


def is_alone(text: str, one: Quantity) -> bool:
    """Return whether a count is alone in brackets behind what it may count: "sellers banned (8,300)"."""
    opening = _ALONE.search(text, max(0, one.start - 4), one.start)
    return one.kind == "count" and opening is not None and _CLOSING.match(text, one.end) is not None


def labeled(text: str, one: Quantity) -> str:
    """The text, as long as before, with a count that is alone in brackets as label and figure."""
    if not is_alone(text, one):
        return text
    return without_brackets(text[: one.start - 1] + JOINT + text[one.start :], one.end, one.end)


def find_note_numbers(text: str, kept: list[Quantity]) -> tuple[set[int], set[int]]:
    """Return where small figures begin that are in brackets as the numbers of notes are, and where those that may be.

    Two of them that do not count up are a list: "arrests (47), raids (12)". Behind what another figure counts
    is an earlier one: "411 notices (390)".
    """
    found = [one for one in kept if is_alone(text, one)] if "(" in text else []
    if not found:
        return set(), set()
    behind = {after.start for one, after in pairwise(kept) if _NAMED.fullmatch(text, one.end, after.start)}
    alone = [one for one in found if one.start not in behind]
    small = {one.start: one.figure.value for one in found if not one.figure.grouped}
    if any(after.figure.value != one.figure.value + 1 for one, after in pairwise(alone)):
        return behind & small.keys(), set()
    sure = {start for start, value in small.items() if start in behind or value < _FEW or len(alone) > 1}
    return sure, small.keys() - sure


def without_asides(text: str, span: tuple[int, int]) -> str:
    """The text, as long as before, without brackets that go on with the sentence: "declined (by 22%)"."""
    for found in _ASIDE.finditer(text, *span):
        text = text[: found.start()] + found[0].replace("(", " ").replace(")", " ") + text[found.end() :]
    return text


def listed(text: str, span: tuple[int, int], kept: list[Quantity]) -> str:
    """The text, as long as before, with the labels of a list joined to their figures: "stores closed 120; sellers
    banned 4,100". Two figures at least have nothing but a noun before them and a mark behind."""
    gaps = [one.start - 1 for one in kept if one.kind == "count" and _has_label(text, span, one)]
    for gap in gaps if len(gaps) > 1 else []:
        text = text[:gap].rstrip(" –—-").ljust(gap) + JOINT + text[gap + 1 :]
    return text


def _has_label(text: str, span: tuple[int, int], one: Quantity) -> bool:
    found = _LABEL.search(text[max(span[0], one.start - LONGEST_LABEL) : one.start])
    if not found or not _LABEL_END.match(text[one.end : span[1]]):
        return False
    words = list_words(found["label"])
    noun = words[-2] if words[-1].lower in DEEDS and len(words) > 1 else words[-1]
    named = is_plural(noun) or noun.lower in AROUND["teams"]
    return named and not any(word.lower in STOPS | VERBS | ARTICLES for word in words)


def without_brackets(text: str, start: int, stop: int) -> str:
    """Return the text, as long as before, without the brackets around what is from `start` to `stop`."""
    end = text.index(")", stop) + 1
    return text[:start] + text[start:end].replace("(", " ").replace(")", " ") + text[end:]
