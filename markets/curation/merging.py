"""Two markets that are one, one that is two: reversible, and no address is lost."""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils.text import slugify

from markets.curation.refusal import Refusal, action
from markets.models import Listing, Market, Merger, Recommendation, Split, Stage

MERGE = "markets.merge_market"


@action(MERGE, public=True)
def merge_markets(market: Market, into: Market, *, reason: str, by: User) -> Merger:
    """Merge a market into another. No row moves; its address redirects and gives the reason."""
    if not reason.strip():
        raise Refusal("Give a reason why the two are one market.")
    if market.pk == into.pk:
        raise Refusal(f"{market} cannot be merged into itself.")
    if market.kind != into.kind:
        raise Refusal(f"{market} is {market.kind} and {into} is {into.kind}: they are not one market.")
    if market.merged_into or into.merged_into:
        raise Refusal(f"{market if market.merged_into else into} is merged already: undo that first.")
    if Market.objects.filter(merged_into=market).exists():
        raise Refusal(
            f"Other markets are merged into {market}: undo that first, or merge the other way round."
        )
    both = Listing.objects.filter(stage=Stage.PUBLISHED, market=market).filter(
        edition__in=Listing.objects.filter(stage=Stage.PUBLISHED, market=into).values("edition")
    )
    if clash := both.select_related("edition").first():
        raise Refusal(f"Both are listed in {clash.edition.year}: they are two markets there.")
    market.merged_into = into
    market.save(update_fields=["merged_into"])
    return Merger.objects.create(market=market, into=into, reason=reason.strip(), done_by=by)


@action(MERGE, public=True)
def undo_merger(merger: Merger, *, by: User) -> None:
    """Undo a merger: both markets are as they were."""
    if merger.undone_at:
        raise Refusal(f"{merger} was undone already.")
    merger.undo(by)
    merger.market.merged_into = None
    merger.market.save(update_fields=["merged_into"])


@action(MERGE, public=True)
def split_market(market: Market, name: str, listings: Collection[Listing], *, reason: str, by: User) -> Split:
    """Split some listings off a market into a new market with its own slug."""
    if not reason.strip():
        raise Refusal("Give a reason why these listings belong to another market.")
    rows = [listing for listing in listings if listing.market_id == market.pk]
    if not rows or len(rows) != len(listings):
        raise Refusal(f"Choose listings of {market}.")
    slug = slugify(name)
    if not slug or Market.objects.filter(slug=slug).exists():
        raise Refusal(f"There is a market with the address “{slug}” already: choose another name.")
    off = Market.objects.create(slug=slug, name=name, kind=market.kind)
    _move_rows(rows, off)
    return Split.objects.create(
        market=market, off=off, listings=[row.pk for row in rows], reason=reason.strip(), done_by=by
    )


@action(MERGE, public=True)
def undo_split(split: Split, *, by: User) -> None:
    """Undo a split: the listings return, and the address of the new market redirects."""
    if split.undone_at:
        raise Refusal(f"{split} was undone already.")
    _move_rows(list(Listing.objects.filter(pk__in=split.listings, market=split.off)), split.market)
    split.undo(by)
    merge_markets(split.off, split.market, reason=f"split undone: {split.reason}", by=by)


def _move_rows(rows: list[Listing], market: Market) -> None:
    """Move listings, and what USTR asks in them, to a market."""
    for row in rows:
        row.market = market
        row.save(update_fields=["market"])
    Recommendation.objects.filter(listing__in=rows).update(market=market)
