"""The tracker: one row per ask, with four voices that are never mixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from markets.cells import Cell
from markets.grid import build_grid
from markets.lineage import Lineage, build_lineage
from markets.models import Edition, Market, Recommendation, RecommendationLink
from markets.models.recommendation import is_public as recommendation_is_public
from markets.models.version import once_per_revision
from markets.runs import Status
from responses.models import Assessment, AssessmentEvidence
from responses.models.point import is_public as point_is_public
from responses.tracker.answers import Answered, find_answers, get_own_market
from responses.tracker.status import UNANSWERED

Asks = Iterable[Recommendation] | QuerySet[Recommendation]

FOLLOW_UP_UNKNOWN = "unknown"
NO_LATER_EDITION = "no_later_edition"


@dataclass(frozen=True, slots=True)
class NextEdition:
    """The next edition's voice: what it does with an ask, as far as it is established.

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
            Status.LISTED: f"The market is listed in the {self.edition.year} List.",
            Status.NOT_LISTED: f"The market is not listed in the {self.edition.year} List.",
            Status.OUT_OF_SCOPE: f"The {self.edition.year} List does not cover markets of this kind.",
        }.get(self.cell.status, f"Whether the {self.edition.year} List has the market is unknown.")
        return f"{listed} How it treats this point is unknown."


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """One ask: USTR (`recommendation`), the responder (`answer`), the next edition (`after`), our assessment."""

    recommendation: Recommendation
    market: Market
    answer: Answered
    after: NextEdition
    assessments: tuple[Assessment, ...] = field(default=())
    running: int = 1

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


def build_tracker(recommendations: Asks | None = None) -> list[RecommendationRow]:
    """The rows of public recommendations and criticisms (all of them unless given), in their order.

    The queries are as many whatever their number. All rows are made once for every revision: nobody may change them.
    """
    return _read_all_rows() if recommendations is None else make_rows(_choose_public(recommendations))


@once_per_revision
def _read_all_rows() -> list[RecommendationRow]:
    return make_rows(list(find_recommendations()))


def find_recommendations() -> QuerySet[Recommendation]:
    """Public recommendations and criticisms with all of them that a row needs."""
    return Recommendation.objects.public().select_related(
        "edition", "listing", "snapshot", "market__merged_into"
    )


@once_per_revision
def read_links() -> tuple[RecommendationLink, ...]:
    """Every public link from ask to ask, which is what the lineage of each of them may hang on."""
    found = RecommendationLink.objects.public().select_related(
        "edition", "earlier__edition", "later__edition"
    )
    return tuple(found.order_by("edition__year", "pk"))


def read_lineage() -> Lineage:
    """The lineage of all public asks."""
    return build_lineage(read_links(), build_grid().years)


def make_rows(chosen: Sequence[Recommendation]) -> list[RecommendationRow]:
    """As `build_tracker`, of what `find_recommendations` gave."""
    if not chosen:
        return []
    matrix = build_grid()
    known = read_links()
    line = build_lineage(known, matrix.years)
    answers = find_answers(chosen)
    assessments = _read_assessments()
    followed_up: defaultdict[int, list[RecommendationLink]] = defaultdict(list)
    for link in known:
        followed_up[link.earlier_id].append(link)
    following = dict(zip(matrix.years, matrix.editions[1:], strict=False))
    rows = []
    for each in chosen:
        market = get_own_market(each)
        after = following.get(each.edition.year)
        cell = matrix.by_market[market.pk].cell(after.year) if after else None
        rows.append(
            RecommendationRow(
                recommendation=each,
                market=market,
                answer=answers[each.pk],
                after=NextEdition(after, cell, tuple(followed_up[each.pk])),
                assessments=assessments.get(each.pk, ()),
                running=line.running(each.pk),
            )
        )
    return rows


def _choose_public(recommendations: Asks) -> Sequence[Recommendation]:
    """Whatever was given, only what is public."""
    public = find_recommendations()
    if isinstance(recommendations, QuerySet):
        return list(public.filter(models.Exists(recommendations.order_by().filter(pk=models.OuterRef("pk")))))
    return list(public.filter(pk__in=[each.pk for each in recommendations]))


@once_per_revision
def _read_assessments() -> Mapping[int, tuple[Assessment, ...]]:
    """{ask: its accepted assessments, the latest first}, each with as much of its evidence as is public.

    People sign them one by one, so all that there are is little to remember.
    """
    evidence = AssessmentEvidence.objects.filter(
        Q(point__isnull=True) | point_is_public("point__"),
        Q(recommendation__isnull=True) | recommendation_is_public("recommendation__"),
    ).select_related("point__response", "recommendation", "snapshot")
    found: defaultdict[int, list[Assessment]] = defaultdict(list)
    for assessment in Assessment.objects.public().prefetch_related(Prefetch("evidence", queryset=evidence)):
        found[assessment.recommendation_id].append(assessment)
    return {ask: tuple(assessments) for ask, assessments in found.items()}
