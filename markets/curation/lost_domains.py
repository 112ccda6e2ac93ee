"""Domains of public listings that a report does not print: they are kept as names that a source gives, or dropped."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.redrafting import REVIEW
from markets.curation.refusal import action
from markets.models import Edition, Listing, MarketAlias, Reading, Stage
from markets.record.citing import cite_row


@dataclass(frozen=True, slots=True)
class LostDomains:
    """Domains of a public listing that the report does not print."""

    listing: Listing
    domains: tuple[str, ...]


def find_lost_domains(edition: Edition, reading: Reading) -> Iterator[LostDomains]:
    """Yield the public listings of an edition that lose domains when the draft is published."""
    rows = Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market__isnull=False)
    printed = dict(rows.values_list("market_id", "domains_printed"))
    public = Listing.objects.public().filter(edition=edition, market__in=printed).order_by("printed_name")
    aliases = MarketAlias.objects.public().filter(market__in=printed)
    named = set(aliases.values_list("market_id", "name"))
    for listing in public.select_related("edition", "market"):
        market = listing.market_id or 0
        gone = [each for each in listing.domains if each not in printed[market]]
        if gone := [each for each in gone if (market, each) not in named]:
            yield LostDomains(listing, tuple(gone))


@action(REVIEW)
def choose_domains(reading: Reading, domains: Collection[str], *, by: User) -> None:
    """Choose which domains that a report does not print are kept when it is published."""
    edition = reading.edition
    lost = (
        {domain for each in find_lost_domains(edition, reading) for domain in each.domains}
        if edition
        else set()
    )
    reading.kept_domains = sorted(lost & set(domains))
    reading.save(update_fields=["kept_domains"])


def keep_chosen_domains(edition: Edition, reading: Reading) -> list[int]:
    """Record the chosen domains as names that their sources give; return the keys of the rows."""
    made = []
    for lost in find_lost_domains(edition, reading):
        for domain in set(lost.domains) & set(reading.kept_domains):
            alias, _ = MarketAlias.objects.update_or_create(
                market=lost.listing.market,
                name=domain,
                defaults={
                    "kind": MarketAlias.Kind.DOMAIN_FAMILY,
                    "script": "latin",
                    "basis": lost.listing.domains_basis,
                    "source": lost.listing.source or edition.report_url,
                    "withdrawn_at": None,
                },
            )
            cite_row(alias)
            made.append(alias.pk)
    return sorted(made)


def give_up_domains(reading: Reading) -> None:
    """Undo `keep_chosen_domains`."""
    kept = MarketAlias.objects.filter(pk__in=reading.replaced.get("domains", []))
    kept.update(withdrawn_at=timezone.now())
