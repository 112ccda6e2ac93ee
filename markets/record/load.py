"""The bundled record of editions, markets, listings, absences and recommendations, into the database.

A row that is already there is left as it is: what a curator has changed since is never written over.
"""

from __future__ import annotations

from pathlib import Path

from django.db import models, transaction
from django.utils import timezone

from markets.models import (
    Absence,
    Edition,
    Listing,
    Market,
    PrintedName,
    Recommendation,
    Stage,
)
from markets.record.rows import create, day, number, rows, split
from markets.text.keys import name_key

FOLDER = Path(__file__).parent


@transaction.atomic
def load_markets_record() -> dict[str, int]:
    """Load what is not there yet. Returns how many rows were added, by the name of the file."""
    added = {"editions": _load_editions(), "markets": _load_markets()}
    editions = {edition.year: edition for edition in Edition.objects.all()}
    markets = {market.slug: market for market in Market.objects.all()}
    added["listings"] = _load_listings(editions, markets)
    added["printed names"] = _load_printed_names(markets)
    added["absences"] = create(
        Absence,
        [
            Absence(
                edition=editions[int(row["year"])],
                market=markets[row["market"]],
                what_happened=row["what_happened"],
                text=row["text"],
                basis=row["basis"],
                source=row["source"],
            )
            for row in rows(FOLDER, "absences")
        ],
    )
    added["recommendations"] = create(
        Recommendation,
        [
            Recommendation(
                public_id=row["public_id"],
                edition=editions[int(row["year"])],
                market=markets[row["market"]],
                kind=row["kind"],
                ordinal=int(row["ordinal"]),
                text=row["text"],
                text_mode=row["text_mode"],
                evidence=row["basis"],
                source=row["source"],
                stage=Stage.PUBLISHED,
            )
            for row in rows(FOLDER, "recommendations")
        ],
    )
    _tie_recommendations_to_listings()
    return added


def _load_editions() -> int:
    now = timezone.now()
    made = []
    for row in rows(FOLDER, "editions"):
        values = dict(row, published_at=now)
        values |= {name: day(row[name]) for name in ("released_on", "comments_due_on", "rebuttals_due_on")}
        values |= {name: number(row[name]) for name in ("stated_online", "stated_physical")}
        made.append(Edition(**values))
    return create(Edition, made)


def _load_markets() -> int:
    made = [
        # "-": no short code; the empty code is one market's own.
        Market(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            code=None if row["code"] == "-" else row["code"],
        )
        for row in rows(FOLDER, "markets")
    ]
    return create(Market, made)


def _load_listings(editions: dict[int, Edition], markets: dict[str, Market]) -> int:
    held = set(Listing.objects.values_list("edition__year", "market__slug"))
    made = [
        Listing(
            edition=editions[int(row["year"])],
            market=markets[row["market"]],
            kind=row["kind"],
            printed_name=row["printed_name"],
            country_printed=row["country"],
            country_codes=split(row["country_codes"]),
            country_basis=row["country_basis"],
            city_printed=row["city"],
            city_basis=row["country_basis"] if row["city"] else "",
            domains_printed=split(row["domains"]),
            domains_basis=row["domains_basis"],
            category=row["category"],
            category_detail=row["category_detail"],
            harm=row["harm"],
            evidence=row["evidence"],
            to_confirm=row["to_confirm"],
            source=row["source"],
            match_reason="the bundled record",
            stage=Stage.PUBLISHED,
        )
        for row in rows(FOLDER, "listings")
        if (int(row["year"]), row["market"]) not in held
    ]
    return len(Listing.objects.bulk_create(made))


def _load_printed_names(markets: dict[str, Market]) -> int:
    """Each name that a source gives for a market; one that stands for two markets is left for a curator."""
    meant: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for row in rows(FOLDER, "listings"):
        if row["evidence"] == "secondary" and not row["to_confirm"]:
            _, slugs = meant.setdefault(
                (name_key(row["printed_name"]), row["kind"]), (row["printed_name"], set())
            )
            slugs.add(row["market"])
    decided = set(PrintedName.objects.values_list("key", "kind"))
    made = [
        PrintedName(name=name, key=key, kind=kind, market=markets[slugs.pop()], reason="the bundled record")
        for (key, kind), (name, slugs) in meant.items()
        if len(slugs) == 1 and (key, kind) not in decided
    ]
    return len(PrintedName.objects.bulk_create(made))


def _tie_recommendations_to_listings() -> None:
    """A recommendation stands in its market's listing where the edition has one; it may have none."""
    entry = Listing.objects.public().filter(
        edition=models.OuterRef("edition"), market=models.OuterRef("market")
    )
    loose = Recommendation.objects.filter(models.Exists(entry), listing__isnull=True, stage=Stage.PUBLISHED)
    if loose.exists():  # to update none would count as a change of the data
        loose.update(listing=models.Subquery(entry.values("pk")[:1]))
