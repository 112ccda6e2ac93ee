"""The Federal Register API (v1): the notice that opens each review."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from markets.ingest.sources.deadlines import Deadlines, read_deadlines
from markets.ingest.sources.items import SourceItem
from markets.ingest.sources.paging import PageOf, read_pages
from markets.ingest.sources.reader import ApiReader
from markets.ingest.sources.schema import allow_field, load_object, read_day, read_objects, require_field
from markets.text.issue_focus import find_issue_focus

REGISTER_HOST = "www.federalregister.gov"
REGISTER_API = f"https://{REGISTER_HOST}/api/v1"
_MOST_PAGES = 10

_FIELDS = (
    "title",
    "document_number",
    "html_url",
    "publication_date",
    "abstract",
    "dates",
    "comments_close_on",
    "docket_ids",
    "citation",
    "regulations_dot_gov_info",
    "correction_of",
)
_ABOUT_THE_LIST = re.compile(r"notorious\s+markets?", re.IGNORECASE)
_DOCKET = re.compile(r"\bUSTR-\d{4}-\d{4}\b", re.IGNORECASE)
_NUMBER = re.compile(r"/documents/\d{4}/\d{2}/\d{2}/([A-Z0-9]+-\d+)(?:/|$)")


@dataclass(frozen=True, slots=True)
class ReviewNotice:
    """One review's notice. `docket`: as USTR-2025-0018, or as printed.

    `document`: the id of the notice on Regulations.gov, whose comments are the filings. `note`: what the prose
    did not settle.
    """

    number: str
    title: str
    url: str
    published_on: date
    citation: str | None
    docket: str | None
    comments_due: date | None
    rebuttals_due: date | None
    issue_focus: str | None
    document: str | None
    note: str

    @property
    def item(self) -> SourceItem:
        """The notice as an item of its source."""
        due = (self.docket, self.comments_due, self.rebuttals_due)
        focus = f"issue focus: {self.issue_focus}" if self.issue_focus else ""
        note = "; ".join(filter(None, (self.note, focus)))
        return SourceItem(self.url, self.title, self.published_on, "notice", note, *due)


def notices_url(base: str = REGISTER_API) -> str:
    """Return the address of the first page of notices that name the List, newest first."""
    query = [
        ("conditions[agencies][]", "trade-representative-office-of-united-states"),
        ("conditions[type][]", "NOTICE"),
        ("conditions[term]", '"Notorious Markets"'),
        ("order", "newest"),
        ("per_page", "100"),
        *[("fields[]", name) for name in _FIELDS],
    ]
    return f"{base}/documents.json?{urlencode(query)}"


def read_notices(get: Callable[[str], bytes], base: str = REGISTER_API) -> tuple[ReviewNotice, ...]:
    """Return the notices of reviews, newest first. `get` fetches an address; raises SourceChanged."""
    where = "The Federal Register's list of notices"
    records = read_pages(
        notices_url(base),
        lambda url: read_page(get(url)),
        lambda record: require_field(record, "document_number", str, where),
        most=_MOST_PAGES,
        where=where,
    )
    return tuple(
        read_notice(record)
        for record in records
        if _ABOUT_THE_LIST.search(_title(record, where) or allow_field(record, "abstract", str, where) or "")
    )


def read_page(content: bytes) -> PageOf[dict[str, Any]]:
    """Return one page of raw records."""
    where = "The Federal Register's answer"
    answer = load_object(content, where)
    total = require_field(answer, "count", int, where)
    if total == 0:  # then the list itself is absent
        return PageOf((), 0, None)
    records = read_objects(answer, "results", where)
    return PageOf(tuple(records), total, allow_field(answer, "next_page_url", str, where))


def read_notice(record: dict[str, Any]) -> ReviewNotice:
    """Return one record as a notice; raises SourceChanged for a field that is missing or of another type."""
    number = require_field(record, "document_number", str, "A Federal Register notice")
    where = f"Federal Register notice {number}"
    title = _title(record, where) or f"notice {number}"
    prose = require_field(record, "dates", str, where) if record.get("dates", "") is not None else None
    due = read_deadlines(prose) if prose else Deadlines(None, None, "the notice has no DATES paragraph")
    notes = [due.note]
    closes = allow_field(record, "comments_close_on", str, where)
    if closes and due.comments and read_day(closes, "comments_close_on", where) != due.comments:
        notes.append(f"the Register's own field says that comments close on {closes}")
    if record.get("correction_of"):
        notes.append("it corrects an earlier notice")
    abstract = allow_field(record, "abstract", str, where) or ""
    return ReviewNotice(
        number=number,
        title=" ".join(title.split()),
        url=require_field(record, "html_url", str, where),
        published_on=read_day(
            require_field(record, "publication_date", str, where), "publication_date", where
        ),
        citation=allow_field(record, "citation", str, where),
        docket=_docket(require_field(record, "docket_ids", list, where)),
        comments_due=due.comments or (read_day(closes, "comments_close_on", where) if closes else None),
        rebuttals_due=due.rebuttals,
        issue_focus=find_issue_focus(abstract),
        document=_document(record, where),
        note="; ".join(filter(None, notes)),
    )


def _title(record: dict[str, Any], where: str) -> str:
    """Return the title, which must be a field; null, as for a notice that waits for its own, is no title."""
    return "" if record.get("title", "") is None else require_field(record, "title", str, where)


def document_number(url: str) -> str | None:
    """Return the number in a notice's address: `2025-15675` of `…/documents/2025/08/18/2025-15675/…`."""
    found = _NUMBER.search(url)
    return found.group(1) if found else None


def _docket(printed: list[object]) -> str | None:
    for text in printed:
        if found := _DOCKET.search(str(text)):
            return found.group().upper()
    return str(printed[0]).strip() or None if printed else None


def _document(record: dict[str, Any], where: str) -> str | None:
    info = allow_field(record, "regulations_dot_gov_info", dict, where)
    return allow_field(info, "document_id", str, where) if info else None


reader = ApiReader(
    lambda get, base, docket: tuple(notice.item for notice in read_notices(get, base=base)),
    hosts=frozenset({REGISTER_HOST}),
    files=frozenset({"www.govinfo.gov"}),
)
