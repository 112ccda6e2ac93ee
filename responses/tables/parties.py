"""The tables of parties and of the markets that they operate."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markets.citations import link_first_source, name_first_source
from markets.models import Market
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, describe_choices
from markets.tables.evidence import source_id
from markets.tables.scope import Scope, TableRecord
from responses.models import Operation, Party, Response
from responses.parties import public_parties
from responses.tables.about import PARTY, PARTY_NAME, count_statements


@dataclass(eq=False)
class PartyRecord(TableRecord):
    """A party, the markets that it operates, and how much it said."""

    party: Party
    markets: Sequence[str]
    response_count: int | None

    @property
    def path(self) -> str:
        return self.party.get_absolute_url()


def _parties(scope: Scope) -> Iterator[PartyRecord]:
    counts = count_statements(Response.objects.public(), "party")
    markets: dict[int, set[str]] = defaultdict(set)
    for operation in Operation.objects.public().select_related("market__merged_into").order_by():
        markets[operation.party_id].add(operation.market.canonical.slug)
    for party in public_parties().order_by():
        yield PartyRecord(scope, party, sorted(markets[party.pk]), counts.get((party.pk,)))


PARTIES = Table(
    name="parties",
    title="Parties",
    about="One row per party that responds, operates a market, or has a number in another register.",
    columns=(
        replace(PARTY, references=""),
        PARTY_NAME,
        Column(
            "kind",
            Type.WORD,
            "What it is.",
            "company",
            lambda record: record.party.kind,
            words=describe_choices(Party.Kind),
        ),
        Column(
            "markets",
            Type.CODES,
            "Markets that it operates, separated by spaces; the table of operations has sources.",
            "aliexpress taobao",
            empty="none that we know",
        ),
        Column(
            "response_count",
            Type.INTEGER,
            "How many of its responses are recorded. 0: it declined to comment, or we searched and found none.",
            "22",
            empty="none is in this record",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("party",),
    records=_parties,
)


@dataclass(eq=False)
class OperationRecord(TableRecord):
    """A party, and a market that a source ties to it."""

    operation: Operation

    @property
    def party(self) -> Party:
        return self.operation.party

    @property
    def market(self) -> Market:
        return self.operation.market.canonical

    @property
    def path(self) -> str:
        return self.party.get_absolute_url()


def _operations(scope: Scope) -> Iterator[OperationRecord]:
    for operation in Operation.objects.public().select_related("party", "market__merged_into").order_by():
        yield OperationRecord(scope, operation)


OPERATIONS = Table(
    name="operations",
    title="Operators of markets",
    about="One row per party and market that a source ties together.",
    columns=(
        PARTY,
        shared.MARKET,
        Column(
            "from_year",
            Type.INTEGER,
            "Since when, as far as the source says.",
            "2010",
            lambda record: record.operation.from_year,
            empty="not said",
        ),
        Column(
            "to_year",
            Type.INTEGER,
            "Until when.",
            "2016",
            lambda record: record.operation.to_year,
            empty="it still does, or this is not said",
        ),
        replace(shared.SOURCE_ID, value=lambda record: source_id(record.operation.source)),
        replace(shared.SOURCE, value=lambda record: name_first_source(record.operation.source)),
        shared.PERMALINK,
        shared.DATA_VERSION,
        replace(
            shared.SOURCE_URL,
            value=lambda record: link_first_source(record.operation.source),
            since="v2026.2",
        ),
    ),
    key=("party", "market", "from_year"),
    records=_operations,
)
