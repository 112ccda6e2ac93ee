"""Check an edition as parsed against the report's own counts, contents and numbering, and for what looks odd in it.

Every problem is a plain sentence that names the page where there is one. A report with problems never reaches
the public on its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from markets.ingest.checks.contents_checks import check_contents
from markets.ingest.checks.name_checks import check_names
from markets.ingest.checks.table_checks import check_tables
from markets.ingest.checks.text_checks import check_texts
from markets.ingest.parsers import lead_lines
from markets.ingest.parsers.countries import find_country_codes, is_region
from markets.ingest.parsers.domains import find_hosts
from markets.ingest.parsers.errors import refuse_failed_rules
from markets.ingest.parsers.missing_content import missing_content
from markets.ingest.records import (
    MarketKind,
    ParsedEdition,
    ParsedListing,
    StatedCounts,
    TextPage,
)
from markets.text.keys import name_key
from markets.text.sentences import find_sentences

# A region that no city is before: "Putian, Fujian Province" gives both.
_REGION = re.compile(
    r"^[^,]*\b(?:province|oblast|region|prefecture|state|governorate|department)$", re.IGNORECASE
)


@refuse_failed_rules()
def check_edition(edition: ParsedEdition, pages: Sequence[TextPage]) -> tuple[str, ...]:
    """Return the problems of an edition, in the order of what they say about the whole; none means that all agree."""
    problems = [
        *_counts(edition, edition.stated_counts),
        *check_contents(edition),
        *_listings(edition),
        *_twice(edition),
        *check_names(edition),
        *check_texts(edition),
        *_loose(edition),
        *check_tables(edition, pages),
        *missing_content(pages, min((listing.page for listing in edition.listings), default=1)),
        *edition.doubts,
    ]
    return tuple(dict.fromkeys(problems))


def _counts(edition: ParsedEdition, stated: StatedCounts | None) -> Iterator[str]:
    kinds: tuple[tuple[MarketKind, int | None], ...] = (
        ("online", stated.online if stated else None),
        ("physical", stated.physical if stated else None),
    )
    for kind, count in kinds:
        found = len(edition.of_kind(kind))
        if count is not None and found != count:
            yield f"the report states {count} {kind} markets and {found} {'was' if found == 1 else 'were'} found"
        elif found == 0:
            yield f"no {kind} market was found"


def _listings(edition: ParsedEdition) -> Iterator[str]:
    for listing in edition.listings:
        where = f"“{listing.name}” on page {listing.page}"
        if not listing.text.strip():
            yield f"{where} has no text"
        if listing.country and not listing.country_codes:
            yield f"{where}: the country “{listing.country}” is not known"
        elif listing.country and not find_country_codes(listing.country):
            yield f"{where}: the country “{listing.country}” is read as {', '.join(listing.country_codes)}"
        if listing.city and (_REGION.search(listing.city) or is_region(listing.city, listing.country_codes)):
            yield f"{where}: “{listing.city}” is a region, and no city is given"
        if listing.kind == "physical" and not listing.country:
            yield f"{where} has no country"
        if _has_lead_inside(listing):
            yield f"a line of addresses or places is inside the text of {where}: a heading may be missing"


def _has_lead_inside(listing: ParsedListing) -> bool:
    """Return whether a line of addresses or places is in the text, but for one at its head that was read whole."""
    at_head = True
    for start, end in find_sentences(listing.text):
        sentence = listing.text[start:end]
        lead = lead_lines.is_lead(sentence)
        read = at_head and _was_read(sentence, listing)
        if lead and start > 0 and not read and not lead_lines.has_subject(sentence):
            return True
        at_head = read and (lead or bool(find_hosts(sentence, any_ending=True)))
    return False


def _was_read(sentence: str, listing: ParsedListing) -> bool:
    """Return whether the addresses and the place of a sentence are those of its listing."""
    place = lead_lines.place_of(sentence)
    own_place = place is None or place[1].codes == listing.country_codes
    return own_place and set(find_hosts(sentence, any_ending=True)) <= set(listing.domains)


def _twice(edition: ParsedEdition) -> Iterator[str]:
    same: dict[tuple[str, MarketKind, tuple[str, ...]], list[ParsedListing]] = defaultdict(list)
    texts: dict[str, list[ParsedListing]] = defaultdict(list)
    for listing in edition.listings:
        where = listing.country_codes if listing.kind == "physical" else ()
        same[name_key(listing.name), listing.kind, where].append(listing)
        if len(listing.text) > 200:
            texts[name_key(listing.text)].append(listing)
    for group in same.values():
        if len(group) > 1:
            yield f"“{group[0].name}” is listed {len(group)} times, on pages {_pages(group)}"
    for group in texts.values():
        if len({name_key(listing.name) for listing in group}) > 1:
            yield f"“{group[0].name}” and “{group[1].name}” have the same text, on pages {_pages(group)}"


def _pages(group: Sequence[ParsedListing]) -> str:
    return ", ".join(str(listing.page) for listing in group)


def _loose(edition: ParsedEdition) -> Iterator[str]:
    by_page: dict[int, list[str]] = defaultdict(list)
    for line in edition.loose:
        by_page[line.page].append(line.text)
    for page, texts in by_page.items():
        first = texts[0] if len(texts[0]) < 70 else texts[0][:70] + "…"
        yield f"text on page {page} belongs to no listing: “{first}”"
