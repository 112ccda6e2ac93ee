"""The Regulations.gov API (v4): the comments of a docket, and the files attached to them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from markets.ingest.sources.items import SourceChanged, SourceItem
from markets.ingest.sources.paging import PageOf, read_pages
from markets.ingest.sources.reader import ApiReader
from markets.ingest.sources.schema import allow_field, load_object, read_day, read_objects, require_field

REGULATIONS_HOST = "api.regulations.gov"
REGULATIONS_API = f"https://{REGULATIONS_HOST}/v4"
_FILES_HOST = "downloads.regulations.gov"
KEY_NAME = "REGULATIONS_GOV_KEY"
_MOST_PAGES = 20  # the API's own limit, at 250 entries each

_REBUTTAL = re.compile(
    r"(?:\b|_)(?:rebut|reply\b(?! to .*\b(?:requests?|notice|register|call)\b)|replies\b"
    r"|counter-?(?:submission|statement|comment))",
    re.IGNORECASE,
)
# A response to the List or to what others filed; every comment is one to the request for comments.
_RESPONSE = re.compile(
    r"(?<!in )\b(?:responses?|answers?|opposition|objections?) (?:of|by|from|to)\b"
    r"(?!.*\b(?:requests?|notice|register|call|docket)\b)",
    re.IGNORECASE,
)


class NoKey(Exception):
    """There is no key for the API; the sentence says how to come by one."""

    def __init__(self) -> None:
        self.sentence = (
            "Regulations.gov answers only with a key: ask for one at "
            f"https://open.gsa.gov/api/regulationsgov/ and put it into the environment as {KEY_NAME}."
        )
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class DocketDocument:
    """A document of a docket, such as the notice. `object_id` is what its comments are asked by."""

    id: str
    object_id: str
    title: str
    kind: str
    posted_on: date | None


@dataclass(frozen=True, slots=True)
class Comment:
    """One filing in full. `text` is often only "see attached"; `restricted`: why something is withheld."""

    id: str
    title: str
    organization: str | None
    posted_on: date | None
    received_on: date | None
    text: str
    withdrawn: bool
    restricted: str | None
    attachments: tuple[SourceItem, ...]


def key_headers(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the header that carries the key; raises NoKey."""
    key = environment.get(KEY_NAME, "").strip()
    if not key:
        raise NoKey
    return {"X-Api-Key": key}


@dataclass(frozen=True, slots=True)
class Query:
    """A list to ask for: `what` is "documents" or "comments", `where` names it in a sentence."""

    base: str
    what: str
    filter: str
    value: str
    where: str

    def url(self, number: int) -> str:
        """Return the address of page `number`, counted from 1, in an order that holds still."""
        asked = {
            f"filter[{self.filter}]": self.value,
            "sort": "lastModifiedDate,documentId",
            "page[size]": "250",
            "page[number]": str(number),
        }
        return f"{self.base}/{self.what}?{urlencode(asked)}"


def comments_of_docket(
    get: Callable[[str], bytes], docket: str, base: str = REGULATIONS_API
) -> tuple[SourceItem, ...]:
    """Return every comment on every document of a docket. `get` fetches an address with the key.

    The API knows no comments of a docket: its documents are listed first, then the comments on each one's
    `objectId`. Raises SourceChanged.
    """
    listed = Query(base, "documents", "docketId", docket, f"The documents of {docket}")
    documents = [read_document(record, listed.where) for record in _records(get, listed)]
    if not documents:
        raise SourceChanged(f"Regulations.gov knows no document in the docket {docket}.")
    kept: dict[str, SourceItem] = {}
    for document in documents:
        asked = Query(base, "comments", "commentOnId", document.object_id, f"The comments on {document.id}")
        for found in (read_listed(record, asked.where) for record in _records(get, asked)):
            if found.url in kept:
                raise SourceChanged(f"{asked.where}: {found.url} is also a comment on another document.")
            kept[found.url] = found
    return tuple(kept.values())


def detail_url(comment: str, base: str = REGULATIONS_API) -> str:
    """Return the address of a comment in full, from its id or from the address of its page."""
    name = comment.rstrip("/").rsplit("/", 1)[-1]
    return f"{base}/comments/{quote(name, safe='')}?include=attachments"


def read_document(record: dict[str, Any], where: str) -> DocketDocument:
    """Return one entry of a list of documents."""
    name, attributes = _entry(record, where)
    return DocketDocument(
        id=name,
        object_id=require_field(attributes, "objectId", str, where),
        title=allow_field(attributes, "title", str, where) or f"document {name}",
        kind=require_field(attributes, "documentType", str, where),
        posted_on=_day(attributes, "postedDate", where),
    )


