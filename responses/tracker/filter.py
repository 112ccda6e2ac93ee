"""What the tracker can be filtered by."""

from __future__ import annotations

from typing import ClassVar

from markets.models import FollowUp, Recommendation
from responses.filters import Facet, Filter
from responses.models import Stance
from responses.tracker.rows import FOLLOW_UP_UNKNOWN, NO_LATER_EDITION, RecommendationRow, build_tracker
from responses.tracker.status import AnswerStatus

FOLLOW_UPS = {
    **dict(FollowUp.choices),
    FOLLOW_UP_UNKNOWN: "unknown",
    NO_LATER_EDITION: "no later List yet",
}
STANCES = dict(Stance.choices)
FLAG = {"1": "yes"}


def _get_market_names(row: RecommendationRow) -> dict[str, str]:
    """A market that was merged into another is still found under its own name."""
    own = row.recommendation.market
    found = {row.market.slug: row.market.name}
    return found if own is None or own == row.market else {**found, own.slug: own.name}


class RecommendationFilter(Filter[RecommendationRow]):
    """The filter of `/recommendations/` and of what is downloaded from there."""

    FACETS: ClassVar[tuple[Facet[RecommendationRow], ...]] = (
        Facet("market", "Market", _get_market_names),
        Facet(
            "party",
            "Responder",
            lambda row: {each.response.party.slug: each.response.party.name for each in row.answer.said},
        ),
        Facet(
            "year",
            "Edition",
            lambda row: {str(row.recommendation.edition.year): str(row.recommendation.edition)},
            numeric=True,
        ),
        Facet(
            "kind",
            "Kind",
            lambda row: {row.recommendation.kind: Recommendation.Kind(row.recommendation.kind).label},
            allowed=tuple(Recommendation.Kind.values),
        ),
        Facet(
            "answer",
            "Answer",
            lambda row: {row.answer.status.value: row.answer.status.words},
            allowed=tuple(AnswerStatus),
        ),
        Facet(
            "stance",
            "Responder's stance",
            lambda row: {stance: STANCES[stance] for stance in row.answer.stances},
            allowed=tuple(Stance.values),
        ),
        Facet(
            "follow_up",
            "In a later List",
            lambda row: {each: FOLLOW_UPS[each] for each in row.after.follow_ups},
            allowed=tuple(FOLLOW_UPS),
        ),
        Facet(
            "running",
            "Asked in a row",
            lambda row: {str(n): f"{n} editions or more" for n in range(1, row.running + 1)},
            numeric=True,
            floor=2,
        ),
        Facet(
            "unanswered",
            "Unanswered, as far as we know",
            lambda row: FLAG if row.unanswered else {},
            flag=True,
        ),
        Facet("disputed", "Disputed", lambda row: FLAG if row.disputed else {}, flag=True),
    )

    def rows(self) -> list[RecommendationRow]:
        """The rows of the tracker that fit, in the order of the page: the latest edition first."""
        return self.apply(build_tracker())
