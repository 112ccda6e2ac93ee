"""The bundled record of editions, markets and what editions say of them, into the database."""

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
from markets.record.rows import read_record_rows, read_values, record_version, split_cell
from markets.record.sister_lists import load_sister_lists
from markets.record.sync import TableOutcome, TableSync
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
    editions = {str(year): pk for pk, year in Edition.objects.values_list("pk", "year")}
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
    now = timezone.now()
    wanted = [{**row, "published_at": now} for row in read_values(FOLDER, "editions", Edition)]
    return TableSync("editions", Edition, ("year",), keep=("published_at",)).run(wanted)


def _load_markets() -> TableOutcome:
    wanted = read_values(FOLDER, "markets", Market)
    # "-": no short code; the empty code is one market's own.
    coded = ({**row, "code": None if row["code"] == "-" else row["code"]} for row in wanted)
    return TableSync("markets", Market, ("slug",)).run({**row, "closed_precision": "year"} for row in coded)


def _load_listings(editions: dict[str, int], markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "country_printed": row.pop("country"),
            "city_basis": row["country_basis"] if row["city"] else "",
            "city_printed": row.pop("city"),
            "domains_printed": split_cell(row.pop("domains")),
            "match_reason": "the bundled record",
            "stage": Stage.PUBLISHED,
            **row,
        }
        for row in read_values(FOLDER, "listings", Listing, year=editions, market=markets)
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


def _load_absences(editions: dict[str, int], markets: dict[str, int]) -> TableOutcome:
    wanted = read_values(FOLDER, "absences", Absence, year=editions, market=markets)
    return TableSync("absences", Absence, ("edition_id", "market_id")).run(wanted)


def _load_recommendations(editions: dict[str, int], markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {"evidence": row.pop("basis"), "stage": Stage.PUBLISHED, **row}
        for row in read_values(FOLDER, "recommendations", Recommendation, year=editions, market=markets)
    ]
    return TableSync(
        "recommendations",
        Recommendation,
        ("public_id",),
        lambda: {"stage": Stage.WITHDRAWN},
        {"stage": Stage.PUBLISHED},
        frozen=lambda row: row.evidence == "official" or row.stage == Stage.SUPERSEDED,
    ).run(wanted)


def _load_follow_ups(editions: dict[str, int]) -> TableOutcome:
    """Return the follow-ups that the texts themselves state: part of the record, so reviewed before it ships."""
    decided_at = datetime.datetime.combine(record_version()[1], datetime.time(), datetime.UTC)
    known = dict(Recommendation.objects.exclude(public_id=None).values_list("public_id", "pk"))
    rows = read_values(FOLDER, "follow_ups", RecommendationLink, earlier=known, later=known, year=editions)
    decision = RecommendationLink.Decision.ACCEPTED
    wanted = [{**row, "decision": decision, "decided_at": decided_at, "from_record": True} for row in rows]
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
