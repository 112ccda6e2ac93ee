"""All that concerns one party: its markets in every edition, what was asked there, and everything that it said."""

from collections.abc import Iterator

from markets.grid import build_grid
from markets.models import Edition, Listing, Market
from markets.models.market import CANONICAL
from markets.tables.columns import Row
from markets.tables.evidence import snapshot_addresses
from markets.tables.scope import Scope
from responses.models import Answer, Party, Response, ResponsePoint
from responses.operators import read_operators
from responses.tables.exchange import PUBLIC_CLAIMS, Exchange, Statement
from responses.tables.recommendations_and_responses import RECOMMENDATIONS_AND_RESPONSES, next_editions

YEAR_PLACE, MARKET_PLACE, PARTY_PLACE = (
    RECOMMENDATIONS_AND_RESPONSES.place(name) for name in ("year", "market", "party")
)


def recommendations_and_responses_of(party: Party, scope: Scope) -> list[Row]:
    """Return the rows about markets that it operates, in the years that it does; those of its own answers to other
    entries; and one for each thing that it said that answers no ask and no entry."""
    operators, table = read_operators(), RECOMMENDATIONS_AND_RESPONSES
    rows = [
        row
        for row in table.rows(scope)
        if row[PARTY_PLACE] == party.slug or party.slug in operators.find(row[MARKET_PLACE], row[YEAR_PLACE])
    ]
    return sorted(rows + table.rows_of(_said_alone(party, scope)), key=table.sort_key())


def _said_alone(party: Party, scope: Scope) -> Iterator[Exchange]:
    """Yield a record for each statement that answers no ask and no entry."""
    statements = _statements_alone(party)
    markets = {market.pk: market for each in statements if (market := _market_of(each.response)) is not None}
    matrix = build_grid(markets.values())
    following = next_editions(matrix.editions)
    keys = [cell.listing_id for row in matrix.rows for cell in row.cells.values() if cell.listing_id]
    listings = Listing.objects.filter(pk__in=keys).defer("text").order_by().in_bulk()
    addresses = snapshot_addresses(each.snapshot_id for each in listings.values() if each.snapshot_id)
    for statement in statements:
        edition, market = statement.response.edition, _market_of(statement.response)
        cells = matrix.by_market[market.pk].cells if market else {}
        cell, after = cells.get(edition.year), following.get(edition.year)
        yield Exchange(
            scope=scope,
            edition=edition,
            market=market,
            cell=cell,
            next_edition=after,
            next_cell=cells.get(after.year) if after else None,
            listing=listings[cell.listing_id] if cell and cell.listing_id else None,
            ask=None,
            said=statement,
            addresses=addresses,
        )


def _market_of(response: Response) -> Market | None:
    return response.market.canonical if response.market else None


def _statements_alone(party: Party) -> list[Statement]:
    """Points that answer no ask and no entry, and responses of which no point is public."""
    related = ("party", "edition", "market__merged_into")
    points = ResponsePoint.objects.public().filter(response__party=party).order_by()
    alone = points.exclude(pk__in=_answering_points(party)).prefetch_related(PUBLIC_CLAIMS)
    found = [
        Statement(each.response, each)
        for each in alone.select_related(*(f"response__{name}" for name in related))
    ]
    bare = Response.objects.public().filter(party=party).exclude(pk__in=points.values("response")).order_by()
    return found + [Statement(each, None) for each in bare.select_related(*related)]


def _answering_points(party: Party) -> set[int]:
    """Return the points that answer an ask, or an entry of a market and an edition that the public sees."""
    links = Answer.objects.public().filter(point__response__party=party).annotate(of=CANONICAL).order_by()
    asked = links.filter(recommendation__isnull=False).values_list("point", flat=True)
    to_entry = links.filter(to=Answer.To.ENTRY, edition__in=Edition.objects.public())
    answering = list(to_entry.values_list("point", "of"))
    public = set(
        Market.objects.public().filter(pk__in={of for _, of in answering}).values_list("pk", flat=True)
    )
    return {*asked, *(point for point, of in answering if of in public)}
