"""The tracker: one row per recommendation, with four voices that are never mixed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from markets.cells import Cell
from markets.consistent_read import once_per_revision
from markets.grid import build_grid
from markets.lineage import Lineage, build_lineage
from markets.models import Edition, Market, Recommendation, RecommendationLink
from markets.models.recommendation import RecommendationQuerySet
from markets.models.recommendation import is_public as recommendation_is_public
from markets.runs import Status
from responses.models import Assessment, AssessmentEvidence
from responses.models.point import is_public as point_is_public
from responses.tracker.answers import Answered, find_answers, get_own_market
from responses.tracker.status import UNANSWERED

FOLLOW_UP_UNKNOWN = "unknown"
NO_LATER_EDITION = "no_later_edition"


@dataclass(frozen=True, slots=True)
class NextEdition:
    """The next edition's voice: what it does with a recommendation, as far as it is established.

    `edition` and `cell` are None where there is no later edition; `links` may also come from later ones.
    """

    edition: Edition | None
    cell: Cell | None
    links: tuple[RecommendationLink, ...]

    @property
    def follow_ups(self) -> frozenset[str]:
        """The follow_ups that are established, else why there are none. Never empty."""
        if self.links:
            return frozenset(link.follow_up for link in self.links)
        return frozenset({NO_LATER_EDITION if self.edition is None else FOLLOW_UP_UNKNOWN})

    @property
    def words(self) -> str:
        """What is known where no link is: one sentence that says no more than that."""
        if self.edition is None or self.cell is None:
            return "There is no later List in this record."
        listed = {
            Status.LISTED: f"The market is on the {self.edition.year} List.",
            Status.NOT_LISTED: f"The market is not on the {self.edition.year} List.",
            Status.OUT_OF_SCOPE: f"The {self.edition.year} List does not cover markets of this kind.",
        }.get(self.cell.status, f"Whether the market is on the {self.edition.year} List is unknown.")
        return f"{listed} We have not checked what it says on this point."


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """One recommendation: USTR, the responder (`answer`), the next edition (`after`) and our assessment."""

    recommendation: Recommendation
    market: Market
    answer: Answered
    after: NextEdition
    assessments: tuple[Assessment, ...] = field(default=())
    running: int = 1

    @property
    def public_id(self) -> str:
        return self.recommendation.public_id or ""

    @property
    def assessment(self) -> Assessment | None:
        """The latest assessment is the one that counts."""
        return self.assessments[0] if self.assessments else None

    @property
    def unanswered(self) -> bool:
        """As far as we know: *text not available* is not unanswered."""
        return self.answer.status in UNANSWERED

    @property
    def disputed(self) -> bool:
        return self.answer.disputed


def build_tracker(recommendations: Iterable[Recommendation] | None = None) -> list[RecommendationRow]:
    """Return the rows of public recommendations and criticisms (all of them unless given), in their order."""
    if recommendations is None:
        return list(_build_all_rows())
    chosen = {each.pk for each in recommendations}
    return _build_rows(Recommendation.objects.public().filter(pk__in=chosen))


@once_per_revision
def _build_all_rows() -> list[RecommendationRow]:
    """Nobody may change a row: they are shared."""
    return _build_rows(Recommendation.objects.public())


def _build_rows(recommendations: RecommendationQuerySet) -> list[RecommendationRow]:
    """Return a constant number of queries. `prefetch_related` makes one object of a row that many refer to."""
    public = list(recommendations.prefetch_related("edition", "listing", "snapshot", "market__merged_into"))
    grid, links = build_grid(), read_links()
    lineage = build_lineage(links, grid.years)
    answers, assessments = find_answers(public), _read_assessments()
    followed_up: defaultdict[int, list[RecommendationLink]] = defaultdict(list)
    for link in links:
        followed_up[link.earlier_id].append(link)
    following = dict(zip(grid.years, grid.editions[1:], strict=False))
    rows = []
    for each in public:
        market = get_own_market(each)
        after = following.get(each.edition.year)
        cell = grid.by_market[market.pk].cell(after.year) if after else None
        rows.append(
            RecommendationRow(
                recommendation=each,
                market=market,
                answer=answers[each.pk],
                after=NextEdition(after, cell, tuple(followed_up[each.pk])),
                assessments=assessments.get(each.pk, ()),
                running=lineage.running(each.pk),
            )
        )
    return rows


@once_per_revision
def read_links() -> tuple[RecommendationLink, ...]:
    """Return every public link from one recommendation to another."""
    found = RecommendationLink.objects.public().select_related(
        "edition", "earlier__edition", "later__edition"
    )
    return tuple(found.order_by("edition__year", "pk"))


def read_lineage() -> Lineage:
    """Return the lineage of all public recommendations."""
    return build_lineage(read_links(), build_grid().years)


def _read_assessments() -> Mapping[int, tuple[Assessment, ...]]:
    """{recommendation: its accepted assessments, the latest first}, each with its public evidence."""
    evidence = AssessmentEvidence.objects.filter(
        Q(point__isnull=True) | point_is_public("point__"),
        Q(recommendation__isnull=True) | recommendation_is_public("recommendation__"),
    ).select_related("point__response", "recommendation", "snapshot")
    found: defaultdict[int, list[Assessment]] = defaultdict(list)
    for assessment in Assessment.objects.public().prefetch_related(Prefetch("evidence", queryset=evidence)):
        found[assessment.recommendation_id].append(assessment)
    return {ask: tuple(assessments) for ask, assessments in found.items()}
