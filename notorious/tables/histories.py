"""Which models have corrections, and since when each row that others belong to is public."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast, Concat

from markets.consistent_read import end_of_past
from markets.models import (
    Absence,
    Citation,
    CountryStatus,
    Edition,
    HistoryStatement,
    Listing,
    Market,
    MarketAlias,
    MarketIdentifier,
    Recommendation,
    RecommendationLink,
    WatchListEdition,
    WatchListEntry,
)
from markets.models.alias import ALIAS_HISTORY, IDENTIFIER_HISTORY
from markets.models.citation import CITATION_HISTORY
from markets.models.edition import EDITION_HISTORY
from markets.models.history import PublicHistory
from markets.models.history_statement import STATEMENT_HISTORY
from markets.models.listing import ABSENCE_HISTORY, LISTING_HISTORY
from markets.models.market import MARKET_HISTORY
from markets.models.recommendation import LINK_HISTORY, RECOMMENDATION_HISTORY
from markets.sister_lists.models import (
    COUNTRY_STATUS_HISTORY,
    WATCH_LIST_EDITION_HISTORY,
    WATCH_LIST_ENTRY_HISTORY,
)
from notorious.reply.models import REPLY_HISTORY, Reply
from responses.models import (
    Answer,
    Claim,
    Filing,
    Nomination,
    Operation,
    Party,
    PartyIdentifier,
    Response,
    ResponsePoint,
)
from responses.models.party import OPERATION_HISTORY, PARTY_HISTORY
from responses.models.point import ANSWER_HISTORY, CLAIM_HISTORY, POINT_HISTORY
from responses.models.response import RESPONSE_HISTORY
from responses.nominations.models import FILING_HISTORY, NOMINATION_HISTORY, PARTY_IDENTIFIER_HISTORY

HISTORIES: dict[type[models.Model], PublicHistory] = {
    Edition: EDITION_HISTORY,
    Market: MARKET_HISTORY,
    Listing: LISTING_HISTORY,
    Absence: ABSENCE_HISTORY,
    Recommendation: RECOMMENDATION_HISTORY,
    RecommendationLink: LINK_HISTORY,
    Response: RESPONSE_HISTORY,
    ResponsePoint: POINT_HISTORY,
    Answer: ANSWER_HISTORY,
    Claim: CLAIM_HISTORY,
    Party: PARTY_HISTORY,
    Operation: OPERATION_HISTORY,
    MarketAlias: ALIAS_HISTORY,
    MarketIdentifier: IDENTIFIER_HISTORY,
    HistoryStatement: STATEMENT_HISTORY,
    WatchListEdition: WATCH_LIST_EDITION_HISTORY,
    WatchListEntry: WATCH_LIST_ENTRY_HISTORY,
    CountryStatus: COUNTRY_STATUS_HISTORY,
    Filing: FILING_HISTORY,
    Nomination: NOMINATION_HISTORY,
    PartyIdentifier: PARTY_IDENTIFIER_HISTORY,
    Citation: CITATION_HISTORY,
    Reply: REPLY_HISTORY,
}


@dataclass(frozen=True, slots=True)
class Parent:
    """What a row belongs to: its id, what it is about, and since when it is public."""

    row_id: str
    edition: int | None
    market: int | None
    since: datetime.datetime | None


ORPHAN = Parent("", None, None, None)
Parents = Mapping[type[models.Model], Mapping[int, Parent]]
Times = dict[int, datetime.datetime]

NONE = Value(None, output_field=models.IntegerField())
YEAR_TEXT = Cast("year", models.CharField())


def read_events(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the history of a model; of a day in the past, only what had happened by then."""
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")._default_manager.order_by()
    end = end_of_past()
    return events if end is None else events.filter(pgh_created_at__lt=end)


def find_parents() -> Parents:
    """{model: {key: the parent}}. What belongs to a draft is not corrected."""
    firsts = FirstTimes()
    responses = _parents(Response, "public_id", "edition", "market", firsts[Response])
    points = ResponsePoint.objects.order_by().values_list("pk", "response", "ordinal")
    filed_as = Concat(Cast("edition__year", models.CharField()), Value("-"), "filer", Value("-"), "role")
    return {
        Edition: _parents(Edition, YEAR_TEXT, "pk", NONE, firsts[Edition]),
        Market: _parents(
            Market,
            *("slug", NONE, "pk"),
            _first_of(
                (
                    *(Listing, Recommendation, Absence, HistoryStatement, MarketAlias, MarketIdentifier),
                    *(Nomination, WatchListEntry, Operation),
                ),
                "market",
            ),
        ),
        Recommendation: _parents(Recommendation, "public_id", "edition", "market", firsts[Recommendation]),
        Response: responses,
        ResponsePoint: {
            pk: replace(responses[response], row_id=f"{responses[response].row_id}-P{ordinal}")
            for pk, response, ordinal in points
        },
        Party: _parents(
            Party,
            *("slug", NONE, NONE),
            _first_of((Response, Operation, PartyIdentifier), "party"),
        ),
        WatchListEdition: _parents(
            WatchListEdition, Concat(Value("eu-"), YEAR_TEXT), NONE, NONE, firsts[WatchListEdition]
        ),
        Filing: _parents(Filing, filed_as, "edition", NONE, firsts[Filing]),
        Citation: _parents(Citation, Value(""), NONE, NONE, _earliest(_find_citing_rows(firsts))),
    }


def _parents(
    model: type[models.Model],
    row_id: Any,
    edition: Any,
    market: Any,
    since: Mapping[int, datetime.datetime],
) -> dict[int, Parent]:
    """Return the rows of a model as parents; `since`: when each became public."""
    rows = model._default_manager.order_by().values_list("pk", row_id, edition, market)
    return {pk: Parent(name or "", year, about, since.get(pk)) for pk, name, year, about in rows}


class FirstTimes(dict[type[models.Model], Times]):
    """{model: {key of a row: when it first was public}}: one query for each model that is asked for."""

    def __missing__(self, model: type[models.Model]) -> Times:
        self[model] = _first_of((model,), "id")
        return self[model]


def _first_of(of: Sequence[type[models.Model]], key: str) -> Times:
    """{key: when the first of its rows became public}, of several models: one query."""
    first, *others = (
        read_events(model)
        .filter(HISTORIES[model].public)
        .values_list(key)
        .annotate(models.Min("pgh_created_at"))
        for model in of
    )
    return _earliest({each: at} for each, at in (first.union(*others, all=True) if others else first))


def _find_citing_rows(firsts: FirstTimes) -> Iterator[Times]:
    """For each table that cites: {citation: since when one of its rows is public}."""
    for model in HISTORIES:
        fields = [each for each in model._meta.many_to_many if each.related_model is Citation]
        public = firsts[model] if fields else {}
        for field in fields:
            cited: Times = {}
            ties = field.remote_field.through._default_manager  # type: ignore[union-attr]
            for row, citation in ties.values_list(field.m2m_column_name(), "citation_id"):
                if row in public:
                    cited[citation] = min(public[row], cited.get(citation, public[row]))
            yield cited


def _earliest(times: Iterable[Times]) -> Times:
    """Return the earliest time of each key."""
    found: Times = {}
    for each in times:
        for key, at in each.items():
            found[key] = min(at, found.get(key, at))
    return found
