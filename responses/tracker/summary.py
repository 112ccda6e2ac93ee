"""What was asked and answered, counted for each market and edition."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markets.models import Edition, Market, Recommendation
from responses.tracker.rows import RecommendationRow
from responses.tracker.status import AnswerStatus

COLUMN_WORDS = {
    AnswerStatus.LIKELY_ANSWER: "likely answer",
    AnswerStatus.NOT_ADDRESSED: "not addressed",
    AnswerStatus.RESPONSE_BEFORE_RELEASE: "before the List",
    AnswerStatus.NO_RESPONSE_FOUND: "none found",
    AnswerStatus.NO_RESPONSE_ON_RECORD: "none on record",
}
"""Shorter than on other pages."""
EXPLAINED_IN_PLACE = (AnswerStatus.ANSWERED, AnswerStatus.LIKELY_ANSWER, AnswerStatus.RESPONSE_BEFORE_RELEASE)


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """One market in one edition. `answers`: (words, how many points have it), for each column of the table."""

    market: Market
    edition: Edition
    recommendations: int
    criticisms: int
    answers: tuple[tuple[str, int], ...]
    follow_ups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrackerSummary:
    """The table, without the columns that would be empty in every row. A page explains `unanswered` once."""

    entries: tuple[EntrySummary, ...]
    statuses: tuple[AnswerStatus, ...]
    has_recommendations: bool
    has_criticisms: bool
    has_follow_ups: bool
    unanswered: tuple[AnswerStatus, ...]

    @property
    def columns(self) -> list[str]:
        return [label_status(status) for status in self.statuses]


def label_status(status: AnswerStatus) -> str:
    """Return the heading of a status's column."""
    return COLUMN_WORDS.get(status, status.label).capitalize()


def summarize_tracker(rows: Iterable[RecommendationRow]) -> TrackerSummary:
    """Count the rows by market and edition, the latest edition first."""
    ordered = sorted(rows, key=_entry_key)
    statuses = tuple(status for status in AnswerStatus if any(row.answer.status is status for row in ordered))
    entries = tuple(_summarize_entry(list(group), statuses) for _, group in groupby(ordered, key=_entry_key))
    return TrackerSummary(
        entries,
        statuses,
        any(each.recommendations for each in entries),
        any(each.criticisms for each in entries),
        any(each.follow_ups for each in entries),
        tuple(status for status in statuses if status not in EXPLAINED_IN_PLACE),
    )


def _entry_key(row: RecommendationRow) -> tuple[int, str, int]:
    return -row.recommendation.edition.year, row.market.name.casefold(), row.market.pk


def _summarize_entry(rows: Sequence[RecommendationRow], statuses: Sequence[AnswerStatus]) -> EntrySummary:
    first = rows[0]
    counts = Counter(row.answer.status for row in rows)
    kinds = Counter(row.recommendation.kind for row in rows)
    links = Counter(
        f"{link.get_follow_up_display()} in {link.edition.year}" for row in rows for link in row.after.links
    )
    return EntrySummary(
        first.market,
        first.recommendation.edition,
        kinds[Recommendation.Kind.RECOMMENDATION],
        kinds[Recommendation.Kind.CRITICISM],
        tuple((label_status(status), counts[status]) for status in statuses),
        tuple(f"{count} {words}" for words, count in links.items()),
    )
