"""One press release of ustr.gov: what it says, and the List that it links to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bs4 import Tag

from markets.ingest.sources.items import SourceChanged, SourceItem, normalize_address
from markets.ingest.sources.markup import Markup, parse_markup, read_words
from markets.ingest.sources.ustr_site import report_link, secure_url
from markets.text.dates import first_date, printed_day

_BODIES = ("div.field--name-body", "div.field-name-body", "div.field-item.even", "article", "main")
_TITLES = ("h1.pageTitle", "h1.page-title", "h1", "title")
_NAMES_THE_LIST = re.compile(r"notorious[\s_\-]*market", re.IGNORECASE)
# a call for comments, or what others say, names the List too and has none to link to
_RELEASES = re.compile(
    r"\b(?:releas|issu|publish|unveil|announc|identif|highlight|nam|find)(?:e[sd]?|ies|ing|s)?\b"
    r"|\b(?:findings|results|annual)\b",
    re.IGNORECASE,
)
_NO_RELEASE = re.compile(
    r"\b(?:comments?|submissions?|seeks|invites|initiates|launches|requests?|deadlines?|extends?|statement|remarks|input"
    r"|public|nominations?|hearing|speech|schedule|will|icymi|wtas)\b"
    r"|\bto (?:releas|issu|publish)e?\b|\bin case you missed\b|\bwhat they(?: a|['\u2019])re saying\b|\bfact sheet\b",
    re.IGNORECASE,
)


_WHAT_THEY_SAY = re.compile(r"\bwhat they(?: a|['\u2019])re saying\b|\bwtas\b", re.IGNORECASE)
_SHEET = re.compile(r"fact[\s_%20-]*sheet|at[\s_%20-]a[\s_%20-]glance|summary", re.IGNORECASE)
_YEARS = re.compile(r"20\d\d")
# "2027 Special 301 Report and 2026 Notorious Markets List"
_YEAR_OF_LIST = re.compile(r"20\d\d(?=(?:(?!20\d\d).)*notorious)", re.IGNORECASE)
_CALLED_LIST = re.compile(r"(?:list|review|report)s?(?![a-z])(?![^/]*/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Release:
    """A press release. `text`: its paragraphs, separated by blank lines. `reports`: the Lists it links to."""

    url: str
    title: str
    published_on: date | None
    text: str
    reports: tuple[SourceItem, ...]
    note: str


def read_release(content: bytes, url: str) -> Release:
    """Return the press release on this page.

    Raises SourceChanged where the page has no title or no text, or where it announces the List and links to
    none.
    """
    page = parse_markup(content, url)
    title = next((read_words(tag) for name in _TITLES if (tag := page.soup.select_one(name))), "")
    body = next((tag for name in _BODIES if (tag := page.soup.select_one(name)) and read_words(tag)), None)
    if not title or body is None:
        raise SourceChanged(f"The page {url} does not read as a press release: it has no title or no text.")
    day = _day(page, body)
    reports = _reports(page, body, title, day)
    announces = _RELEASES.search(title) and not _NO_RELEASE.search(title)
    if announces and _NAMES_THE_LIST.search(title) and not reports:
        raise SourceChanged(
            f"The press release {url} holds no link to the List: the expected link was not found."
        )
    return Release(url, title, day, _paragraphs(body), reports, page.note)


def _reports(page: Markup, body: Tag, title: str, day: date | None) -> tuple[SourceItem, ...]:
    links = list(page.links(body))
    if _WHAT_THEY_SAY.search(title):
        return ()
    linked = [each for link in links if (each := report_link(link, day, page.note))]
    found = _of_this_year(linked, title)
    if not found and not linked and _NAMES_THE_LIST.search(title):
        files = [
            link
            for link in links
            if link.url.lower().split("?")[0].endswith(".pdf") and not _is_sheet(link.text, link.url)
        ]
        if len({normalize_address(link.url) for link in files}) == 1:
            note = (
                "the only PDF that the press release links to; neither its name nor its words name the List"
            )
            found = [SourceItem(secure_url(files[0].url), title, day, "report", note)]
    return tuple({each.identity: each for each in reversed(found)}.values())[::-1]


def _of_this_year(found: list[SourceItem], title: str) -> list[SourceItem]:
    """Return the report that the release announces: not last year's, which it may link to as well, nor a fact sheet."""
    reports = [each for each in found if not _is_sheet(each.title, each.url)]
    named = {
        each: [year[0] for year in _YEARS.finditer(f"{each.title} {each.url.rsplit('/', 1)[-1]}")]
        for each in reports
    }
    year = _YEAR_OF_LIST.search(title) or _YEARS.search(title)
    wanted = year[0] if year else max((max(years) for years in named.values() if years), default="")
    recent = [each for each in reports if not named[each] or max(named[each]) >= wanted]
    chosen = [each for each in recent if wanted in named[each]] or recent
    return [each for each in chosen if _CALLED_LIST.search(f"{each.title} {each.url}")] or chosen


def _is_sheet(title: str, url: str) -> bool:
    return _SHEET.search(f"{title} {url}") is not None


def _day(page: Markup, body: Tag) -> date | None:
    for moment in page.soup.select("time"):
        if day := printed_day(read_words(moment), str(moment.get("datetime", ""))):
            return day
    for name in ("article:published_time", "dcterms.date", "dcterms.created"):
        meta = page.soup.find("meta", attrs={"property": name}) or page.soup.find(
            "meta", attrs={"name": name}
        )
        if isinstance(meta, Tag) and (day := printed_day("", str(meta.get("content", "")))):
            return day
    first = body.find("p")
    return first_date(read_words(first)[:200]) if isinstance(first, Tag) else None


def _paragraphs(body: Tag) -> str:
    names = ["p", "li", "h2", "h3"]
    outer = [tag for tag in body.find_all(names) if not any(up.name in names for up in _up_to(tag, body))]
    blocks = [text for tag in outer if (text := read_words(tag))]
    return "\n\n".join(blocks) if blocks else read_words(body)


def _up_to(tag: Tag, top: Tag) -> Iterator[Tag]:
    for parent in tag.parents:
        if parent is top:
            return
        yield parent
