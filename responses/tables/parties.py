"""The tables of parties and of the markets they stand behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count

from markets.tables import shared
from markets.tables.columns import Column, Row, Table, Type, words
from markets.tables.evidence import one_line, source_id
from markets.tables.listings import canonical
from markets.tables.scope import Scope, permalink
from responses.models import Operation, Party, Response
from responses.tables.about import (
    PARTY,
    PARTY_NAME,
)


def _parties(scope: Scope) -> Iterator[Row]:
    counts = dict(Response.objects.public().order_by().values_list("party").annotate(count=Count("pk")))
    stands_behind: dict[int, set[str]] = defaultdict(set)
    for operation in Operation.objects.select_related("market__merged_into").order_by():
        stands_behind[operation.party_id].add(canonical(operation.market).slug)
    for party in sorted(Party.objects.order_by(), key=lambda each: each.slug):
        markets = sorted(stands_behind[party.pk])
        if not counts.get(party.pk) and not markets:
            continue
        if scope.markets is not None and not set(markets) & set(scope.markets):
            continue
        yield (
            party.slug,
            party.name,
            party.kind,
            markets,
            counts.get(party.pk, 0),
            permalink(party.get_absolute_url()),
            scope.version,
        )


PARTIES = Table(
    name="parties",
    title="Parties",
    about="One row per party that responds or stands behind a market.",
    columns=(
        replace(PARTY, references=""),
        PARTY_NAME,
        Column("kind", Type.WORD, "What it is.", "company", words=words(Party.Kind)),
        Column(
            "markets",
            Type.CODES,
            "Markets that it stands behind, parted by spaces; the table of operations has sources.",
            "aliexpress taobao",
            empty="none that we know",
        ),
        Column(
            "response_count",
            Type.INTEGER,
            "How many of its responses are recorded; a silence that we looked into is one.",
            "22",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("party",),
    rows=_parties,
)


def _operations(scope: Scope) -> Iterator[Row]:
    operations = Operation.objects.select_related("party", "market__merged_into").order_by()
    rows = []
    for each in operations:
        market = canonical(each.market)
        if scope.holds(market.slug):
            rows.append(
                (
                    each.party.slug,
                    market.slug,
                    each.from_year,
                    each.to_year,
                    source_id(each.source),
                    one_line(each.source),
                    permalink(each.party.get_absolute_url()),
                    scope.version,
                )
            )
    yield from sorted(rows, key=lambda row: (*row[:2], row[2] or 0))


OPERATIONS = Table(
    name="operations",
    title="Who stands behind a market",
    about="One row per party and market that a source ties together.",
    columns=(
        PARTY,
        shared.MARKET,
        Column("from_year", Type.INTEGER, "Since when, as far as the source says.", "2010", empty="not said"),
        Column("to_year", Type.INTEGER, "Until when.", "2016", empty="it still does, or this is not said"),
        shared.SOURCE_ID,
        shared.SOURCE,
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("party", "market", "from_year"),
    rows=_operations,
)
