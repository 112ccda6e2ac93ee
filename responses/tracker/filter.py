"""What the tracker can be filtered by."""

from markets.models import FollowUp, Recommendation
from markets.tables.filtering import FilterField, FilterForm
from markets.tables.known import known_markets, known_years, read_merged_ids
from responses.filters import known_parties, name_market
from responses.models import Stance
from responses.tracker.rows import FOLLOW_UP_UNKNOWN, NO_LATER_EDITION, RecommendationRow, build_tracker
from responses.tracker.status import AnswerStatus

FOLLOW_UPS = {
    **dict(FollowUp.choices),
    FOLLOW_UP_UNKNOWN: "unknown",
    NO_LATER_EDITION: "no later List yet",
}
KINDS_OF_POINTS = dict(Recommendation.Kind.choices)
STANCES = dict(Stance.choices)
FLAG = {"1": "yes"}


class RecommendationFilter(FilterForm):
    """The filter of `/recommendations/` and of what is downloaded from there."""

    market = FilterField(
        "Market",
        lambda row: name_market(row.recommendation.market),
        known_markets,
        renamed=read_merged_ids,
    )
    party = FilterField(
        "Responder",
        lambda row: {each.response.party.slug: each.response.party.name for each in row.answer.said},
        known_parties,
    )
    year = FilterField(
        "Edition",
        lambda row: {str(row.recommendation.edition.year): str(row.recommendation.edition)},
        known_years,
        numeric=True,
    )
    kind = FilterField(
        "Kind",
        lambda row: {row.recommendation.kind: KINDS_OF_POINTS[row.recommendation.kind]},
        KINDS_OF_POINTS,
    )
    answer = FilterField(
        "Answer",
        lambda row: {row.answer.status.value: row.answer.status.label},
        dict(AnswerStatus.choices),
    )
    stance = FilterField(
        "Responder's stance", lambda row: {each: STANCES[each] for each in row.answer.stances}, STANCES
    )
    follow_up = FilterField(
        "In a later List", lambda row: {each: FOLLOW_UPS[each] for each in row.after.follow_ups}, FOLLOW_UPS
    )
    running = FilterField(
        "Asked in a row",
        lambda row: {str(n): f"{n} editions or more" for n in range(1, row.running + 1)},
        lambda: [str(number) for number in range(1, len(known_years()) + 1)],
        numeric=True,
        floor=2,
    )
    unanswered = FilterField(
        "Unanswered, as far as we know", lambda row: FLAG if row.unanswered else {}, flag=True
    )
    disputed = FilterField("Disputed", lambda row: FLAG if row.disputed else {}, flag=True)

    def rows(self) -> list[RecommendationRow]:
        """Return the rows of the tracker that pass, in the order of the page: the latest edition first."""
        return self.apply(build_tracker())
