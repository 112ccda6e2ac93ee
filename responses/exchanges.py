"""What USTR asked of a market in an edition with what was answered, each answer once."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markets.models import Market, Recommendation
from responses.tracker import RecommendationRow
from responses.tracker.status import Said


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """`shown_at`: the id of the recommendation where the same point is shown already; empty where it is new."""

    said: Said
    shown_at: str


@dataclass(frozen=True, slots=True)
class AskedAndAnswered:
    """One recommendation or criticism and its answers."""

    row: RecommendationRow
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True, slots=True)
class EntryExchanges:
    """Those of one market in one edition."""

    market: Market
    year: int
    exchanges: tuple[AskedAndAnswered, ...]

    @property
    def has_follow_ups(self) -> bool:
        return any(each.row.after.links for each in self.exchanges)


def list_entries(rows: Iterable[RecommendationRow]) -> list[EntryExchanges]:
    """Return the rows by edition and market, in their order; neighbors alone are put together."""
    shown: dict[int, str] = {}
    return [
        EntryExchanges(market, year, tuple(_make_exchange(row, shown) for row in group))
        for (market, year), group in groupby(
            rows, key=lambda row: (row.market, row.recommendation.edition.year)
        )
    ]


def sort_recommendations(rows: Iterable[RecommendationRow]) -> list[RecommendationRow]:
    """Return the latest edition first, then by market, recommendations before criticisms."""
    return sorted(
        rows,
        key=lambda row: (
            -row.recommendation.edition.year,
            row.market.name.casefold(),
            row.market.pk,
            row.recommendation.kind != Recommendation.Kind.RECOMMENDATION,
            row.recommendation.ordinal,
        ),
    )


def _make_exchange(row: RecommendationRow, shown: dict[int, str]) -> AskedAndAnswered:
    answers = [ShownAnswer(said, shown.get(said.point.pk, "")) for said in row.answer.own_first]
    for answer in answers:
        shown.setdefault(answer.said.point.pk, row.public_id)
    new = [answer for answer in answers if not answer.shown_at]
    elsewhere = {answer.shown_at: answer for answer in reversed(answers) if answer.shown_at}
    return AskedAndAnswered(row, (*new, *(elsewhere[at] for at in sorted(elsewhere))))
