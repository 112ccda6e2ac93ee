"""Finds figures in a text: digits in English, European, Swiss, Indian and Chinese grouping, and written numbers."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from responses.claims.lexicon import NO_CLAIMS, NUMBERS, STOPS

MOST_DIGITS = 24  # digits; a longer run is a key or a serial number
SPACES = " \u00a0\u2009\u202f"
_VULGAR = "[¼½¾⅐-⅞]"
_MEASURES = "tons|tonnes|times|per|percent|(?:thousand|million|billion|lakh|crore)s?|" + "|".join(
    NO_CLAIMS["spans"]
)
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = re.compile(
    rf"""(?<![\w])(?:
      (?P<power>(?:(?P<factor>[0-9](?:[.,][0-9]{{1,3}})?)\s?[×·*x]\s?)?10
        (?:\^(?P<written>[0-9]{{1,2}})|(?P<raised>[{_RAISED_DIGITS}]{{1,2}})))
    | (?P<comma>[0-9]{{1,3}}(?:,[0-9]{{2,3}})*,[0-9]{{3}}(?:\.[0-9]+)?(?P<note>(?<=,[0-9]{{3}})[0-9]{{1,2}})?)
    | (?P<dots>[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}(?:,[0-9]+)?|[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]{{1,2}})
    | (?P<spaced>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?(?![0-9]|[{SPACES}-][0-9]))
    | (?P<swiss>[0-9]{{1,3}}(?:['’][0-9]{{3}})+(?:\.[0-9]+)?)
    | (?P<comma_decimal>[0-9]+,[0-9]{{1,2}})
    | (?P<dot>[1-9][0-9]{{0,2}}\.
        (?:[0-9]{{3}}(?=\s+[a-z]{{3,}}s\b)|000(?=\s+[a-z]{{3,}}))
        (?!\s+(?:{_MEASURES})\b))  # "35.000 shops"
    | (?P<plain>[0-9]+(?:\.[0-9]+)?)(?P<vulgar>{_VULGAR})?
    | (?P<part>{_VULGAR})
    )(?![0-9])""",
    re.VERBOSE,
)
_DOTTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_SCALES: dict[str, str] = NUMBERS["scales"]
_SCALE_WORDS = "|".join(word for word in _SCALES if word < "万")
# what metres are not of: "2 m infringing listings", "1.9 m of these listings"
_COUNTED = rf"(?:of\s+(?:the|its|our|these|all)\s+)?(?:(?!(?:of|{'|'.join(STOPS)})\b)[a-z-]+\s+){{0,1}}[a-z]{{4,}}s\b"
_SCALE = re.compile(
    rf"(?:[{SPACES}-]?(?P<apart>{_SCALE_WORDS})s?|(?P<touching>[kmb]|[{SPACES}](?-i:[KMBk]|m(?=\s+{_COUNTED}))))\b(?:\.(?=\s+(?-i:[a-z])))?"
    rf"|[{SPACES}]?(?P<chinese>[万萬亿億])",
    re.IGNORECASE,
)
_ONES = {word: Decimal(value) for value, word in enumerate(NUMBERS["ones"])}
_TENS = {word: Decimal(20 + 10 * place) for place, word in enumerate(NUMBERS["tens"])}
_VALUES = _ONES | _TENS | {"half": Decimal("0.5")}
_PARTS: dict[str, int] = NUMBERS["parts"]
_MULTIPLES = rf"(?:hundred|dozen|{_SCALE_WORDS})\b"
_DIGIT, _ONE = "|".join(NUMBERS["ones"][1:10]), "|".join(NUMBERS["ones"])
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]+(?:{_DIGIT})\b)?|(?:{_ONE})(?:\b|(?=fold\b)))"
_WRITTEN = re.compile(
    rf"""(?<!\w)(?<!\w[-/&.'’])(?:
      (?P<half>half)(?:\s+an?\s+(?P<times>{_MULTIPLES}))?
    | (?P<number>(?:{_SMALL}|an?(?=[\s-](?:{_MULTIPLES}|{"|".join(_PARTS)}))\b)
        (?:\s+point(?:\s+(?:{"|".join(NUMBERS["ones"][:10])})\b)+)?(?:\s+and\s+a\s+half\b)?
        (?:[\s-]+(?:dozen\b|{_MULTIPLES}(?:\s+(?:and\s+)?{_SMALL})?))*)
      (?:[\s-]+(?P<part>{"|".join(_PARTS)})\b(?:\s+of\s+a\s+(?P<whole>{_MULTIPLES}))?)?
    )(?=fold\b|(?!\w|[-/&.'’]\w))""",
    re.IGNORECASE | re.VERBOSE,
)
_SHARED = re.compile(
    r"\s+(?:of|the|fewer|more|less|(?-i:[a-z]{2,}[^s\W]s))\b|\s*(?![\s\w])|\s*\d|\s*$", re.IGNORECASE
)

_RUN_ON = re.compile(rf"[{SPACES}]+(?:and[{SPACES}]+)?", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s+(?!to\b)(?:and|{'|'.join(STOPS)})\b", re.IGNORECASE)  # "down by a quarter and …"


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
    is_sure: bool = True  # "1,2343" is 1,234 and the mark of a note, or a slip; "41.000" may be 41,000


def find_figures(text: str, start: int, end: int) -> list[Figure]:
    """Return every number of `text[start:end]`, in order, none overlapping another."""
    found = sorted(
        [*_digits(text, start, end), *_written(text, start, end)], key=lambda one: (one.start, -one.end)
    )
    kept: list[Figure] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        value = _added(text, kept[-1], one) if kept else None
        if value is None:
            kept.append(one)
        else:
            kept[-1] = replace(kept[-1], value=trim_decimal(value), end=one.end)
    return kept


def _added(text: str, first: Figure, second: Figure) -> Decimal | None:
    """Return the value of two figures that are one: "1 million 240 thousand", "9 hundred and 60 thousand"."""
    between, own = text[first.end : second.start], second.value / second.scale
    if first.scale == 1 or first.written or second.written or not _RUN_ON.fullmatch(between):
        return None
    if second.scale > first.scale > own:
        return (first.value + own) * second.scale
    runs_on = second.grouped or not (second.value % 1 or 1900 <= second.value <= 2099)
    return (
        first.value + second.value
        if runs_on and second.value < first.scale and "and" not in between
        else None
    )


def _digits(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text, start, end):
        raw = match[0].rstrip(match["vulgar"] or "").removesuffix(match["note"] or "")
        if match["part"]:  # "⅓ of notices"
            share = (_part(raw) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            yield Figure(trim_decimal(share), match.start(), match.end(), fraction=True)
            continue
        if match["power"]:  # "10⁶" may be ten and the mark of a note
            exponent = "".join(str(unicodedata.digit(sign)) for sign in match["written"] or match["raised"])
            value = Decimal((match["factor"] or "1").replace(",", ".")) * 10 ** int(exponent)
            sure = bool(match["factor"] or match["written"])
            yield Figure(trim_decimal(value), *match.span(), grouped=True, is_sure=sure)
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
        grouped = match["plain"] is None
        is_sure = not match["note"] and not (match["plain"] and _DOTTED.fullmatch(raw))
        figure = Figure(value, match.start(), match.end(), grouped=grouped, is_sure=is_sure)
        while scale := _SCALE.match(text, figure.end, end):  # "3 thousand million" has two
            if scale["touching"] and figure.scale > 1:
                break
            word = (scale["apart"] or scale["touching"] or scale["chinese"]).strip().lower()
            times = Decimal(NUMBERS["touching"][word] if scale["touching"] else _SCALES[word])
            value, times = trim_decimal(figure.value * times), figure.scale * times
            figure = replace(
                figure, value=value, end=scale.end(), grouped=True, scale=times, is_sure=not match["note"]
            )
        yield figure


def _part(sign: str) -> Decimal:
    """ "½" is 0.5."""
    return Decimal(str(unicodedata.numeric(sign)))


def trim_decimal(value: Decimal) -> Decimal:
    """Return the value without an exponent and without idle zeros: 4600000, not 4.6E+6."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _written(text: str, start: int, end: int) -> Iterator[Figure]:
    """Yield what is written in words: "two hundred and fifty", "a third of", "half a million"."""
    for found in _WRITTEN.finditer(text, start, end):
        before = re.search(r"(\w+)?\s*$", text[max(start, found.start() - 20) : found.start()])
        lead = (before[1] or "").lower() if before else ""
        if found["half"]:
            if found["times"]:
                value = _value_of(f"one {found['times']}") / 2
                yield Figure(trim_decimal(value), *found.span(), written=True, grouped=True)
            elif _is_half(text[found.end() : end], lead):
                yield Figure(Decimal(50), *found.span(), written=True, fraction=True)
            continue
        number, span = found["number"].lower(), found.span("number")
        value, scaled = _value_of(number), re.search(rf"\b(?:{_MULTIPLES})", number) is not None
        part = (found["part"] or "").lower()
        if part and lead not in ("first", "last", "past") and not scaled and 0 < value < _PARTS[part]:
            if found["whole"]:  # "three quarters of a million" is a number, not a share
                value = value * _value_of(f"one {found['whole']}") / _PARTS[part]
                yield Figure(trim_decimal(value), *found.span(), written=True, grouped=True)
                continue
            by = lead == "by" and _GOES_ON.match(text, found.end("part"), end)
            if part.endswith("s") or by or _SHARED.match(text, found.end("part"), end):
                share = (value * 100 / _PARTS[part]).quantize(Decimal("0.01"), ROUND_HALF_UP)
                yield Figure(trim_decimal(share), span[0], found.end("part"), written=True, fraction=True)
                continue
        if number not in ("a", "an"):
            scale = Decimal(_SCALES.get(re.split(r"[\s-]", number)[-1], 1))
            yield Figure(trim_decimal(value), *span, written=True, grouped=scaled, scale=scale)


def _value_of(words: str) -> Decimal:
    """Return the value of a number in words."""
    total, current, decimals = Decimal(0), Decimal(0), ""
    for word in re.sub(r"^an?\b", "one", words.lower()).replace("-", " ").split():
        if word == "point":
            decimals = "."
        elif decimals and _ONES.get(word, 10) < 10:
            decimals += str(_ONES[word])
        elif word == "hundred":
            current *= 100
        elif word == "dozen":
            current *= 12
        elif word in _SCALES:
            part = current + Decimal(f"0{decimals}0")
            # "three thousand million": nothing is between the two
            total = total + part * Decimal(_SCALES[word]) if part else total * Decimal(_SCALES[word])
            current, decimals = Decimal(0), ""
        else:
            current += _VALUES.get(word, Decimal(0))
    return total + current + Decimal(f"0{decimals}0")


def _is_half(following: str, lead: str) -> bool:
    """Return whether "half" is a share: "half of the notices", "by half."; "half the rate of 2018" only compares."""
    if lead in ("first", "second", "a", "other") or re.match(
        r"\sthe\s(?:rate|number|level|figure)\b", following
    ):
        return False
    shared = re.match(
        r"\s*(?:\([^)]*\)\s*)?(?:of|the|our|its|all|their|that|within)\b", following, re.IGNORECASE
    )
    ends = not re.match(r"\s*[^\W\d_]", following) or _GOES_ON.match(following)
    return bool(shared or (lead == "by" and ends))
