"""The contents page against the listings that were found."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from markets.ingest.parsers.countries import find_country_codes
from markets.ingest.parsers.heading_names import read_online_name
from markets.ingest.parsers.sections import kind_of
from markets.ingest.records import MarketKind, ParsedEdition, ParsedListing
from markets.text.keys import name_key

_PLACE = re.compile(r",|\s[(\[\u2013\u2014-]")


def check_contents(edition: ParsedEdition) -> Iterator[str]:
    """Names on the contents page against those found, and the order and the distance of their pages."""
    under: dict[MarketKind, list[tuple[str, int | None]]] = {"online": [], "physical": []}
    kind: MarketKind | None = None
    for name, page in edition.contents:
        section = kind_of(name)
        if section in ("online", "physical"):
            kind = "online" if section == "online" else "physical"
        elif section is not None:
            kind = None
        elif kind is not None:
            # An address may be behind a name, as in its heading.
            printed = read_online_name(name).name if kind == "online" else name
            under[kind].append((printed, page))
    yield from _names(edition, under["online"], "online")
    yield from _physical(edition, under["physical"])


def _physical(edition: ParsedEdition, entries: Sequence[tuple[str, int | None]]) -> Iterator[str]:
    """Check countries, names of markets, or countries with their markets below them."""
    found = {name_key(listing.name) for listing in edition.of_kind("physical")}
    economies = [
        entry for entry in entries if find_country_codes(entry[0]) and name_key(entry[0]) not in found
    ]
    names = [entry for entry in entries if entry not in economies]
    if not economies:
        yield from _names(edition, names, "physical")
    elif len(names) > len(economies) or any(_is_named(found, name_key(name)) for name, _ in names):
        yield from _economies(edition, economies)
        yield from _names(edition, names, "physical")
    else:
        yield from _economies(edition, entries)


def _names(
    edition: ParsedEdition, entries: Sequence[tuple[str, int | None]], kind: MarketKind
) -> Iterator[str]:
    if not entries:
        return
    found = {name_key(listing.name): listing for listing in edition.of_kind(kind)}
    listed = {key for name, _ in entries for key in (name_key(name), _without_place(name))}
    matched: list[tuple[str, int | None, ParsedListing]] = []
    for name, page in entries:
        wanted = name_key(name)
        listing = found.get(wanted) or found.get(_without_place(name))
        listing = listing or next((found[k] for k in found if _same_start(k, wanted)), None)
        if listing is None:
            yield f"the contents page names “{name}”{_on(page)}, and no {kind} market of that name was found"
        else:
            matched.append((name, page, listing))
    for wanted, listing in found.items():
        if not _is_named(listed, wanted):
            yield f"“{listing.name}” on page {listing.page} is not on the contents page"
    yield from _page_steps([(name, page, listing.page) for name, page, listing in matched])


def _is_named(names: Collection[str], wanted: str) -> bool:
    return any(name == wanted or _same_start(name, wanted) for name in names)


def _without_place(name: str) -> str:
    """Return the key of a name without what is behind a comma, a dash or a bracket ("MBK, Bangkok")."""
    return name_key(_PLACE.split(name, maxsplit=1)[0])


def _same_start(a: str, b: str) -> bool:
    """Return whether one name is the other with more behind it (a place, say)."""
    return min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a))


def _economies(edition: ParsedEdition, entries: Sequence[tuple[str, int | None]]) -> Iterator[str]:
    physical = edition.of_kind("physical")
    found = {name_key(listing.country or "") for listing in physical}
    found_codes = {code for listing in physical for code in listing.country_codes}
    for name, page in entries:
        if name_key(name) not in found and not (set(find_country_codes(name)) & found_codes):
            yield f"the contents page names “{name}”{_on(page)}, and no physical market was found there"
    listed = {name_key(name) for name, _ in entries}
    listed_codes = {code for name, _ in entries for code in find_country_codes(name)}
    for listing in physical:
        if name_key(listing.country or "") not in listed and not (set(listing.country_codes) & listed_codes):
            where = f"“{listing.name}” on page {listing.page}"
            yield f"{listing.country or 'no country'} of {where} is not on the contents page"


def _page_steps(matched: Sequence[tuple[str, int | None, int]]) -> Iterator[str]:
    """Printed pages that do not keep step with the pages of the file, where nearly all others do."""
    steps = Counter(page - found for _, page, found in matched if page is not None)
    if not steps:
        return
    usual, count = steps.most_common(1)[0]
    if count < 5 or count < 0.9 * sum(steps.values()):
        return
    for name, page, found in matched:
        if page is not None and page - found != usual:
            yield f"the contents page puts “{name}” on page {page}, and it was found on page {found + usual}"


def _on(page: int | None) -> str:
    return "" if page is None else f" (page {page})"
