"""Names that look otherwise than nearly all others: in their letters, their form or their place in the alphabet."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markets.ingest.parsers.wording import is_capitals
from markets.ingest.records import MarketKind, ParsedEdition, ParsedListing
from markets.text.keys import name_key

_LONE = re.compile(r"(?<!\S)[^\W\d_](?!\S)")
_TORN = re.compile(r"(?<!\S)\.?[^\W\d_aAI] (?=[a-z0-9])|\s\.\w|(?<!\S)[bcdfghjklmpqrstvwz\u0131\u015f](?!\S)")
# "FlokiNET" is a name like others; "mEGA", "RuTRACKer" and "RuTrackeR" are not.
_TORN_PLACE = re.compile(r"(?<!\S)[^\W\d_] (?=[a-z])")
_MIXED = re.compile(r"\b[a-z]+[A-Z]{2,}|[a-z][A-Z]{2,}[a-z]{2}|[a-z][A-Z](?![a-zA-Z])")
# What is left of letters that a font cannot draw: "Kapal\u2020\xc6\xc2".
_SCRAPS = re.compile(
    r"[\xb4\xa8\xb8\u02c6\u02c7\u02da\u02dc]|[^\W\d_][\u2020\u2021\xa7\xb6\xa4\xac\xa6\u2030\ufffd]|[\xc2\xc3](?![^\W\d_])|[a-z][\xc0-\xde]{2}|[a-z]#|#[a-z]"
)
_LETTER_RUNS = re.compile(r"[^\W\d_]+")
_EMPTY = re.compile(r"[(\[][^\w()\[\]]*[)\]]")
_STUCK_COMMA = re.compile(r"[^\W\d_],[^\W\d_]")
_HIDDEN_I = re.compile(
    "(?=.*[\u015e\u011e\u0130]).*I"
)  # in a name with letters that only Turkish and its kin have
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_SIGNS_AROUND = re.compile(r"[\u0900-\u109f\u1780-\u17ff]")  # scripts whose signs are around their letters
_MARK = re.compile(r"(?<=[^\W\d_])\d{1,3}$")
_CATEGORY = re.compile(
    r"^(?:[\w/-]+ ){0,2}(?:sites?|(?:cyber)?lockers?|apps?|indexing|trackers?|hosting|platforms?|services?|networks?"
    r"|commerce|streaming|marketplaces?)\s(?=[A-Z\d])",
    re.IGNORECASE,
)
_LEAST_LETTERS = 4
_CAPTION = re.compile(r"(?:figure|fig\.|table|chart|graph|exhibit|box|map)\s(?:\d|[ivx]+\b)", re.IGNORECASE)
_INSIDE = re.compile(r":\s+|\s[|\u2013\u2014>]\s")
_FORMS = (  # what a name may share with others of its report although it is no part of it
    (
        "a number before the name",
        re.compile(r"^(?:#|No\. )?\(?(?:[ivx]+|[a-z]|\d{1,3}(?:\.\d+)*)[.):]?\s+\S", re.IGNORECASE),
    ),
    ("brackets behind the name", re.compile(r"[)\]]$")),
    ("a mark inside the name", re.compile(r"\s[|\u2013\u2014\u00b7\u2022/>-]\s|:\s")),
    ("a comma inside the name", re.compile(r",\s")),
)
_MOST = 0.6  # of the names of a kind
_ENOUGH_NAMES, _ENOUGH_CAPITALS = 6, 4
_ORDERED = 0.85  # of the names, for an order to be one


def check_names(edition: ParsedEdition) -> Iterator[str]:
    """Doubts about names, as sentences with their page."""
    yield from _odd_letters(edition)
    kinds: tuple[MarketKind, ...] = ("online", "physical")
    for kind in kinds:
        listings = edition.of_kind(kind)
        yield from _capitals(listings, kind)
        if len(listings) >= _ENOUGH_NAMES:
            yield from _forms(listings, kind)
    yield from _out_of_order(edition.of_kind("online"))


def _odd_letters(edition: ParsedEdition) -> Iterator[str]:
    """Names of lone letters, of letters that run right to left, or in a case that no name has."""
    mixed = [listing for listing in edition.listings if _MIXED.search(listing.name)]
    if len(mixed) > 1:
        for listing in mixed:
            yield f"the letters of “{listing.name}” on page {listing.page} change their case inside words"
    for listing in edition.listings:
        if _RIGHT_TO_LEFT.search(listing.name):
            yield f"“{listing.name}” on page {listing.page} holds letters that run right to left: check their order"
        elif _SIGNS_AROUND.search(listing.name):
            yield f"“{listing.name}” on page {listing.page} holds signs around its letters: check their order"
        if len(_LONE.findall(listing.name)) > 1 or _TORN.search(listing.name):
            yield f"the name “{listing.name}” on page {listing.page} holds lone letters: it may be drawn spaced"
        for what, place in (("city", listing.city), ("country", listing.country)):
            if place and (len(_LONE.findall(place)) > 1 or _TORN_PLACE.search(place)):
                yield f"the {what} “{place}” on page {listing.page} holds lone letters: it may be drawn spaced"
        if _CAPTION.match(listing.name):
            yield f"“{listing.name}” on page {listing.page} may be the caption of a table or figure, and no market"
        if _has_capital_inside(listing.name):
            yield f"the letters of “{listing.name}” on page {listing.page} change their case inside words"
        if _SCRAPS.search(listing.name):
            yield f"the name “{listing.name}” on page {listing.page} holds signs in the place of letters"
        if _HIDDEN_I.search(listing.name) and is_capitals(listing.name):
            yield f"the capitals of “{listing.name}” on page {listing.page} do not tell i from dotless \u0131"
        if _STUCK_COMMA.search(listing.name):
            yield f"the name “{listing.name}” on page {listing.page} lacks a space behind a comma"
        if _EMPTY.search(listing.name):
            yield f"the name “{listing.name}” on page {listing.page} holds empty brackets: letters may be missing"
        if other := _in_text(listing):
            yield f"the name “{listing.name}” on page {listing.page} may be “{other}”, as its text has it"


def _has_capital_inside(name: str) -> bool:
    """Return whether a word of small letters holds a capital with an accent, which a fallback font may have drawn: not
    one without any plain letter, which is of another script."""
    if name.isascii() or is_capitals(name):
        return False
    words = [
        word for word in _LETTER_RUNS.findall(name) if not word.isupper() and re.search("[a-zA-Z]", word)
    ]
    return any(letter.isupper() and not letter.isascii() for word in words for letter in word[1:])


def _in_text(listing: ParsedListing) -> str:
    """Return the name as its own text has it: with other spaces or another case, without figures behind it or a
    category before it, only its part behind or before a mark, with other accents; "" where the text has it so, or in
    no such form."""
    text, name = listing.text.casefold(), listing.name.casefold()
    if name in text:
        return _in_other_case(listing)
    if other := _with_other_spaces(listing):
        return other
    forms = [_MARK.sub("", listing.name), _CATEGORY.sub("", listing.name)]
    forms += [part for part in _INSIDE.split(listing.name, maxsplit=1)[::-1] if part != listing.name]
    if found := next((form for form in forms if form.casefold() in text), ""):
        return found
    plain = _without_accents(name)
    at = -1 if name.isascii() and text.isascii() else _without_accents(text).find(plain)
    return listing.text[at : at + len(plain)] if at >= 0 and len(text) == len(listing.text) else ""


def _in_other_case(listing: ParsedListing) -> str:
    """Return the name as its own text has it where only the case inside words differs: "CinderbAY"."""
    if listing.name in listing.text or is_capitals(listing.name):
        return ""
    at = listing.text.casefold().find(listing.name.casefold())
    other = listing.text[at : at + len(listing.name)]
    return "" if other.islower() or is_capitals(other) else other


def _with_other_spaces(listing: ParsedListing) -> str:
    """Return the name as its own text has it where only the spaces differ."""
    letters = [letter for letter in listing.name if not letter.isspace()]
    if len(letters) < _LEAST_LETTERS:
        return ""
    # What a dot joins to more is part of an address.
    found = re.search(
        r"(?<![\w.-])" + r"\s?".join(map(re.escape, letters)) + r"(?![\w-]|\.\w)", listing.text, re.IGNORECASE
    )
    return found[0] if found else ""


def _without_accents(text: str) -> str:
    """Return a text with the bare letters of those with accents, in their places."""
    if text.isascii():
        return text
    return "".join("i" if letter == "\u0131" else unicodedata.normalize("NFD", letter)[0] for letter in text)


def _capitals(listings: Sequence[ParsedListing], kind: MarketKind) -> Iterator[str]:
    others = [
        listing
        for listing in listings
        if not is_capitals(listing.name)
        and any(c.isalpha() for c in listing.name)
        and "\u0131" not in listing.name  # taken from the text, since capitals hide it
    ]
    only = len(others) == 1 and len(listings) >= _ENOUGH_CAPITALS
    if only or 0 < len(others) <= 0.15 * len(listings):
        for listing in others:
            yield f"“{listing.name}” on page {listing.page} is not in capitals, as the other {kind} names are"


def _forms(listings: Sequence[ParsedListing], kind: MarketKind) -> Iterator[str]:
    """Yield a form that most names share: part of the heading may be no name."""
    for what, pattern in _FORMS:
        alike = [listing for listing in listings if pattern.search(listing.name)]
        if len(alike) >= _MOST * len(listings):
            first = alike[0]
            yield (
                f"most {kind} names have {what}, as “{first.name}” on page {first.page} has:"
                " it may not belong to the name"
            )


def _out_of_order(listings: Sequence[ParsedListing]) -> Iterator[str]:
    """Names outside the alphabetical order that nearly all others keep: a heading may have been taken for a name."""
    if len(listings) < _ENOUGH_NAMES:
        return
    orders = [
        [listing.name.casefold() for listing in listings],
        [name_key(listing.name) for listing in listings],
    ]
    outside = [_outside_order(keys) for keys in orders]
    stray = min(outside, key=len)
    if len(stray) > (1 - _ORDERED) * len(listings):
        return
    for index in sorted(set(outside[0]) & set(outside[1])):
        listing = listings[index]
        yield (
            f"“{listing.name}” on page {listing.page} is not in the alphabetical order of the others:"
            " it may be no market"
        )


def _outside_order(keys: Sequence[str]) -> list[int]:
    """Places of the keys that must go for the others to rise."""
    ends: list[str] = []
    places: list[int] = []
    links: list[int] = []
    for index, key in enumerate(keys):
        at = bisect_right(ends, key)
        links.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(key)
            places.append(index)
        else:
            ends[at], places[at] = key, index
    kept = set()
    at = places[-1] if places else -1
    while at >= 0:
        kept.add(at)
        at = links[at]
    return [index for index in range(len(keys)) if index not in kept]
