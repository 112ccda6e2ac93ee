"""A company's newsroom, as curators add them: links that mention the List."""

import re
from datetime import date

from bs4 import Tag

from markets.ingest.sources.items import SourceChanged, SourceItem, normalize_address
from markets.ingest.sources.markup import Link, parse_markup, read_words
from markets.ingest.sources.reader import PageReader
from markets.text.dates import first_date, printed_day

#: how the List and its author are called, in the languages of most listed companies
_MENTIONS = re.compile(
    r"notorious[\s_\-]+(?:markets?|list)|\bUSTR\b|\b(?:U\.?S\.?|United States) Trade Representative"
    r"|恶名市场|惡名市場|臭名昭著的?市场|美国贸易代表|美國貿易代表"
    r"|mercados?\s+notorios?|рынк\w+\s+с\s+дурной\s+репутацией|pasar\s+terkenal",
    re.IGNORECASE,
)
_LONGEST_ITEM = 1500  # characters: more is not the text of one item, but the whole page


def read_newsroom(content: bytes, url: str) -> tuple[SourceItem, ...]:
    """Return the links whose words, address or teaser mention the List, each once; none is an ordinary answer.

    Raises SourceChanged where the page has no links at all, as one that is made by script.
    """
    page = parse_markup(content, url)
    kept: dict[str, SourceItem] = {}
    links = [link for link in page.links() if normalize_address(link.url) != normalize_address(url)]
    if not links:
        raise SourceChanged(f"The newsroom {url} holds no links; it may be made by script.")
    for link in links:
        item = _item(link)
        teaser = read_words(item) if item is not None else ""
        spoken = f"{link.text} {link.url}"
        if not link.text or not _MENTIONS.search(f"{spoken} {teaser}"):
            continue
        note = (
            page.note
            if _MENTIONS.search(spoken)
            else _join(page.note, "only the text beside the link mentions it")
        )
        kept.setdefault(
            normalize_address(link.url),
            SourceItem(link.url, link.text, _day(item, teaser), "statement", note),
        )
    return tuple(kept.values())


def _item(link: Link) -> Tag | None:
    item = link.anchor.find_parent(["li", "article", "tr", "section", "div"])
    return item if item is not None and len(read_words(item)) <= _LONGEST_ITEM else None


def _day(item: Tag | None, teaser: str) -> date | None:
    moment = item.find("time") if item is not None else None
    if isinstance(moment, Tag) and (day := printed_day(read_words(moment), str(moment.get("datetime", "")))):
        return day
    return first_date(teaser)


def _join(*notes: str) -> str:
    return "; ".join(filter(None, notes))


reader = PageReader(read_newsroom, hosts=frozenset())
