"""The pages of ustr.gov that lead to a List: its index page, the press releases in both markups, the feed."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from markets.ingest.sources.items import SourceChanged, SourceItem, normalize_address
from markets.ingest.sources.markup import Link, Markup, parse_markup, read_words
from markets.text.dates import MONTHS, first_date, printed_day

_HOSTS = ("ustr.gov", "www.ustr.gov")
_OFFICE = "policy-offices/press-office/press-releases"

_RELEASE = re.compile(rf"/about(?:-us)?/{_OFFICE}/(\d{{4}})/({'|'.join(MONTHS)})/[^/]+/?", re.IGNORECASE)
_LIST = re.compile(r"notorious[\s_\-+]*market", re.IGNORECASE)
_NOTICE = re.compile(r"/FR-\d{4}-|\brequests? for\b|\bcomments?\b", re.IGNORECASE)
_COMPANION = re.compile(r"special[\s_\-]*301", re.IGNORECASE)
_WITH_COMPANION = "names the Special 301 Report, with which the List has come out before"


def read_index(content: bytes, url: str) -> tuple[SourceItem, ...]:
    """Return the reports and press releases that the notorious-markets page points to, each once.

    Raises SourceChanged where it points to no report.
    """
    page = parse_markup(content, url)
    found = [each for link in page.links() if (each := _report_or_release(link, page))]
    if not any(each.kind == "report" for each in found):
        raise SourceChanged(f"The page {url} holds no link to a report: the expected link was not found.")
    return _once(found)


def read_release_list(content: bytes, url: str) -> tuple[SourceItem, ...]:
    """Return the press releases on the page that concern the List; none is an ordinary answer.

    Reads both markups; raises SourceChanged where the page holds no press release at all.
    """
    page = parse_markup(content, url)
    releases = _rows(page) or _plain_list(page) or _anywhere(page)
    if not releases:
        raise SourceChanged(f"The page {url} lists no press release: the expected links were not found.")
    return _once(each for found in releases if (each := match_release(found)))


def match_release(release: SourceItem) -> SourceItem | None:
    """Return the release, if its title or address names the List or the report it has come out with; else None."""
    named = f"{release.title} {_path(release.url)}"
    if _LIST.search(named):
        return release
    if _COMPANION.search(named):
        note = "; ".join(filter(None, (release.note, _WITH_COMPANION)))
        return SourceItem(release.url, release.title, release.published_on, release.kind, note)
    return None


def is_release(url: str, page: str) -> bool:
    """Return whether the address is that of one press release, of either generation, on ustr.gov or the page's host."""
    return urlsplit(url).hostname in (*_HOSTS, urlsplit(page).hostname) and bool(
        _RELEASE.fullmatch(_path(url))
    )


def report_link(link: Link, published_on: date | None = None, note: str = "") -> SourceItem | None:
    """Return the find, if the link leads to a List as PDF: its address or words name the List."""
    named = f"{link.text} {_path(link.url)}"
    if not _path(link.url).lower().endswith(".pdf") or not _LIST.search(named) or _NOTICE.search(named):
        return None
    title = link.text if len(link.text) > 8 else _path(link.url).rsplit("/", 1)[-1].removesuffix(".pdf")
    return SourceItem(secure_url(link.url), title, published_on, "report", note)


def secure_url(url: str) -> str:
    """ustr.gov's own old links say http; the site answers on https."""
    return re.sub(r"^http://(?=(?:www\.)?ustr\.gov/)", "https://", url)


def _rows(page: Markup) -> list[SourceItem]:
    found = []
    above: date | None = None  # a row without a date has that of the row above it
    for row in page.soup.select(".view-content .views-row"):
        moment = row.select_one(".views-field-field-date time") or row.select_one("time")
        if moment is not None:
            above = printed_day(read_words(moment), str(moment.get("datetime", ""))) or above
        anchor = row.select_one(".views-field-title a[href]") or row.select_one("a[href]")
        if anchor is not None:
            found += _release(page, anchor, above)
    return found


def _plain_list(page: Markup) -> list[SourceItem]:
    found = []
    for anchor in page.soup.select("ul.listing a[href]"):
        item = anchor.find_parent("li")
        found += _release(page, anchor, first_date(read_words(item)) if item is not None else None)
    return found


def _anywhere(page: Markup) -> list[SourceItem]:
    note = "the page's markup is new; the link was found by its address alone"
    return [
        SourceItem(each.url, each.title, None, each.kind, "; ".join(filter(None, (each.note, note))))
        for link in page.links()
        for each in _release(page, link.anchor, None)
    ]


def _release(page: Markup, anchor: Tag, day: date | None) -> list[SourceItem]:
    link = page.link(anchor)
    # archive links and other pages of the site are in the same rows
    if link is None or not is_release(link.url, page.url) or not link.text:
        return []
    return [SourceItem(secure_url(link.url), link.text, day, "press_release", page.note)]


def _report_or_release(link: Link, page: Markup) -> SourceItem | None:
    report = report_link(link, note=page.note)
    if report is not None:
        return report
    return next((match_release(each) for each in _release(page, link.anchor, None)), None)


def _once(found: Iterable[SourceItem]) -> tuple[SourceItem, ...]:
    kept: dict[str, SourceItem] = {}
    for each in found:
        kept.setdefault(normalize_address(each.url), each)
    return tuple(kept.values())


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)
