"""What a party said that answers no recommendation and no entry. Only the party's own file has such rows."""

from __future__ import annotations

from collections.abc import Iterator

from markets.grid import build_grid
from markets.models import Edition, Market
from markets.models.market import CANONICAL
from markets.tables.columns import Row
from markets.tables.listings import canonical
from markets.tables.scope import Scope
from responses.models import Answer, Party, Response, ResponsePoint
from responses.tables.about import about
from responses.tables.recommendations_and_responses import CLAIMS, Entry, Sources, Told, next_editions, row_of

WITH = ("party", "edition", "market__merged_into")


def rows_apart(party: Party, scope: Scope) -> Iterator[Row]:
    """A row for each such point, and for each response of which no point is public; in no order. Ten queries or so."""
    told = [each for each in _told(party) if about(each.response, scope)]
    markets = {market.pk: market for each in told if (market := _market(each.response))}
    matrix = build_grid(markets.values())
    following = next_editions(matrix)
    entries = []
    for response in (each.response for each in told):
        market, edition = _market(response), response.edition
        row = matrix.by_market[market.pk] if market else None
        entries.append(Entry.at(edition, following.get(edition.year), row))
    sources = Sources.of(entry.listing for entry in entries if entry.listing)
    for entry, each in zip(entries, told, strict=True):
        yield row_of(entry, None, each, sources, scope)


def _market(response: Response) -> Market | None:
    return canonical(response.market) if response.market else None


def _told(party: Party) -> list[Told]:
    points = ResponsePoint.objects.public().filter(response__party=party).order_by()
    alone = points.exclude(pk__in=_in_the_recommendations_and_responses(party)).prefetch_related(CLAIMS)
    found = [
        Told(each.response, each) for each in alone.select_related(*(f"response__{name}" for name in WITH))
    ]
    bare = Response.objects.public().filter(party=party).exclude(pk__in=points.values("response")).order_by()
    return found + [Told(each, None) for each in bare.select_related(*WITH)]


def _in_the_recommendations_and_responses(party: Party) -> set[int]:
    """The points that answer an ask, or an entry of a market and an edition that the public sees."""
    links = Answer.objects.public().filter(point__response__party=party).annotate(of=CANONICAL).order_by()
    to_entry = links.filter(to=Answer.To.ENTRY, edition__in=Edition.objects.public())
    asked = links.filter(recommendation__isnull=False).values_list("point", flat=True)
    answering = list(to_entry.values_list("point", "of"))
    public = Market.objects.public().filter(pk__in={of for _, of in answering}).values_list("pk", flat=True)
    seen = set(public)
    return {*asked, *(point for point, of in answering if of in seen)}
