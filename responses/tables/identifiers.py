"""The table of the numbers and websites by which other registers know markets and parties."""

from collections.abc import Iterator
from dataclasses import dataclass

from markets.models import IdentifierScheme, MarketIdentifier
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, describe_choices
from markets.tables.scope import Scope
from markets.tables.sister_lists import REFERENCE_SOURCES, ReferenceRecord
from responses.models import PartyIdentifier


@dataclass(eq=False)
class IdentifierRecord(ReferenceRecord):
    """An identifier of a market or of a party."""

    identifies: str
    slug: str


def _identifiers(scope: Scope) -> Iterator[IdentifierRecord]:
    for row in MarketIdentifier.objects.public().select_related("market__merged_into"):
        market = row.market.canonical
        yield IdentifierRecord(scope, row, market.get_absolute_url(), "market", market.slug)
    for each in PartyIdentifier.objects.public().select_related("party"):
        yield IdentifierRecord(scope, each, each.party.get_absolute_url(), "party", each.party.slug)


IDENTIFIERS = Table(
    name="identifiers",
    title="Identifiers",
    about="One row per Wikidata item, stock ticker or website that a source gives for a market or a party.",
    columns=(
        Column(
            "identifies",
            Type.WORD,
            "Whether it identifies a market or a party.",
            "market",
            words=(("market", "a market"), ("party", "a party")),
        ),
        Column(
            "of",
            Type.ID,
            "The permanent id of the market or the party.",
            "taobao",
            lambda record: record.slug,
        ),
        Column(
            "scheme",
            Type.WORD,
            "The register.",
            "wikidata",
            lambda record: record.row.scheme,
            words=describe_choices(IdentifierScheme),
        ),
        Column(
            "value",
            Type.TEXT,
            "The number, ticker or website. We never link to a website on the List.",
            "Q1136719",
            lambda record: record.row.value,
        ),
        *REFERENCE_SOURCES,
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("identifies", "of", "scheme", "value"),
    records=_identifiers,
)
