"""One row of recommendations and responses: a market in an edition, what USTR asked, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import cached_property

from markets.grid import Cell
from markets.models import Edition, Market, Recommendation
from markets.tables.citing import cite_here
from markets.tables.evidence import Sourced, source_of
from markets.tables.scope import TableRecord
from responses.models import Claim, Party, Response, ResponsePoint
from responses.tracker import RecommendationRow

PUBLIC_CLAIMS = Prefetch("claims", queryset=Claim.objects.public())


@dataclass(frozen=True)
class Statement:
    """What a party said: a point, or a response of which no point is recorded.

    `inferred`: whether we infer that it answers; None where it answers no ask and no entry.
    """

    response: Response
    point: ResponsePoint | None
    inferred: bool | None = None

    @property
    def public_id(self) -> str:
        return self.point.public_id if self.point else self.response.public_id

    @property
    def path(self) -> str:
        """Our page of it, at the point."""
        anchor = f"#P{self.point.ordinal}" if self.point else ""
        return f"{self.response.get_absolute_url()}{anchor}"

    @cached_property
    def claims(self) -> Sequence[Claim]:
        """The numbers of the point, which have to be prefetched."""
        return sorted(self.point.claims.all(), key=lambda claim: claim.ordinal) if self.point else []


@dataclass(eq=False)
class Exchange(TableRecord):
    """`cell` is what the edition says of the market, `next_cell` what the next edition says.

    Without an ask it is about the entry, or about a statement that answers no ask. `addresses`: of snapshots.
    """

    edition: Edition
    market: Market | None
    cell: Cell | None
    next_edition: Edition | None
    next_cell: Cell | None
    listing: Sourced | None
    ask: RecommendationRow | None
    said: Statement | None
    addresses: Mapping[int, str]

    @property
    def made(self) -> Recommendation | None:
        return self.ask.recommendation if self.ask else None

    @property
    def response(self) -> Response | None:
        return self.said.response if self.said else None

    @property
    def point(self) -> ResponsePoint | None:
        return self.said.point if self.said else None

    @property
    def party(self) -> Party | None:
        return self.response.party if self.response else None

    @property
    def row_id(self) -> str:
        parts = [f"{self.edition.year}-{self.market.slug}" if self.market else str(self.edition.year)]
        parts += [self.made.public_id or ""] if self.made else []
        parts += [self.said.public_id] if self.said else []
        return "-".join(parts)

    @property
    def alone(self) -> Statement | None:
        """The statement, where it answers no ask and no entry."""
        return self.said if self.said and self.said.inferred is None else None

    @property
    def path(self) -> str:
        """The page of the ask, else of the statement that answers nothing, else of the entry or the market."""
        if self.made:
            return self.made.get_absolute_url()
        return self.alone.path if self.alone else self.entry_path

    @property
    def entry_path(self) -> str:
        slug = self.market.slug if self.market else ""
        return f"/editions/{self.edition.year}/{slug}/" if self.listing else f"/markets/{slug}/"

    @property
    def asked_in(self) -> tuple[str, str]:
        """The source of the ask: words and address."""
        return source_of(self.made, self.addresses) if self.made else ("", "")

    @property
    def listed_in(self) -> tuple[str, str]:
        """The source of the listing: words and address."""
        return source_of(self.listing, self.addresses) if self.listing else ("", "")

    @property
    def said_at(self) -> str:
        """Where it was said: the address of the point, else of the response."""
        return (self.point.url if self.point else "") or (self.response.url if self.response else "")

    @property
    def assessment_by(self) -> str:
        """Who signed the assessment, and when."""
        signed = self.ask.assessment if self.ask else None
        return f"{signed.signed_as}, {signed.signed_at.date().isoformat()}" if signed else ""

    @property
    def ask_permalink(self) -> str:
        return self.link_version(self.made.get_absolute_url()) if self.made else ""

    @property
    def listing_permalink(self) -> str:
        return self.link_version(self.entry_path) if self.listing else ""

    @property
    def response_permalink(self) -> str:
        return self.link_version(self.said.path) if self.said else ""

    @property
    def cite_as(self) -> str:
        if self.alone:
            point = f", point {self.alone.point.ordinal}" if self.alone.point else ""
            what = f"{self.alone.response.party.name}, “{self.alone.response.title}”{point}"
        else:
            name = self.market.name if self.market else ""
            what = f"“{name}” in the {self.edition.year} List, what was asked and answered"
        return cite_here(what, self.scope.version, self.permalink)
