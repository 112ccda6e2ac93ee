"""A record of any size, made up: names that would be markup, and every kind of cell."""

import datetime

from markets.models import Edition, Listing, Market, Stage

HOSTILE = "<script>alert('x')</script>&\"'"
CATEGORIES = ("e-commerce", "BitTorrent", "cyberlocker", "physical market")
CODES = ("CN", "RU", "IN", "MX", "VN", "ID")
FIRST = 2010


def fill(markets: int = 300, editions: int = 16, every: int = 1, first: int = FIRST) -> None:
    """`every`: a market is listed in each edition, but for those whose number it divides; 1 lists all in all."""
    start = Market.objects.count()
    now = datetime.datetime.now(datetime.UTC)
    years = Edition.objects.bulk_create(
        Edition(year=first + number, title=f"{first + number} Review", published_at=now, counts_basis="secondary",
                stated_online=markets, stated_physical=markets)
        for number in range(editions)
    )  # fmt: skip
    made = Market.objects.bulk_create(
        Market(
            slug=f"market-{start + number}",
            name=f"Market {start + number} {HOSTILE}",
            kind=("online", "physical")[number % 3 == 0],
        )
        for number in range(markets)
    )
    Listing.objects.bulk_create(
        Listing(
            edition=edition, market=market, kind=market.kind, printed_name=f"{market.name} {edition.year}",
            evidence="secondary", source="https://press.example/article ; press", stage=Stage.PUBLISHED,
            country_codes=[CODES[number % len(CODES)]], country_basis="secondary", country_printed=HOSTILE,
            domains_printed=[f"market-{number}.example"], domains_basis="secondary",
            category=CATEGORIES[number % len(CATEGORIES)], harm="both",
        )
        for number, market in enumerate(made)
        for position, edition in enumerate(years)
        if every == 1 or (number + position) % every
    )  # fmt: skip
