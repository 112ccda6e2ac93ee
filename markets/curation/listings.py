"""Saying which market a listing is, and that it was read rightly."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.text import slugify

from markets.curation.refusal import Refusal, action
from markets.ingest.drafting import find_confirmed
from markets.models import Listing, Market, PrintedName, Reading, Stage
from markets.text.casing import normalize_case
from markets.text.keys import name_key

REVIEW = "markets.review_listing"


def _only_draft(listing: Listing) -> None:
    if listing.stage != Stage.DRAFT:
        raise Refusal(f"{listing} is {listing.get_stage_display()}: only a draft can be changed.")


@action(REVIEW, public=True)
def match_listing(listing: Listing, market: Market, *, reason: str = "", by: User) -> PrintedName:
    """Match a listing's printed name to a market; the decision is kept for later reports."""
    _only_draft(listing)
    if market.kind != listing.kind:
        raise Refusal(f"{market} is {market.kind}, and the listing is {listing.kind}.")
    if market.merged_into:
        raise Refusal(f"{market} is merged into {market.merged_into}: match the listing to that.")
    decision = decide_name(listing, market, reason=reason, by=by)
    listing.market = market
    listing.match_reason = reason or f"matched by {by.get_username()}"
    known = market.listings.exclude(category="").order_by("-edition__year").first()
    if known and not listing.category:
        listing.category, listing.harm = known.category, known.harm
    listing.save(update_fields=["market", "match_reason", "category", "harm"])
    find_confirmed(listing)
    return decision


def decide_name(listing: Listing, market: Market, *, reason: str, by: User) -> PrintedName:
    """Records what the listing's printed name means; of a divided entry, one of the markets that it names."""
    part = bool(listing.entry)
    key = name_key(listing.printed_name)
    decisions = PrintedName.objects.filter(key=key, kind=listing.kind, undone_at__isnull=True)
    now = timezone.now()
    decisions.filter(means=False, market=market).update(undone_at=now)
    others = decisions.filter(means=True).exclude(market=market, part=part)
    (others.filter(part=False) if part else others).update(undone_at=now)
    return decisions.filter(means=True, market=market).first() or _create_decision(
        listing, market, part=part, reason=reason, decided_by=by
    )


def _create_decision(listing: Listing, market: Market, **values: Any) -> PrintedName:
    name = listing.printed_name
    return PrintedName.objects.create(
        name=name, key=name_key(name), kind=listing.kind, market=market, **values
    )


@action(REVIEW, public=True)
def make_market(listing: Listing, *, name: str = "", by: User) -> Market:
    """Create a market for a listing that is none of the known ones. Its slug is permanent."""
    _only_draft(listing)
    name = name or normalize_case(listing.printed_name)
    base = slugify(name) or "market"
    slug, number = base[:110], 2
    while Market.objects.filter(slug=slug).exists():
        slug, number = f"{base[:110]}-{number}", number + 1
    market = Market.objects.create(slug=slug, name=name, kind=listing.kind)
    match_listing(listing, market, reason="a market of its own", by=by)
    return market


@action(REVIEW, public=True)
def reject_match(listing: Listing, market: Market, *, reason: str, by: User) -> PrintedName:
    """Record that a printed name does not mean a market, which is not offered for it again."""
    key = name_key(listing.printed_name)
    decisions = PrintedName.objects.filter(key=key, kind=listing.kind, market=market, undone_at__isnull=True)
    decisions.filter(means=True).update(undone_at=timezone.now())
    if listing.stage == Stage.DRAFT and listing.market_id == market.pk:
        listing.market, listing.match_reason = None, ""
        listing.save(update_fields=["market", "match_reason"])
        listing.recommendations.filter(stage=Stage.DRAFT).update(market=None, confirms=None)
    return decisions.filter(means=False).first() or _create_decision(
        listing, market, means=False, reason=reason, decided_by=by
    )


@action(REVIEW, public=True)
def undo_decision(decision: PrintedName, *, by: User) -> None:
    """Undo a decision about a printed name and all its parts; public listings keep their market."""
    if decision.part:
        undo_division(decision.key, decision.kind)
    else:
        decision.undone_at = timezone.now()
        decision.save(update_fields=["undone_at"])


def undo_division(key: str, kind: str) -> None:
    """No draft divides an entry of this name from now on."""
    parts = PrintedName.objects.filter(key=key, kind=kind, part=True, undone_at__isnull=True)
    parts.update(undone_at=timezone.now())


@action(REVIEW)
def review_listing(listing: Listing, *, by: User) -> None:
    """Confirm that the listing matches the report and belongs to its market."""
    _only_draft(listing)
    if listing.market is None:
        raise Refusal(f"{listing} has no market yet: match it first.")
    listing.reviewed_at, listing.reviewed_by = timezone.now(), by
    listing.save(update_fields=["reviewed_at", "reviewed_by"])


@action(REVIEW)
def set_listing_aside(listing: Listing, *, by: User) -> None:
    """Exclude a row from a draft; what is public about its market stays as it is."""
    _only_draft(listing)
    listing.recommendations.filter(stage=Stage.DRAFT).update(stage=Stage.WITHDRAWN)
    listing.stage = Stage.WITHDRAWN
    listing.save(update_fields=["stage"])


@action(REVIEW)
def keep_listing(listing: Listing, reading: Reading, *, by: User) -> None:
    """Keep a public listing that the report of its edition does not have."""
    if listing.edition_id != reading.edition_id or listing.stage != Stage.PUBLISHED:
        raise Refusal(f"{listing} is not a public listing of the edition that was read.")
    reading.kept = sorted({*reading.kept, listing.pk})
    reading.save(update_fields=["kept"])


@action(REVIEW)
def drop_listing(listing: Listing, reading: Reading, *, by: User) -> None:
    """Stop keeping a public listing: publishing the report removes it from the public page."""
    if listing.pk not in reading.kept:
        raise Refusal(f"{listing} is not kept.")
    reading.kept = [pk for pk in reading.kept if pk != listing.pk]
    reading.save(update_fields=["kept"])
