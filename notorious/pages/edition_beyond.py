"""What is known beside an edition: who asked USTR for its listings, and which of them the EU's Watch List names."""

from collections.abc import Collection
from dataclasses import dataclass

from markets.models import Edition
from markets.sister_lists.watch_list import OnBothLists, compare_watch_list
from responses.nominations.outcome import FilingOutcome, find_filings


@dataclass(frozen=True, slots=True)
class EditionBeyond:
    """`on_both`: the edition's markets that an EU edition is known to list."""

    filings: tuple[FilingOutcome, ...]
    on_both: tuple[OnBothLists, ...]


def find_edition_beyond(edition: Edition, listed: Collection[int]) -> EditionBeyond:
    """`listed`: the keys of the markets that the edition lists."""
    return EditionBeyond(
        tuple(find_filings(edition)),
        tuple(each for each in compare_watch_list() if each.listed and each.market.pk in listed),
    )
