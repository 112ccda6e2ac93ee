"""From an unconfirmed listing to a public one: a source that names the market and the edition, then an editor's yes."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from markets.curation.proposing import propose_change
from markets.curation.refusal import Refusal, action
from markets.models import Citation, Edition, Evidence, Listing, Market, ProposedChange, Stage
from markets.models.citation import valid_address

ADD_LISTING = "markets.add_proposedchange"
SHORTEST_QUOTATION = 12  # characters: a name alone shows nothing


@dataclass(frozen=True, slots=True)
class FoundSource:
    """What a researcher found: where it is, who published it, and the words that name the market and the edition."""

    address: str
    publisher: str
    published_on: datetime.date | None
    quotation: str
    names_market: bool
    names_edition: bool
    kind: str = Citation.Kind.PRESS

    def find_gap(self) -> str:
        """Return what is missing, in one sentence; empty if nothing is."""
        try:
            valid_address(self.address)
        except ValidationError:
            return f"Enter a full web address, such as https://example.org/page. “{self.address[:80]}” is not one."
        if not self.publisher.strip():
            return "Enter the publisher of the source."
        if len(self.quotation.strip()) < SHORTEST_QUOTATION:
            return "Quote the sentence that names the market."
        if not (self.names_market and self.names_edition):
            return "The source must name the market and the edition. Without both, the listing stays unconfirmed."
        return ""

    def cite(self) -> Citation:
        """Return the citation of this source; one for each address."""
        defaults = {"publisher": self.publisher.strip(), "published_on": self.published_on, "kind": self.kind}
        return Citation.objects.get_or_create(url=self.address, title="", defaults=defaults)[0]


def find_open_proposal(listing: Listing) -> ProposedChange | None:
    """Return what somebody has proposed for the listing already."""
    return ProposedChange.objects.filter(
        table="markets.listing", row=listing.pk, state=ProposedChange.State.PROPOSED
    ).first()


@action("markets.add_proposedchange")
def propose_confirmation(listing: Listing, found: FoundSource, *, by: User) -> ProposedChange:
    """Propose a source that confirms an unconfirmed listing; an editor decides. Raise Refusal."""
    if listing.evidence not in (Evidence.UNCONFIRMED, Evidence.LEAD) or listing.stage != Stage.PUBLISHED:
        raise Refusal(f"{listing} is not an unconfirmed listing.")
    if find_open_proposal(listing) is not None:
        raise Refusal(f"A source is already proposed for {listing}. An editor decides.")
    if gap := found.find_gap():
        raise Refusal(gap)
    return propose_change(
        listing,
        {"evidence": Evidence.SECONDARY, "source": make_source_line(found)},
        reason=f"{found.publisher.strip()} names the market and the edition: “{found.quotation.strip()}”",
        citation=found.cite(),
        by=by,
    )


@action(ADD_LISTING)
def propose_listing(
    edition: Edition, market: Market, printed_name: str, found: FoundSource, *, by: User
) -> ProposedChange:
    """Propose a listing that the record lacks, with its source. Raise Refusal."""
    if gap := found.find_gap():
        raise Refusal(gap)
    known = Listing.objects.filter(edition=edition, market=market, stage=Stage.PUBLISHED).first()
    if known is not None:
        raise Refusal(
            f"The record has {known} already, as “{known.get_evidence_display()}”: confirm that one."
        )
    values = {
        "edition": edition,
        "market": market,
        "kind": market.kind,
        "printed_name": printed_name.strip() or market.name,
        "evidence": Evidence.SECONDARY,
        "stage": Stage.PUBLISHED,
        "source": make_source_line(found),
    }
    reason = f"{found.publisher.strip()} names the market and the edition: “{found.quotation.strip()}”"
    return propose_change(Listing(), values, reason=reason, citation=found.cite(), by=by)


def make_source_line(found: FoundSource) -> str:
    """Return the source as the record writes it: the address with a remark in brackets."""
    day = f", {found.published_on:%Y-%m-%d}" if found.published_on else ""
    return f"{found.address} ({found.publisher.strip()}{day})"
