"""What the list of responses can be filtered by."""

from __future__ import annotations

from typing import ClassVar

from responses.filters import Facet, Filter
from responses.models import Response

LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "hi": "Hindi",
    "id": "Indonesian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}


def _get_markets(response: Response) -> dict[str, str]:
    market = response.market
    if market is None:
        return {}
    found = {market.slug: market.name}
    return (
        found if market.merged_into is None else {**found, market.merged_into.slug: market.merged_into.name}
    )


class ResponseFilter(Filter[Response]):
    """The filter of `/responses/`."""

    FACETS: ClassVar[tuple[Facet[Response], ...]] = (
        Facet("party", "Party", lambda response: {response.party.slug: response.party.name}),
        Facet("market", "Market", _get_markets),
        Facet(
            "year",
            "Edition",
            lambda response: {str(response.edition.year): str(response.edition)},
            numeric=True,
        ),
        Facet(
            "kind",
            "Kind",
            lambda response: {response.kind: response.get_kind_display()},
            allowed=tuple(Response.Kind.values),
        ),
        Facet(
            "role",
            "Role",
            lambda response: {response.role: response.get_role_display()},
            allowed=tuple(Response.Role.values),
        ),
        Facet(
            "language",
            "Language",
            lambda response: {response.language: LANGUAGES.get(response.language, response.language)},
        ),
        Facet(
            "held",
            "Text held",
            lambda response: {response.held: response.get_held_display()},
            allowed=tuple(Response.Held.values),
        ),
    )

    def rows(self) -> list[Response]:
        """The public responses that fit, the latest first."""
        return self.apply(Response.objects.public().select_related("party", "edition", "market__merged_into"))
