"""What others said, as it is searched: responses, their points, and the parties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from markets.models.market import CANONICAL
from markets.models.standing import Standing
from markets.search.names import CLOSE, LONGEST, MISSPELT, SHORTEST, SHOWN, Named
from markets.search.places import markets_in
from markets.search.source import Hit, Match, Source
from markets.search.sql import closeness, headline, holds_key, like_key
from markets.search.words import Search
from responses.models import Operation, Party, Response, ResponsePoint

OF_POINT = Coalesce("response__market__merged_into", "response__market")


def public_parties() -> QuerySet[Party]:
    """Parties with a public response, or that a source says stand behind a market."""
    said = Response.objects.public().filter(party=OuterRef("pk"))
    return Party.objects.filter(Exists(said) | Exists(Operation.objects.filter(party=OuterRef("pk"))))


KEY = '"responses_party"."key"'


def _by_key(key: str) -> QuerySet[Any, Any]:
    return public_parties().annotate(close=closeness(KEY, key)).order_by("-close", "name")


_HELD = Standing(lambda key: _by_key(key).filter(holds_key(KEY, key))[:SHOWN])
_LIKE = Standing(lambda key: _by_key(key).filter(like_key(KEY, key), close__gte=CLOSE)[:SHOWN])


def parties_named(key: str, alike: bool = True) -> list[Named]:
    """The likest first; misspelt names only where none is spelt so, and only where they are asked for (`alike`)."""
    if not SHORTEST <= len(key) <= LONGEST:
        return []
    found = _HELD(key)
    if not found and alike and len(key) >= MISSPELT:
        found = _LIKE(key)
    return [Named(each.name, each.get_absolute_url(), each.get_kind_display(), each.close) for each in found]


def _responses(search: Search) -> QuerySet[Response]:
    rows = Response.objects.public().order_by()
    if search.year:
        rows = rows.filter(edition__year=int(search.year))
    if search.party:
        rows = rows.filter(party__slug=search.party)
    if search.country:
        rows = rows.annotate(of=CANONICAL).filter(of__in=markets_in(search.country))
    return rows


def _response(row: tuple[Any, ...]) -> Match:
    pk, year, market, party = row
    return Match("response", pk, year, market, party=party)


def _marked_responses(ids: list[int], q: str) -> QuerySet[Any, Any]:
    text = '"responses_response"."title" || E\'\\n\' || "responses_response"."excerpt"'
    rows = Response.objects.public().filter(pk__one_of=ids).select_related("edition", "party")
    return rows.annotate(marked=headline(text, q))


_MARKED_RESPONSES = Standing(_marked_responses)


def _show_responses(ids: Sequence[int], q: str) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            title=row.title,
            path=row.get_absolute_url(),
            anchor="",
            about=f"{row.party}, {row.get_kind_display()}, {row.said or 'date not known'}, to the {row.edition}",
            marked=row.marked,
            public_id=row.public_id,
        )
        for row in _MARKED_RESPONSES(list(ids), q)
    }


def _points(search: Search) -> QuerySet[ResponsePoint]:
    rows = ResponsePoint.objects.public().order_by()
    if search.year:
        rows = rows.filter(response__edition__year=int(search.year))
    if search.party:
        rows = rows.filter(response__party__slug=search.party)
    if search.country:
        rows = rows.annotate(of=OF_POINT).filter(of__in=markets_in(search.country))
    return rows


def _point(row: tuple[Any, ...]) -> Match:
    pk, year, market, party = row
    return Match("point", pk, year, market, party=party)


def _marked_points(ids: list[int], q: str) -> QuerySet[Any, Any]:
    text = '"responses_responsepoint"."summary" || E\'\\n\' || "responses_responsepoint"."quote"'
    rows = ResponsePoint.objects.public().filter(pk__one_of=ids)
    return rows.select_related("response__edition", "response__party").annotate(marked=headline(text, q))


_MARKED_POINTS = Standing(_marked_points)


def _show_points(ids: Sequence[int], q: str) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            title=f"Point {row.ordinal} of “{row.response.title}”",
            path=row.response.get_absolute_url(),
            anchor=f"P{row.ordinal}",
            about=f"{row.response.party}, {row.response.said or 'date not known'}, "
            f"to the {row.response.edition}; " + ("quoted" if row.quote else "our summary"),
            marked=row.marked,
            public_id=row.public_id,
            exact=True,
        )
        for row in _MARKED_POINTS(list(ids), q)
    }


def _parties(search: Search) -> QuerySet[Party]:
    rows = public_parties().order_by()
    if search.year or search.country:
        return rows.none()
    return rows.filter(slug=search.party) if search.party else rows


def _party(row: tuple[Any, ...]) -> Match:
    pk, year, party = row
    return Match("party", pk, year, party=party)


_MARKED_PARTIES = Standing(
    lambda ids, q: (
        public_parties().filter(pk__one_of=ids).annotate(marked=headline('"responses_party"."name"', q))
    )
)


def _show_parties(ids: Sequence[int], q: str) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            title=row.name,
            path=row.get_absolute_url(),
            anchor="",
            about=f"A party: {row.get_kind_display()}",
            marked=row.marked,
            public_id=row.slug,
        )
        for row in _MARKED_PARTIES(list(ids), q)
    }


RESPONSES = Source(
    kind="response",
    label="Responses",
    table="responses_response",
    edition="edition",
    columns=("pk", "edition__year", CANONICAL, "party__slug"),
    rows=_responses,
    match=_response,
    show=_show_responses,
)
POINTS = Source(
    kind="point",
    label="Points of responses",
    table="responses_responsepoint",
    edition="response__edition",
    columns=("pk", "response__edition__year", OF_POINT, "response__party__slug"),
    rows=_points,
    match=_point,
    show=_show_points,
)
PARTIES = Source(
    kind="party",
    label="Parties",
    table="responses_party",
    edition="",
    columns=("pk", Value(0), F("slug")),
    rows=_parties,
    match=_party,
    show=_show_parties,
)
