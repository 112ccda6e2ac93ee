"""Asks and answers side by side: every listing, what USTR asked in it, what was answered, what came next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from markets.cells import ListingHistory
from markets.grid import Grid
from markets.models import Edition, Listing, Market, Recommendation
from markets.models.market import CANONICAL
from markets.runs import Status
from markets.tables.batches import batches
from markets.tables.citing import cite_here
from markets.tables.columns import EXCERPTS, Row, Table
from markets.tables.evidence import address_in, named, one_line, snapshot_addresses
from markets.tables.scope import Scope, permalink
from responses.models import Answer, Claim, Response, ResponsePoint
from responses.tables.claims import claim_id, in_words
from responses.tables.recommendations_and_responses_columns import COLUMNS
from responses.tracker import RecommendationRow as Ask
from responses.tracker import Said, build_tracker

CLAIMS = Prefetch("claims", queryset=Claim.objects.public())


@dataclass(frozen=True, slots=True)
class Entry:
    """A market in an edition, and the edition after it; no market where what was said is about none."""

    edition: Edition
    market: Market | None
    status: Status | None
    after: Edition | None
    next_status: Status | None
    listing: int | None

    @classmethod
    def at(cls, edition: Edition, after: Edition | None, row: ListingHistory | None) -> Entry:
        """As a row of the grid has it; an edition that it does not have says nothing."""
        if row is None or edition.year not in row.cells:
            return cls(edition, row.market if row else None, None, after, None, None)
        cell = row.cells[edition.year]
        later = row.cells[after.year].status if after else None
        return cls(edition, row.market, cell.status, after, later, cell.listing_id)

    @property
    def path(self) -> str:
        """Our page of the entry, else of the market."""
        if self.market is None:
            return ""
        slug = self.market.slug
        return f"/editions/{self.edition.year}/{slug}/" if self.listing else f"/markets/{slug}/"


@dataclass(frozen=True, slots=True)
class Told:
    """What was said: a point, or a response of which no point is recorded. `inferred` as in `Said`, if it answers."""

    response: Response
    point: ResponsePoint | None
    inferred: bool | None = None

    @classmethod
    def of(cls, said: Said | None) -> Told | None:
        return Told(said.response, said.point, said.inferred) if said else None

    @property
    def public_id(self) -> str:
        return self.point.public_id if self.point else self.response.public_id

    @property
    def path(self) -> str:
        """Our page of it, at the point."""
        at = f"#P{self.point.ordinal}" if self.point else ""
        return f"{self.response.get_absolute_url()}{at}"


@dataclass(frozen=True, slots=True)
class Sources:
    """Of listings: words and address; of snapshots that asks were read in: the address. Two queries."""

    listings: Mapping[int, tuple[str, str]]
    addresses: Mapping[int, str]

    @classmethod
    def of(cls, listings: Iterable[int], asks: Iterable[Ask] = ()) -> Sources:
        """Of the listings with these keys, and of these asks."""
        # Tuples, not instances: there may be a million.
        known = Listing.objects.filter(pk__in=list(listings)).order_by()
        found = list(known.values_list("pk", "source", "snapshot"))
        read = {snapshot for _, _, snapshot in found} | {each.recommendation.snapshot_id for each in asks}
        addresses = snapshot_addresses(each for each in read if each)
        both = {}
        for pk, source, snapshot in found:
            words, address = named(source)
            both[pk] = (words, addresses.get(snapshot or 0, "") or address)
        return cls(both, addresses)


def next_editions(matrix: Grid) -> dict[int, Edition]:
    """{year: the edition after it}, of all but the last."""
    return dict(zip(matrix.years, matrix.editions[1:], strict=False))


def _rows(scope: Scope) -> Iterator[Row]:
    for part in batches(scope):
        yield from _of_some(part, scope)


def _of_some(matrix: Grid, scope: Scope) -> Iterator[Row]:
    """The rows of some markets, in their order."""
    asks: dict[tuple[int, int], list[Ask]] = defaultdict(list)
    own = Q(market__in=Market.objects.with_merged(row.market.pk for row in matrix.rows))
    shown = build_tracker(Recommendation.objects.filter(own))
    for ask in shown:
        asks[ask.market.pk, ask.recommendation.edition.year].append(ask)
    whole = _to_the_entry(own)
    editions = [each for each in matrix.editions if scope.holds_year(each.year)]
    following = next_editions(matrix)
    cells = (row.cells[edition.year] for row in matrix.rows for edition in editions)
    sources = Sources.of((cell.listing_id for cell in cells if cell.listing_id), shown)
    for row in matrix.rows:
        for edition in editions:
            key = (row.market.pk, edition.year)
            listed = row.cells[edition.year].status is Status.LISTED
            here = listed or key in asks or key in whole
            if not here or not scope.holds(row.market.slug):
                continue
            entry = Entry.at(edition, following.get(edition.year), row)
            made = [row_of(entry, None, Told.of(said), sources, scope) for said in whole.get(key, ())]
            for ask in asks.get(key, ()):
                made += [
                    row_of(entry, ask, Told.of(said), sources, scope) for said in ask.answer.said or (None,)
                ]
            yield from sorted(made or [row_of(entry, None, None, sources, scope)], key=lambda each: each[0])


def _to_the_entry(own: Q) -> dict[tuple[int, int], list[Said]]:
    links = (
        Answer.objects.public()
        .filter(own, to=Answer.To.ENTRY)
        .annotate(of=CANONICAL)
        .select_related("point__response__party", "edition")
        .prefetch_related(Prefetch("point__claims", queryset=Claim.objects.public()))
        .order_by()
    )
    found: dict[tuple[int, int], list[Said]] = defaultdict(list)
    for link in links:
        if link.edition is not None:
            found[link.of, link.edition.year].append(Said(link.point, link.inferred))
    return dict(found)


def row_of(entry: Entry, ask: Ask | None, told: Told | None, sources: Sources, scope: Scope) -> Row:
    """One row; without an ask it is about the entry, or about what was said that answers no ask."""
    edition, market = entry.edition, entry.market
    parts = [f"{edition.year}-{market.slug}" if market else str(edition.year)]
    parts += [ask.recommendation.public_id or ""] if ask else []
    parts += [told.public_id] if told else []
    apart = told is not None and told.inferred is None
    address = permalink(
        ask.recommendation.get_absolute_url() if ask else told.path if told and apart else entry.path
    )
    return (
        "-".join(parts),
        edition.year,
        edition.title,
        edition.released,
        market.slug if market else "",
        market.name if market else "",
        entry.status,
        *_asked(ask, sources),
        *_answered(told),
        entry.after.year if entry.after else None,
        entry.next_status,
        *_after(ask),
        address,
        scope.version,
        cite_here(_what(entry, told if apart else None), scope.version, address),
        *_claimed(told),
        one_line(ask.recommendation.source) if ask else "",
        permalink(ask.recommendation.get_absolute_url()) if ask else "",
        permalink(entry.path) if entry.listing else "",
        *sources.listings.get(entry.listing or 0, ("", "")),
        permalink(told.path) if told else "",
    )


def _what(entry: Entry, apart: Told | None) -> str:
    """What a citation names."""
    if apart:
        point = f", point {apart.point.ordinal}" if apart.point else ""
        return f"{apart.response.party.name}, “{apart.response.title}”{point}"
    name = entry.market.name if entry.market else ""
    return f"“{name}” in the {entry.edition.year} List, what was asked and answered"


def _asked(ask: Ask | None, sources: Sources) -> Sequence[object]:
    if ask is None:
        return ("", "", "", "", None, "")
    made = ask.recommendation
    address = sources.addresses.get(made.snapshot_id or 0, "") or address_in(made.source)
    return (made.public_id, made.kind, made.text, address, made.page, ask.answer.status)


def _answered(told: Told | None) -> Sequence[object]:
    if told is None:
        return ("", "", "", "", "", "", "", "", None, "")
    point, response = told.point, told.response
    return (
        response.party.slug,
        response.party.name,
        response.public_id,
        point.public_id if point else "",
        response.said,
        point.summary if point else response.title,
        point.quote if point else response.excerpt,
        point.stance if point else "",
        told.inferred,
        (point.url if point else "") or response.url,
    )


def _claimed(told: Told | None) -> Sequence[object]:
    """The numbers of a point in words, and their ids; the claims are loaded."""
    known = told.point.claims.all() if told and told.point else ()
    claims = sorted(known, key=lambda claim: claim.ordinal)
    return ([in_words(claim) for claim in claims], [claim_id(claim) for claim in claims])


def _after(ask: Ask | None) -> Sequence[object]:
    if ask is None:
        return ((), "", "")
    assessment = ask.assessment
    signed = f"{assessment.signed_as}, {assessment.signed_at.date().isoformat()}" if assessment else ""
    return (
        sorted({link.follow_up for link in ask.after.links}),
        assessment.conclusion if assessment else "",
        signed,
    )


RECOMMENDATIONS_AND_RESPONSES = Table(
    name="recommendations_and_responses",
    title="Asks and answers",
    about="One row per listing, ask and answer: what was asked of a market beside what answers it. What a party said"
    " that answers no ask and no entry stands in the table of points, and in the party's own file.",
    columns=COLUMNS,
    key=("row_id",),
    rows=_rows,
    license=EXCERPTS,
    sorted_by=("market", "year", "row_id"),
)
