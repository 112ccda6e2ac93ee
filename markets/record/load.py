"""The bundled record of editions, markets and what editions say of them, into the database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from django.db import models, transaction
from django.utils import timezone

from markets.models import (
    Absence,
    Edition,
    HistoryStatement,
    Listing,
    Market,
    MarketAlias,
    MarketIdentifier,
    PrintedName,
    Reading,
    Recommendation,
    RecommendationLink,
    Stage,
)
from markets.models.market import CANONICAL
from markets.record.citing import sync_citations, tie_citations
from markets.record.reference_tables import load_reference_tables
from markets.record.rows import read_date, read_number, read_record_rows, record_version, split_cell
from markets.record.sister_lists import load_sister_lists
from markets.record.sync import TableOutcome, TableSync, Values
from markets.text.keys import name_key

FOLDER = Path(__file__).parent
CITED = {
    "absences": "source",
    "aliases": "source",
    "editions": "sources",
    "history_statements": "source",
    "identifiers": "source",
    "listings": "source",
    "markets": "closed_source",
    "recommendations": "source",
    "special301": "source",
    "watchlist_eu": "source",
    "watchlist_eu_editions": "source",
}


def read_sources() -> Iterator[str]:
    """Yield every cell of the bundled files that names sources."""
    for name, column in CITED.items():
        for row in read_record_rows(FOLDER, name):
            yield row[column]
            if name == "editions":
                yield row["complete_source"]


@transaction.atomic
def load_markets_record(more_sources: Iterator[str]) -> list[TableOutcome]:
    """Bring the tables in line with the record. Returns what happened, by table."""
    outcomes = [sync_citations([*read_sources(), *more_sources]), _load_editions(), _load_markets()]
    editions = dict(Edition.objects.values_list("year", "pk"))
    markets = dict(Market.objects.values_list("slug", "pk"))
    outcomes += [
        _load_listings(editions, markets),
        _load_printed_names(markets),
        _load_absences(editions, markets),
        _load_recommendations(editions, markets),
        _load_follow_ups(editions),
        *load_reference_tables(editions, markets),
        *load_sister_lists(markets),
    ]
    _tie_recommendations_to_listings()
    for model in (Listing, Absence, Recommendation, HistoryStatement, MarketAlias, MarketIdentifier):
        tie_citations(model)
    tie_citations(Edition, "sources")
    tie_citations(Edition, "complete_source", "complete_citations")
    tie_citations(Market, "closed_source", "closed_citations")
    return outcomes


def _load_editions() -> TableOutcome:
    wanted = []
    for row in read_record_rows(FOLDER, "editions"):
        values: Values = dict(row, published_at=timezone.now())
        values |= {
            name: read_date(row[name]) for name in ("released_on", "comments_due_on", "rebuttals_due_on")
        }
        values |= {name: read_number(row[name]) for name in ("year", "stated_online", "stated_physical")}
        values |= {name: row[name] == "yes" for name in ("complete_online", "complete_physical")}
        wanted.append(values)
    return TableSync("editions", Edition, ("year",), keep=("published_at",)).run(wanted)


def _load_markets() -> TableOutcome:
    wanted = [
        {
            "slug": row["slug"],
            "name": row["name"],
            "kind": row["kind"],
            # "-": no short code; the empty code is one market's own.
            "code": None if row["code"] == "-" else row["code"],
            "closed_on": read_date(row["closed_on"] and f"{row['closed_on']}-01-01"),
            "closed_precision": "year",
            "closed_source": row["closed_source"],
        }
        for row in read_record_rows(FOLDER, "markets")
    ]
    return TableSync("markets", Market, ("slug",)).run(wanted)


def _load_listings(editions: dict[int, int], markets: dict[str, int]) -> TableOutcome:
    wanted: list[Values] = [
        {
            "edition_id": editions[int(row["year"])],
            "market_id": markets[row["market"]],
            "kind": row["kind"],
            "printed_name": row["printed_name"],
            "country_printed": row["country"],
            "country_codes": split_cell(row["country_codes"]),
            "country_basis": row["country_basis"],
            "city_printed": row["city"],
            "city_basis": row["country_basis"] if row["city"] else "",
            "domains_printed": split_cell(row["domains"]),
            "domains_basis": row["domains_basis"],
            "category": row["category"],
            "harm": row["harm"],
            "evidence": row["evidence"],
            "to_confirm": row["to_confirm"],
            "entry": row["entry"],
            "counts_as": int(row["counts_as"]),
            "source": row["source"],
            "match_reason": "the bundled record",
            "stage": Stage.PUBLISHED,
        }
        for row in read_record_rows(FOLDER, "listings")
    ]
    merged = dict(Market.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    # A market and those merged into it are listed once.
    active = set(Listing.objects.filter(stage=Stage.PUBLISHED).values_list("edition_id", CANONICAL))
    # What an official report lists is known: sources add nothing to it.
    read = set(Reading.objects.filter(state=Reading.State.PUBLISHED).values_list("edition_id", flat=True))
    keys = [(row["edition_id"], row["market_id"]) for row in wanted]
    table = TableSync(
        "listings",
        Listing,
        ("edition_id", "market_id"),
        lambda: {"stage": Stage.WITHDRAWN},
        {"stage": Stage.PUBLISHED},
        frozen=lambda row: row.stage == Stage.SUPERSEDED or row.market_id in merged,
        blocked={
            (edition, market)
            for edition, market in keys
            if edition in read or (edition, merged.get(market, market)) in active
        },
    )
    return table.run(wanted)


def _load_printed_names(markets: dict[str, int]) -> TableOutcome:
    """Return each name that a source gives for a market; one that means two markets is left for a curator."""
    meant: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for row in read_record_rows(FOLDER, "listings"):
        if row["evidence"] == "secondary" and not row["to_confirm"]:
            key = name_key(row["printed_name"]), row["kind"]
            meant.setdefault(key, (row["printed_name"], set()))[1].add(row["market"])
    wanted = [
        {
            "key": key,
            "kind": kind,
            "name": name,
            "market_id": markets[slugs.pop()],
            "reason": "the bundled record",
        }
        for (key, kind), (name, slugs) in meant.items()
        if len(slugs) == 1
    ]
    decided = set(PrintedName.objects.filter(means=True).values_list("key", "kind"))
    table = TableSync(
        "printed names",
        PrintedName,
        ("key", "kind"),
        lambda: {"undone_at": timezone.now()},
        {"undone_at": None},
        blocked=decided,
    )
    return table.run(wanted)


def _load_absences(editions: dict[int, int], markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "edition_id": editions[int(row["year"])],
            "market_id": markets[row["market"]],
            **{name: row[name] for name in ("what_happened", "text", "basis", "source")},
        }
        for row in read_record_rows(FOLDER, "absences")
    ]
    return TableSync("absences", Absence, ("edition_id", "market_id")).run(wanted)


def _load_recommendations(editions: dict[int, int], markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "public_id": row["public_id"],
            "edition_id": editions[int(row["year"])],
            "market_id": markets[row["market"]],
            "kind": row["kind"],
            "ordinal": int(row["ordinal"]),
            "text": row["text"],
            "text_mode": row["text_mode"],
            "evidence": row["basis"],
            "source": row["source"],
            "stage": Stage.PUBLISHED,
        }
        for row in read_record_rows(FOLDER, "recommendations")
    ]
    return TableSync(
        "recommendations",
        Recommendation,
        ("public_id",),
        lambda: {"stage": Stage.WITHDRAWN},
        {"stage": Stage.PUBLISHED},
        frozen=lambda row: row.evidence == "official" or row.stage == Stage.SUPERSEDED,
    ).run(wanted)


def _load_follow_ups(editions: dict[int, int]) -> TableOutcome:
    """Return the follow-ups that the texts themselves state: part of the record, so reviewed before it ships."""
    decided_at = datetime.datetime.combine(record_version()[1], datetime.time(), datetime.UTC)
    known = dict(Recommendation.objects.exclude(public_id=None).values_list("public_id", "pk"))
    wanted = [
        {
            "earlier_id": known[row["earlier"]],
            "later_id": known[row["later"]],
            "edition_id": editions[int(row["year"])],
            "follow_up": row["follow_up"],
            "note": row["note"],
            "decision": RecommendationLink.Decision.ACCEPTED,
            "decided_at": decided_at,
            "from_record": True,
        }
        for row in read_record_rows(FOLDER, "follow_ups")
    ]
    key = "earlier_id", "later_id", "edition_id"
    return TableSync(
        "follow-ups",
        RecommendationLink,
        key,
        lambda: {"decision": RecommendationLink.Decision.REJECTED},
        {"decision": RecommendationLink.Decision.ACCEPTED},
        keep=("decided_at",),
    ).run(wanted)


def _tie_recommendations_to_listings() -> None:
    """A recommendation belongs to its market's listing where the edition has one; it may have none."""
    entry = Listing.objects.public().filter(
        edition=models.OuterRef("edition"), market=models.OuterRef("market")
    )
    loose = Recommendation.objects.filter(models.Exists(entry), listing__isnull=True, stage=Stage.PUBLISHED)
    if loose.exists():  # to update none would count as a change of the data
        loose.update(listing=models.Subquery(entry.values("pk")[:1]))