def read_listed(record: dict[str, Any], where: str) -> SourceItem:
    """Return one entry of a list of comments: who wrote it and the files come only with the detail."""
    name, attributes = _entry(record, where)
    title = allow_field(attributes, "title", str, where) or f"comment {name}"
    notes = []
    if require_field(attributes, "withdrawn", bool, where):
        notes.append("withdrawn")
    if _REBUTTAL.search(title):
        notes.append("its title says rebuttal")
    elif _RESPONSE.search(title):
        notes.append("its title says response: it may answer the List")
    page = f"https://www.regulations.gov/comment/{quote(name, safe='')}"
    return SourceItem(page, title, _day(attributes, "postedDate", where), "comment", "; ".join(notes))


def read_comment(content: bytes) -> Comment:
    """Return a comment in full with its attachments; raises SourceChanged."""
    answer = load_object(content, "A comment on Regulations.gov")
    record = require_field(answer, "data", dict, "A comment on Regulations.gov")
    name, attributes = _entry(record, "A comment on Regulations.gov")
    where = f"The comment {name}"
    posted = _day(attributes, "postedDate", where)
    included = read_objects(answer, "included", where) if answer.get("included") is not None else []
    files = [found for each in included for found in _files(each, posted, where)]
    if len({found.url for found in files}) != len(files):
        raise SourceChanged(f"{where}: the same file is attached twice.")
    return Comment(
        id=name,
        title=allow_field(attributes, "title", str, where) or f"comment {name}",
        organization=allow_field(attributes, "organization", str, where)
        or allow_field(attributes, "govAgency", str, where)
        or _person(attributes, where),
        posted_on=posted,
        received_on=_day(attributes, "receiveDate", where),
        text=allow_field(attributes, "comment", str, where) or "",
        withdrawn=require_field(attributes, "withdrawn", bool, where),
        restricted=_restricted(attributes, where)
        or next(
            (reason for each in included if (reason := _restricted(each.get("attributes") or {}, where))),
            None,
        )
        or allow_field(attributes, "reasonWithdrawn", str, where),
        attachments=tuple(files),
    )


def _person(attributes: dict[str, Any], where: str) -> str | None:
    names = (allow_field(attributes, name, str, where) for name in ("firstName", "lastName"))
    return " ".join(filter(None, names)) or None


def _restricted(attributes: dict[str, Any], where: str) -> str | None:
    """Return why something is withheld: the API gives a reason of its own only for the type "Other"."""
    reason = allow_field(attributes, "restrictReason", str, where)
    return reason or allow_field(attributes, "restrictReasonType", str, where)


def _files(record: dict[str, Any], posted: date | None, where: str) -> list[SourceItem]:
    if require_field(record, "type", str, where) != "attachments":
        return []
    attributes = require_field(record, "attributes", dict, where)
    title = allow_field(attributes, "title", str, where) or "attachment"
    if attributes.get("fileFormats") is None:
        return []  # withheld, or an old docket: the comment's own fields say so
    found = []
    for each in read_objects(attributes, "fileFormats", where):
        url = require_field(each, "fileUrl", str, where)
        kind, size = allow_field(each, "format", str, where), allow_field(each, "size", int, where)
        note = ", ".join(filter(None, (kind, f"{size} bytes" if size is not None else "")))
        found.append(SourceItem(url, title, posted, "attachment", note))
    return found


def _records(get: Callable[[str], bytes], query: Query) -> tuple[dict[str, Any], ...]:
    return read_pages(
        query.url(1),
        lambda url: _page(get(url), url, query),
        lambda record: require_field(record, "id", str, query.where),
        most=_MOST_PAGES,
        where=query.where,
    )


def _page(content: bytes, url: str, query: Query) -> PageOf[dict[str, Any]]:
    where = query.where
    answer = load_object(content, where)
    meta = require_field(answer, "meta", dict, where)
    number = require_field(meta, "pageNumber", int, where)
    if url != query.url(number):
        raise SourceChanged(f"{where}: another page than the one asked for came, number {number}.")
    following = query.url(number + 1) if require_field(meta, "hasNextPage", bool, where) else None
    return PageOf(
        tuple(read_objects(answer, "data", where)),
        require_field(meta, "totalElements", int, where),
        following,
    )


def _entry(record: dict[str, Any], where: str) -> tuple[str, dict[str, Any]]:
    return require_field(record, "id", str, where), require_field(record, "attributes", dict, where)


def _day(attributes: dict[str, Any], name: str, where: str) -> date | None:
    value = allow_field(attributes, name, str, where)
    return read_day(value, name, where) if value else None


reader = ApiReader(
    lambda get, base, docket: comments_of_docket(get, docket(), base=base),
    hosts=frozenset({REGULATIONS_HOST, _FILES_HOST}),
    needs_key=True,
)
