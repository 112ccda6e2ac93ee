"""Recommendations and responses side by side: every listing, what USTR asked in it, and what was answered."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Prefetch

from markets.grid import build_grid
from markets.models import Edition
from markets.models.market import CANONICAL
from markets.public_listings import read_public_listings
from markets.runs import Status
from markets.tables.columns import EXCERPTS, Table
from markets.tables.evidence import snapshot_addresses
from markets.tables.scope import Scope
from responses.models import Answer, Claim
from responses.tables.exchange import Exchange, Statement
from responses.tables.recommendations_and_responses_columns import EXCHANGE_COLUMNS
from responses.tracker import RecommendationRow, Said, build_tracker

Key = tuple[int, int]
"""A market's primary key, and a year."""


def _records(scope: Scope) -> Iterator[Exchange]:
    matrix = build_grid()
    asks = _asks_by_entry()
    answers = _answers_to_entries()
    listings = {each.pk: each for each in read_public_listings()}
    snapshots = {each.snapshot_id for each in listings.values()} | {
        ask.recommendation.snapshot_id for some in asks.values() for ask in some
    }
    addresses = snapshot_addresses(each for each in snapshots if each)
    following = next_editions(matrix.editions)
    for row in matrix.rows:
        market = row.market.pk
        for edition in matrix.editions:
            key, cell = (market, edition.year), row.cells[edition.year]
            if not cell.listing_id and key not in asks and key not in answers:
                continue
            said: list[tuple[RecommendationRow | None, Said | None]] = [
                (None, each) for each in answers.get(key, ())
            ]
            for ask in asks.get(key, ()):
                said += [(ask, each) for each in ask.answer.said or (None,)]
            if cell.status is Status.LISTED and not said:
                said = [(None, None)]
            after = following[edition.year]
            for asked, answer in said:
                yield Exchange(
                    scope=scope,
                    edition=edition,
                    market=row.market,
                    cell=cell,
                    next_edition=after,
                    next_cell=row.cells[after.year] if after else None,
                    listing=listings[cell.listing_id] if cell.listing_id else None,
                    ask=asked,
                    said=Statement(answer.response, answer.point, answer.inferred) if answer else None,
                    addresses=addresses,
                )


def next_editions(editions: tuple[Edition, ...]) -> dict[int, Edition | None]:
    """{year: the edition after it}, None for the last; empty where there is no edition."""
    years = [edition.year for edition in editions]
    return dict(zip(years, (*editions[1:], None), strict=False))


def _asks_by_entry() -> defaultdict[Key, list[RecommendationRow]]:
    found: defaultdict[Key, list[RecommendationRow]] = defaultdict(list)
    for ask in build_tracker():
        found[ask.market.pk, ask.recommendation.edition.year].append(ask)
    return found


def _answers_to_entries() -> defaultdict[Key, list[Said]]:
    """Return what answers an entry as a whole."""
    links = (
        Answer.objects.public()
        .filter(to=Answer.To.ENTRY)
        .annotate(of=CANONICAL)
        .select_related("point__response__party", "edition")
        .prefetch_related(Prefetch("point__claims", queryset=Claim.objects.public()))
        .order_by()
    )
    found: defaultdict[Key, list[Said]] = defaultdict(list)
    for link in links:
        if link.edition is not None:
            found[link.of, link.edition.year].append(Said(link.point, link.inferred))
    return found


RECOMMENDATIONS_AND_RESPONSES = Table(
    name="recommendations_and_responses",
    title="Recommendations and responses",
    about="One row per listing, recommendation and answer: what was asked of a market, with what answers it. Other"
    " statements of a party are in the table of points and in the party's own file.",
    columns=EXCHANGE_COLUMNS,
    key=("row_id",),
    records=_records,
    license=EXCERPTS,
    sorted_by=("market", "year", "row_id"),
)
