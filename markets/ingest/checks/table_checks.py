"""Tables that may list markets against the listings that were found."""

from collections.abc import Iterator, Sequence

from markets.ingest.parsers.page_furniture import TABLE_HEAD
from markets.ingest.parsers.wording import split_words
from markets.ingest.records import ParsedEdition, TextPage
from markets.text.keys import name_key

_WIDE = 3  # columns
_LISTED = 0.5  # of the rows of a table, at least: other rows may be parts of a name over two lines


def check_tables(edition: ParsedEdition, pages: Sequence[TextPage]) -> Iterator[str]:
    """Yield tables whose rows were not read as entries, and those whose cells may be read into each other.

    A table that sums up the markets of the report does not count: each of its names is that of a listing.
    """
    listed = {name_key(listing.name) for listing in edition.listings}
    wide: dict[int, str] = {}
    for page in pages:
        sums_up = bool(page.tables) and all(_are_listed(table.names, listed) for table in page.tables)
        if sums_up:
            continue
        for table in page.tables:
            yield (
                f"A table on page {page.number} seems to list markets (“{table.heads}”):"
                " its rows were not read as entries."
            )
        for line in page.lines:
            if TABLE_HEAD.match(line.text) and len(split_words(line.text)) >= _WIDE:
                wide.setdefault(page.number, line.text)
    if wide:
        where = ", ".join(f"page {number}" for number in wide)
        yield (
            f"a table of several columns (“{next(iter(wide.values()))}”) is on {where}: its cells may be mixed"
        )


def _are_listed(names: Sequence[str], listed: set[str]) -> bool:
    """Return whether all names are those of listings, or parts of them."""
    keys = [name_key(name) for name in names]
    whole = sum(key in listed for key in keys)
    return (
        whole > 0
        and whole >= _LISTED * len(keys)
        and all(key in listed or any(key in name for name in listed) for key in keys)
    )
