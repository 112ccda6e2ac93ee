"""What a reading would add, change and drop against what is public: shown before anything changes."""

from dataclasses import dataclass
from typing import Any

from markets.matching import NO_DECISION, find_decisions
from markets.models import Edition, Listing
from markets.text.counts import format_count
from markets.text.keys import name_key

# The printed fields that a reading can change, and where each is in the JSON of `parse`.
COMPARED = {
    "printed_name": "name",
    "country_codes": "country_codes",
    "city_printed": "city",
    "domains_printed": "domains",
    "text": "text",
    "page": "page",
}


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A public listing and what the reading says instead: {field: (recorded, read)}."""

    listing: Listing
    row: dict[str, Any]
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class DraftProposal:
    """Rows of one reading against the public listings of its edition."""

    add: tuple[dict[str, Any], ...]
    change: tuple[ChangedRow, ...]
    same: tuple[Listing, ...]
    drop: tuple[Listing, ...]

    def __str__(self) -> str:
        return (
            f"{format_count(len(self.add), 'listing')} to add, {len(self.change)} to change, "
            f"{len(self.drop)} to drop, {len(self.same)} unchanged"
        )


def propose_rows(edition: Edition, rows: list[dict[str, Any]]) -> DraftProposal:
    """Hold the listings of a reading (the JSON of `parse`) against what is public of its edition.

    A row is the listing of the same market where its name is decided, else the one of the same name and kind.
    """
    public = list(Listing.objects.public().filter(edition=edition).select_related("market"))
    by_market = {listing.market_id: listing for listing in public}
    by_name = {(name_key(listing.printed_name), listing.kind): listing for listing in public}
    left = {listing.pk: listing for listing in public}
    add, change, same = [], [], []
    decisions = find_decisions((row["name"], row["kind"]) for row in rows)
    for row in rows:
        name = name_key(row["name"]), row["kind"]
        for decision in decisions.get(name, NO_DECISION):
            listing = by_market.get(decision.market.pk) if decision else None
            listing = listing or by_name.get(name)
            if listing is None or listing.pk not in left:
                add.append(row)
                continue
            del left[listing.pk]
            fields = find_differences(listing, row)
            if fields:
                change.append(ChangedRow(listing, row, fields))
            else:
                same.append(listing)
    return DraftProposal(tuple(add), tuple(change), tuple(same), tuple(left.values()))


def find_differences(listing: Listing, row: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """{field: (recorded, read)} for the printed fields in which the two disagree; empty is equal to none."""
    pairs = {field: (getattr(listing, field), row.get(key)) for field, key in COMPARED.items()}
    return {
        field: (recorded, read)
        for field, (recorded, read) in pairs.items()
        if (recorded or None) != (read or None)
    }
