"""The tracker: one row per ask, with four voices that are never mixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from markets.grid import Cell, Grid, grid, years
from markets.lineage import Lineage, lineage
from markets.models import Edition, Market, Recommendation, RecommendationLink
from markets.models.recommendation import is_public as recommendation_is_public
from markets.models.version import once_per_version
from markets.runs import Status
from responses.models import Assessment, AssessmentEvidence
from responses.models.point import is_public as point_is_public
from responses.tracker.answers import Answered, answered, canonical
from responses.tracker.status import UNANSWERED

Asks = Iterable[Recommendation] | QuerySet[Recommendation]

UNKNOWN = "unknown"
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
        return frozenset({NO_LATER_EDITION if self.edition is None else UNKNOWN})

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
class Row:
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


def tracker(recommendations: Asks | None = None, matrix: Grid | None = None) -> list[Row]:
    """The rows of public recommendations and criticisms (all of them unless given), in their order.

    `matrix`: the grid of their markets, where it is at hand. Fourteen queries at most, whatever their number,
    and one where there is nothing to show.
    """
    return rows_of(_chosen(recommendations), matrix)


def asks() -> QuerySet[Recommendation]:
    """Public recommendations and criticisms with all of them that a row needs."""
    return Recommendation.objects.public().select_related(
        "edition", "listing", "snapshot", "market__merged_into"
    )


@once_per_version
def links() -> tuple[RecommendationLink, ...]:
    """Every public link from ask to ask, which is what the lineage of each of them may hang on."""
    found = RecommendationLink.objects.public().select_related(
        "edition", "earlier__edition", "later__edition"
    )
    return tuple(found.order_by("edition__year", "pk"))


def line_of_all() -> Lineage:
    """The lineage of all public asks."""
    return lineage(links(), years())


def rows_of(chosen: Sequence[Recommendation], matrix: Grid | None = None) -> list[Row]:
    """As `tracker`, of what `asks` gave."""
    if not chosen:
        return []
    matrix = matrix or grid({market.pk: market for market in map(canonical, chosen)}.values())
    known = links()
    line = lineage(known, matrix.years)
    answers = answered(chosen)
    assessments = _assessments()
    followed_up: defaultdict[int, list[RecommendationLink]] = defaultdict(list)
    for link in known:
        followed_up[link.earlier_id].append(link)
    following = dict(zip(matrix.years, matrix.editions[1:], strict=False))
    rows = []
    for each in chosen:
        market = canonical(each)
        after = following.get(each.edition.year)
        cell = matrix.by_market[market.pk].cell(after.year) if after else None
        rows.append(
            Row(
                recommendation=each,
                market=market,
                answer=answers[each.pk],
                after=NextEdition(after, cell, tuple(followed_up[each.pk])),
                assessments=assessments.get(each.pk, ()),
                running=line.running(each.pk),
            )
        )
    return rows


def _chosen(recommendations: Asks | None) -> Sequence[Recommendation]:
    """Whatever was given, only what is public."""
    public = asks()
    if recommendations is None:
        return list(public)
    if isinstance(recommendations, QuerySet):
        return list(public.filter(models.Exists(recommendations.order_by().filter(pk=models.OuterRef("pk")))))
    return list(public.filter(pk__in=[each.pk for each in recommendations]))


@once_per_version
def _assessments() -> Mapping[int, tuple[Assessment, ...]]:
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
