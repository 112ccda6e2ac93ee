"""Finds figures in a text: digits in English, European, Swiss, Indian and Chinese grouping, and written numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile

from responses.claims.lexicon import NO_CLAIMS, NUMBERS
from responses.claims.sentences import Word, list_words

MOST_DIGITS = 24  # digits; a longer run is a key or a serial number
SPACES = " \u00a0\u2009\u202f"
_VULGAR = "[¼½¾⅐-⅞]"
_MEASURES = "tons|tonnes|times|per|percent|(?:thousand|million|billion|lakh|crore)s?|" + "|".join(
    NO_CLAIMS["spans"]
)
_DIGITS = re.compile(
    rf"""(?<![\w])(?:
      (?P<comma>[0-9]{{1,3}}(?:,[0-9]{{2,3}})*,[0-9]{{3}}(?:\.[0-9]+)?)
    | (?P<dots>[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}(?:,[0-9]+)?|[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]{{1,2}})
    | (?P<spaced>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?(?![0-9]|[{SPACES}-][0-9]))
    | (?P<swiss>[0-9]{{1,3}}(?:['’][0-9]{{3}})+(?:\.[0-9]+)?)
    | (?P<comma_decimal>[0-9]+,[0-9]{{1,2}})
    | (?P<dot>[1-9][0-9]{{0,2}}\.
        (?:[0-9]{{3}}(?=\s+[a-z]{{3,}}s\b)|000(?=(?:\s+[a-z-]+){{1,3}}(?<=s)\b))
        (?!\s+(?:{_MEASURES})\b))  # "35.000 shops"
    | (?P<plain>[0-9]+(?:\.[0-9]+)?)(?P<vulgar>{_VULGAR})?
    | (?P<part>{_VULGAR})
    )(?![0-9])""",
    re.VERBOSE,
)
_SCALES: dict[str, str] = NUMBERS["scales"]
_SCALE_WORDS = "|".join(word for word in _SCALES if word < "万")
_SCALE = re.compile(
    rf"(?:[{SPACES}-]?(?P<apart>{_SCALE_WORDS})s?|(?P<touching>[kmb]|[{SPACES}](?-i:[KMB]|m(?=\s+[a-z]{{4,}}s\b))))\b(?:\.(?=\s+(?-i:[a-z])))?"
    rf"|[{SPACES}]?(?P<chinese>[万萬亿億])",
    re.IGNORECASE,
)
_ONES = {word: Decimal(value) for value, word in enumerate(NUMBERS["ones"])}
_TENS = {word: Decimal(20 + 10 * place) for place, word in enumerate(NUMBERS["tens"])}
_PARTS: dict[str, int] = NUMBERS["parts"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its place. `fraction` marks a part ("two thirds"), whose value is in percent already."""

    value: Decimal
    start: int
    end: int
    written: bool = False
    fraction: bool = False
    grouped: bool = False  # had separators or a scale, so it is no year and no label
    scale: Decimal = Decimal(1)  # what the word behind it multiplies it with


def find_figures(text: str, start: int, end: int) -> list[Figure]:
    """Return every number of `text[start:end]`, in order, none overlapping another."""
    found = sorted(
        [*_digits(text, start, end), *_written(text, start, end)], key=lambda one: (one.start, -one.end)
    )
    kept: list[Figure] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _digits(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text, start, end):
        raw = match[0].rstrip(match["vulgar"] or "")
        if match["part"]:  # "⅓ of notices"
            share = (_part(raw) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            yield Figure(trim_decimal(share), match.start(), match.end(), fraction=True)
            continue
        if sum(letter.isdigit() for letter in raw) > MOST_DIGITS or raw.startswith("00"):
            continue
        plain = re.sub(rf"[{SPACES}'’]", "", raw)
        if match["dots"] or match["dot"]:
            plain = plain.replace(".", "").replace(",", ".")
        elif match["comma_decimal"] or (match["spaced"] and re.search(r",[0-9]{1,2}$", plain)):
            plain = plain.replace(",", ".")
        else:
            plain = plain.replace(",", "")
        value = Decimal(plain) + (_part(match["vulgar"]) if match["vulgar"] else 0)
        figure = Figure(value, match.start(), match.end(), grouped=match["plain"] is None)
        scale = _SCALE.match(text, match.end(), end)
        if scale:
            word = (scale["apart"] or scale["touching"] or scale["chinese"]).strip().lower()
            times = Decimal(NUMBERS["touching"][word] if scale["touching"] else _SCALES[word])
            value = trim_decimal(figure.value * times)
            figure = replace(figure, value=value, end=scale.end(), grouped=True, scale=times)
        yield figure


def _part(sign: str) -> Decimal:
    """ "½" is 0.5."""
    return Decimal(str(unicodedata.numeric(sign)))


def _written(text: str, start: int, end: int) -> Iterator[Figure]:
    tokens = [part for word in list_words(text, start, end) for part in _parts_of(word)]
    place = 0
    while place < len(tokens):
        figure, place = _number_at(tokens, place)
        if figure:
            figure, place = _scaled(figure, tokens, place)
            yield figure


def trim_decimal(value: Decimal) -> Decimal:
    """Return the value without an exponent and without idle zeros: 4600000, not 4.6E+6."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _scaled(figure: Figure, tokens: list[Word], place: int) -> tuple[Figure, int]:
    """ "three quarters of a million" is a number, not a share."""
    after = [token.lower for token in tokens[place : place + 3]]
    if not figure.fraction or len(after) < 3 or after[:2] != ["of", "a"] or after[2] not in _SCALES:
        return figure, place
    value = trim_decimal(figure.value * Decimal(_SCALES[after[2]]) / 100)
    end = tokens[place + 2].end
    return Figure(value, figure.start, end, written=True, grouped=True), place + 3


def _parts_of(word: Word) -> list[Word]:
    """ "twenty-five" is two words here; any other compound stays whole, so that "four-year" is no number."""
    if word.lower.endswith("fold") and word.lower[:-4] in _ONES | _TENS:  # "threefold"
        middle = word.end - 4
        return [Word(word.text[:-4], word.start, middle), Word(word.text[-4:], middle, word.end)]
    left, dash, right = word.text.partition("-")
    known = {*_ONES, *_TENS, *_SCALES, "a", "one"}
    if dash and left.lower() in known and (right.lower() in known or right.lower() in _PARTS):
        middle = word.start + len(left)
        return [Word(left, word.start, middle), Word(right, middle + 1, word.end)]
    return [word]


def _number_at(tokens: list[Word], place: int) -> tuple[Figure | None, int]:
    """Return the written number that begins at `place`, or None; and where to go on."""
    lower = [token.lower for token in tokens[place : place + 12]]
    if lower[0] == "half":
        return _half(tokens, place, lower)
    total, current, used, seen, scaled = Decimal(0), Decimal(0), 0, False, False
    if lower[0] in ("a", "an") and len(lower) > 1 and (lower[1] in _SCALES or lower[1] == "dozen"):
        current, used, seen = Decimal(1), 1, True
    while used < len(lower):
        word, step = lower[used], 1
        if word == "zero" and not seen:
            current = Decimal(0)
        elif (
            word in _ONES and word != "zero" and (not seen or current % (100 if _ONES[word] > 9 else 10) == 0)
        ):
            current += _ONES[word]
        elif word in _TENS and (not seen or current % 100 == 0):
            current += _TENS[word]
        elif seen and word == "hundred":
            current, scaled = current * 100, True
        elif seen and word == "dozen":
            current, scaled = current * 12, True
        elif seen and not scaled and word == "point" and (decimals := _decimals(lower[used + 1 :])):
            current, step = current + Decimal(f"0.{decimals}"), 1 + len(decimals)
        elif seen and word in _SCALES:
            total, current, scaled = total + current * Decimal(_SCALES[word]), Decimal(0), True
        elif seen and lower[used : used + 3] == ["and", "a", "half"]:
            current, step = current + Decimal("0.5"), 3
        elif (
            seen
            and scaled
            and word == "and"
            and lower[used + 1 : used + 2]
            and lower[used + 1] in (_ONES | _TENS)
        ):
            used += 1
            continue
        else:
            break
        seen, used = True, used + step
    if not seen:
        return _bare_part(tokens, place, lower)
    first, value = tokens[place], trim_decimal(total + current)
    following = lower[used] if used < len(lower) else ""
    opens = place and tokens[place - 1].lower in (
        "first",
        "last",
        "past",
    )  # "the first three quarters of 2024"
    if (
        following in _PARTS
        and not opens
        and not scaled
        and 0 < value < _PARTS[following]
        and _is_share(lower, used)
    ):
        share = (value * 100 / _PARTS[following]).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
        return Figure(share, first.start, tokens[place + used].end, True, fraction=True), place + used + 1
    last = tokens[place + used - 1]
    scale = Decimal(_SCALES.get(last.lower, 1))
    return Figure(value, first.start, last.end, True, grouped=scaled, scale=scale), place + used


def _decimals(words: list[str]) -> str:
    """Return the digits that words begin with: "point two five"."""
    return "".join(str(_ONES[word]) for word in takewhile(lambda word: _ONES.get(word, 10) < 10, words))


def _is_share(lower: list[str], place: int) -> bool:
    """ "one third of sellers", "by two thirds" are shares; "the one third-party shop" is not."""
    following = lower[place + 1] if place + 1 < len(lower) else "."
    return (
        lower[place].endswith("s")
        or following in ("of", "the", "fewer", "more", "less")
        or not following.isalpha()
    )


def _bare_part(tokens: list[Word], place: int, lower: list[str]) -> tuple[Figure | None, int]:
    """ "a third of", "a quarter fewer"; "the third", "a third party" are none."""
    if lower[0] in ("a", "an") and len(lower) > 1 and lower[1] in _PARTS and _is_share(lower, 1):
        if lower[1] == "half":
            return Figure(
                Decimal(50), tokens[place].start, tokens[place + 1].end, True, fraction=True
            ), place + 2
        share = (Decimal(100) / _PARTS[lower[1]]).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
        return Figure(share, tokens[place].start, tokens[place + 1].end, True, fraction=True), place + 2
    return None, place + 1


def _half(tokens: list[Word], place: int, lower: list[str]) -> tuple[Figure | None, int]:
    before = tokens[place - 1].lower if place else ""
    if len(lower) > 2 and lower[1] in ("a", "an") and (lower[2] in _SCALES or lower[2] == "dozen"):
        times = Decimal(12) if lower[2] == "dozen" else Decimal(_SCALES[lower[2]])
        return Figure(times / 2, tokens[place].start, tokens[place + 2].end, True, grouped=True), place + 3
    following = lower[1] if len(lower) > 1 else ""
    if following == "(" and ")" in lower:
        following = "".join(
            lower[lower.index(")") + 1 : lower.index(")") + 2]
        )  # "half (3,210) of the notices"
    if following == "the" and lower[2:3] and lower[2] in ("rate", "number", "level", "figure"):
        return None, place + 1  # "half the rate of 2018" only compares
    told = following in ("of", "the", "our", "its", "all", "their", "that", "within") or (
        before == "by" and not following.isalpha()
    )
    if before == "and":  # "two and half"
        before = "a" if place > 1 and tokens[place - 2].lower in _ONES | _TENS else ""
    if told and before not in ("first", "second", "a", "other"):
        return Figure(Decimal(50), tokens[place].start, tokens[place].end, True, fraction=True), place + 1
    return None, place + 1
