"""Reads the shorthand of a `source` cell: addresses separated by ` ; `, each with a remark in brackets or none."""

import contextlib
import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markets.models.citation import ADDRESS, Citation

_PART = re.compile(r"\s+;\s+")
_ADDRESS_AND_REMARK = re.compile(r"(?P<url>https?://[^\s]+)(?:\s+\(?(?P<remark>.*?)\)?)?$")
_PUBLISHER_AND_DATE = re.compile(
    r"(?P<publisher>[^\W\d_a-z][^,;:]*(?:, (?![0-9])[A-Z][^,;:]*?)*?|[a-z0-9.-]+\.[a-z]+), "
    r"(?P<date>\d{4}-\d{2}-\d{2}|[A-Z][a-z]+ \d{4}|\d{4})(?:[,:;] (?P<rest>.*))?$"
)
_COPY = re.compile(
    r"copy of the (?P<publisher>[A-Z].*?) (?:report|statement), (?P<date>[^,]+)(?:, (?P<rest>.*))?$"
)
_TRADE_BARRIERS = re.compile(r"USTR, (?P<title>National Trade Estimate report \d{4})(?:, (?P<rest>.*))?$")
_USTR_RELEASE = re.compile(r"USTR press release(?:, (?P<date>\d{4}-\d{2}-\d{2}))?(?:, (?P<rest>.*))?$")
_DATE_IN_PATH = re.compile(r"/(20[0-2]\d)/([01]\d)/([0-3]\d)/")
_DATE_IN_SLUG = re.compile(r"-([12]\d)([01]\d)([0-3]\d)/?$")
DATED_SLUG = "torrentfreak.com"
"""The host whose addresses end with the day, as in `…-230201/`."""


@dataclass(frozen=True)
class Publisher:
    """What `publishers.csv` says of a host."""

    name: str
    kind: str
    linked: bool


@dataclass(frozen=True)
class ParsedCitation:
    """One source of a cell. `note` is the rest of the remark, for staff."""

    url: str
    publisher: str
    kind: str
    title: str = ""
    published_on: datetime.date | None = None
    precision: str = "day"
    linked: bool = True
    note: str = ""


def parse_shorthand(source: str, publishers: Mapping[str, Publisher]) -> Iterator[ParsedCitation]:
    """Yield the sources of a cell that have an address, in order. What has none is a note for staff, not a citation."""
    for part in _PART.split(source.strip()):
        found = _ADDRESS_AND_REMARK.match(part)
        if found is None:
            continue
        url = found["url"].rstrip(",;")
        if re.match(ADDRESS, url):
            yield parse_citation(url, found["remark"] or "", publishers)


def parse_citation(url: str, remark: str, publishers: Mapping[str, Publisher]) -> ParsedCitation:
    """Return the publisher and date from the remark where it names them, else from the host and the address."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    known = find_publisher(url, host, publishers)
    plain = ParsedCitation(url, known.name, known.kind, linked=known.linked, note=remark)
    if found := _TRADE_BARRIERS.match(remark):
        kind = Citation.Kind.USTR if host == "ustr.gov" else Citation.Kind.MIRROR
        return replace(plain, publisher="USTR", kind=kind, title=found["title"], note=found["rest"] or "")
    if found := _USTR_RELEASE.match(remark):
        read = replace(plain, publisher="USTR", title="Press release", note=found["rest"] or "")
        return _dated(read, found["date"] or "")
    if found := _COPY.match(remark) or _PUBLISHER_AND_DATE.match(remark):
        read = replace(plain, publisher=found["publisher"].strip(), note=found["rest"] or "")
        if read.publisher.startswith("IFPI on") or read.publisher == host:
            read = replace(read, publisher=known.name)
        dated = _dated(read, found["date"])
        return dated if dated.published_on else plain
    return _dated_by_address(plain, host)


def find_publisher(url: str, host: str, publishers: Mapping[str, Publisher]) -> Publisher:
    """Return what is said of the address: of its path as far as that is known, else of its host."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    keys = ("/".join((host, *parts[:length])) for length in range(len(parts), -1, -1))
    found = (publishers[key] for key in keys if key in publishers)
    return next(found, Publisher(host, Citation.Kind.PRESS, linked=True))


def _dated(read: ParsedCitation, date: str) -> ParsedCitation:
    """With `2023-02-01`, `January 2018` or `2018` as its date; as it is where that is no date."""
    if re.fullmatch(r"[A-Z][a-z]+ \d{4}", date):
        with contextlib.suppress(ValueError):
            day = datetime.datetime.strptime(f"{date} +0000", "%B %Y %z").date()
            return replace(read, published_on=day, precision="month")
    if re.fullmatch(r"\d{4}", date):
        return replace(read, published_on=datetime.date(int(date), 1, 1), precision="year")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        return replace(read, published_on=datetime.date.fromisoformat(date))
    return read


def _dated_by_address(read: ParsedCitation, host: str) -> ParsedCitation:
    """With the day that the address itself states, as many newspapers' addresses do."""
    found = _DATE_IN_PATH.search(read.url)
    if found is None and host == DATED_SLUG:
        found = _DATE_IN_SLUG.search(read.url)
    if found is None:
        return read
    year, month, day = (int(number) for number in found.groups())
    try:
        return replace(read, published_on=datetime.date(year + 2000 * (year < 100), month, day))
    except ValueError:
        return read
