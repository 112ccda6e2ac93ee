"""Which public points answer which recommendations, and which responses to the whole entry are known: three queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q
from django.db.models.functions import Coalesce

from markets.models import Market, Recommendation
from markets.models.market import CANONICAL
from responses.models import Answer, Claim, Operation, Response
from responses.tracker.status import (
    DISPUTING,
    NOTHING_SAID,
    AnswerStatus,
    Said,
    find_answer_status,
    is_said_after,
)

OWN_ROLES = (Response.Role.COMPANY, Response.Role.PARENT, Response.Role.MARKET_OPERATOR)
"""The roles in which a party speaks for the market itself."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The responder's voice on one recommendation: what was said to it, and what else is known to have been said.

    `before`: what its own side filed in the review, before the edition came out. That cannot answer the edition.
    """

    said: tuple[Said, ...]
    about: tuple[Response, ...]
    status: AnswerStatus
    before: tuple[Response, ...] = ()

    @property
    def own_first(self) -> tuple[Said, ...]:
        """What was said, the party's own links before those that we infer."""
        return tuple(sorted(self.said, key=lambda each: each.inferred))

    @property
    def not_held(self) -> tuple[Response, ...]:
        """Responses to the entry whose whole text is not held: any of them may hold an answer."""
        return tuple(
            each for each in self.about if each.held != Response.Held.WHOLE and each.kind not in NOTHING_SAID
        )

    @property
    def nothing_said(self) -> tuple[Response, ...]:
        """Refusals to comment, and searches that found nothing."""
        return tuple(each for each in self.about if each.kind in NOTHING_SAID)

    @property
    def stances(self) -> frozenset[str]:
        return frozenset(each.point.stance for each in self.said if each.point.stance)

    @property
    def disputed(self) -> bool:
        """Whether the responder disputes the facts of this recommendation, or rejects the process."""
        return any(each.point.stance in DISPUTING for each in self.said)


Entry = tuple[int, int]
"""An edition and a market of its own (what it was merged into), as primary keys."""


def get_own_market(recommendation: Recommendation) -> Market:
    """Return the market that a recommendation belongs to today: what its own was merged into, if it was."""
    market = recommendation.market
    if market is None:
        raise ValueError(f"{recommendation} has no market, so it is not public")
    return market.canonical


def find_answers(recommendations: Sequence[Recommendation]) -> dict[int, Answered]:
    """{recommendation: what answers it}. Their editions, markets and `merged_into` are loaded."""
    entries = {each.pk: (each.edition_id, get_own_market(each).pk) for each in recommendations}
    markets = {market for _, market in entries.values()}
    said, about = _read_links(markets)
    for entry, responses in _read_operator_responses(markets).items():
        about[entry] += responses
    found = {}
    for each in recommendations:
        edition = each.edition
        own = about[entries[each.pk]]
        known = {
            response.pk: response
            for response, linked in own
            if linked or is_said_after(response, edition.released_on, edition.released_precision)
        }
        known |= {one.response.pk: one.response for one in said[each.pk]}
        ordered = tuple(sorted(known.values(), key=lambda response: (response.said, response.public_id)))
        points = tuple(said[each.pk])
        before = tuple(response for response, _ in own if response.pk not in known)
        found[each.pk] = Answered(points, ordered, find_answer_status(points, ordered, before), before)
    return found


Known = defaultdict[Entry, list[tuple[Response, bool]]]
"""Responses to an entry, and whether a link says that they answer it."""


ASKED_OF = Coalesce("recommendation__market__merged_into", "recommendation__market")


def _read_links(markets: Collection[int]) -> tuple[defaultdict[int, list[Said]], Known]:
    """Return what answers the entries of these markets, and what was asked in them."""
    links = (
        Answer.objects.public()
        .annotate(of=CANONICAL, asked_of=ASKED_OF, asked_in=F("recommendation__edition"))
        .filter(Q(asked_of__in=markets) | Q(to=Answer.To.ENTRY, of__in=markets, edition__isnull=False))
        .prefetch_related(
            "point__response__party",
            "point__response__edition",
            Prefetch("point__claims", queryset=Claim.objects.public()),
        )
        .order_by("point__response__said_on", "point__response__public_id", "point__ordinal")
    )
    said: defaultdict[int, list[Said]] = defaultdict(list)
    about: Known = defaultdict(list)
    for link in links:
        if link.recommendation_id is not None:
            said[link.recommendation_id].append(Said(link.point, link.inferred))
            about[link.asked_in, link.asked_of].append((link.point.response, True))
        elif link.edition_id is not None:
            about[link.edition_id, link.of].append((link.point.response, True))
    return said, about


def _read_operator_responses(markets: Collection[int]) -> dict[Entry, list[tuple[Response, bool]]]:
    """Return what the own side of these markets said about an edition: of this market, or of none in particular."""
    operations = Operation.objects.public().annotate(of=CANONICAL).filter(of__in=markets)
    operated: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for party, market, start, end in operations.values_list("party", "of", "from_year", "to_year"):
        operated[party].append((market, start or 0, end or 9999))
    own = Q(role__in=OWN_ROLES, of__in=markets) | Q(market__isnull=True, party__in=operated)
    responses = Response.objects.public().annotate(of=CANONICAL).filter(own)
    found: defaultdict[Entry, list[tuple[Response, bool]]] = defaultdict(list)
    for response in responses.prefetch_related("party", "edition"):
        if response.of is not None:
            found[response.edition_id, response.of].append((response, False))
            continue
        for market, start, end in operated[response.party_id]:
            if start <= response.edition.year <= end:
                found[response.edition_id, market].append((response, False))
    return dict(found)
