"""What others said, as it is searched: responses, their points, and the parties."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat

from markets.models.market import CANONICAL
from markets.search.names import (
    CLOSE,
    LONGEST_NAME,
    NAMES_SHOWN,
    SHORTEST_MISSPELT,
    SHORTEST_NAME,
    NameMatch,
)
from markets.search.source import Hit, Match, SearchSource
from markets.search.sql import filter_by_name, make_headline
from responses.models import Response, ResponsePoint
from responses.parties import public_parties
from responses.titles import write_full_title

OF_POINT = Coalesce("response__market__merged_into", "response__market")


PARTY_NAMES = '"responses_party"."key"'


def find_parties_by_name(key: str, misspelt: bool = True) -> list[NameMatch]:
    """The closest first: those that hold the letters; if there is none and `misspelt`, those that are like them."""
    if not SHORTEST_NAME <= len(key) <= LONGEST_NAME:
        return []
    found = list(_order_by_closeness(key, misspelt=False))
    if not found and misspelt and len(key) >= SHORTEST_MISSPELT:
        found = list(_order_by_closeness(key, misspelt=True).filter(close__gte=CLOSE))
    return [
        NameMatch(each.name, each.get_absolute_url(), each.get_kind_display(), each.close)
        for each in found[:NAMES_SHOWN]
    ]


def _order_by_closeness(key: str, misspelt: bool) -> QuerySet[Any, Any]:
    return filter_by_name(public_parties(), PARTY_NAMES, key, misspelt).order_by("-close", "name")


def _show_responses(keys: Sequence[int], q: str) -> dict[int, Hit]:
    rows = Response.objects.public().filter(pk__in=keys)
    rows = rows.select_related("edition", "party", "market__merged_into")
    text = Concat("title", Value("\n"), "excerpt", output_field=TextField())
    return {
        row.pk: Hit(
            title=write_full_title(row),
            path=row.get_absolute_url(),
            anchor="",
            about=f"{row.get_kind_display().capitalize()}, {row.said_in_words}, to the {row.edition}",
            marked=row.marked,
            public_id=row.public_id,
        )
        for row in rows.annotate(marked=make_headline(text, q))
    }


def _show_points(keys: Sequence[int], q: str) -> dict[int, Hit]:
    rows = ResponsePoint.objects.public().filter(pk__in=keys)
    rows = rows.select_related("response__edition", "response__party", "response__market__merged_into")
    text = Concat("summary", Value("\n"), "quote", output_field=TextField())
    return {
        row.pk: Hit(
            title=f"{write_full_title(row.response)}, point {row.ordinal}",
            path=row.response.get_absolute_url(),
            anchor=f"P{row.ordinal}",
            about=f"{row.response.party}, {row.response.said_in_words}, "
            f"to the {row.response.edition}; " + ("quoted" if row.quote else "our summary"),
            marked=row.marked,
            public_id=row.public_id,
            exact=True,
        )
        for row in rows.annotate(marked=make_headline(text, q))
    }


def _match_party(pk: int, year: int, party: str) -> Match:
    return Match("party", pk, year, party=party)


def _show_parties(keys: Sequence[int], q: str) -> dict[int, Hit]:
    rows = public_parties().filter(pk__in=keys)
    return {
        row.pk: Hit(
            title=row.name,
            path=row.get_absolute_url(),
            anchor="",
            about=f"A party: {row.get_kind_display()}",
            marked=row.marked,
            public_id=row.slug,
        )
        for row in rows.annotate(marked=make_headline(F("name"), q))
    }


RESPONSE_SOURCE = SearchSource(
    kind="response",
    label="Responses",
    table="responses_response",
    columns=("pk", "edition__year", CANONICAL, "party__slug"),
    rows=lambda: Response.objects.public(),
    match=partial(Match, "response"),
    show=_show_responses,
)
POINT_SOURCE = SearchSource(
    kind="point",
    label="Points of responses",
    table="responses_responsepoint",
    columns=("pk", "response__edition__year", OF_POINT, "response__party__slug"),
    rows=lambda: ResponsePoint.objects.public(),
    match=partial(Match, "point"),
    show=_show_points,
)
PARTY_SOURCE = SearchSource(
    kind="party",
    label="Parties",
    table="responses_party",
    columns=("pk", Value(0), F("slug")),
    rows=public_parties,
    match=_match_party,
    show=_show_parties,
)
