"""What the lists of responses and of company figures can be filtered by."""

from markets.consistent_read import once_per_revision
from markets.models import Market
from markets.tables.filtering import FilterField, FilterForm
from markets.tables.filters import MarketFilter
from markets.tables.known import known_markets, known_years, read_merged_ids
from markets.tables.stated_values import Query
from responses.metrics import METRIC_KEYS, get_metric_key, get_metric_title
from responses.models import Claim, Party, Response
from responses.models.response import NOTHING_SAID
from responses.operators import read_operators

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


HELD_WORDS = {
    Response.Held.WHOLE: "full text",
    Response.Held.PART: "excerpt or press report only",
    Response.Held.NONE: "text not available",
}
"""How much of a response's text we have."""


@once_per_revision
def known_parties() -> dict[str, str]:
    """{id: name} of all parties."""
    return dict(Party.objects.order_by("slug").values_list("slug", "name"))


@once_per_revision
def known_languages() -> list[str]:
    """Return the languages of public responses."""
    spoken = Response.objects.public().statements().exclude(language="").order_by("language")
    return list(spoken.values_list("language", flat=True).distinct())


@once_per_revision
def known_metrics() -> dict[str, str]:
    """{key: title} of the metrics of public claims."""
    metrics = Claim.objects.public().order_by("metric").values_list("metric", flat=True).distinct()
    return {get_metric_key(metric): get_metric_title(metric) for metric in metrics}


def name_market(market: Market | None) -> dict[str, str]:
    """{id: name} of a market, or of what it was merged into."""
    return {each.slug: each.name for each in [market and market.canonical] if each}


def _edition(response: Response) -> dict[str, str]:
    return {str(response.edition.year): str(response.edition)}


class OperatedMarketFilter(MarketFilter):
    """The filter of `/markets/`: also by who operates a market, in any year."""

    party = FilterField("Operator", known=known_parties)

    def __init__(self, data: Query | None = None) -> None:
        super().__init__(data)
        operators = read_operators()
        self.filters["party"].values = lambda entry: operators.find(entry.market.slug)


class ResponseFilter(FilterForm):
    """The filter of `/responses/`."""

    party = FilterField("Party", lambda row: {row.party.slug: row.party.name}, known_parties)
    market = FilterField(
        "Market", lambda row: name_market(row.market), known_markets, renamed=read_merged_ids
    )
    year = FilterField("Edition", _edition, known_years, numeric=True)
    kind = FilterField("Kind", lambda row: {row.kind: row.get_kind_display()}, dict(Response.Kind.choices))
    role = FilterField("Role", lambda row: {row.role: row.get_role_display()}, dict(Response.Role.choices))
    language = FilterField(
        "Language",
        lambda row: {code: LANGUAGES.get(code, code) for code in [row.language] if code},
        known_languages,
    )
    held = FilterField(
        "Text we have",
        lambda row: {} if row.kind in NOTHING_SAID else {row.held: HELD_WORDS[Response.Held(row.held)]},
        dict(Response.Held.choices),
    )

    def rows(self) -> list[Response]:
        """Return the public responses that pass, the latest first."""
        return self.apply(Response.objects.public().select_related("party", "edition", "market__merged_into"))


class ClaimFilter(FilterForm):
    """The filter of `/claims/`."""

    metric = FilterField(
        "Metric",
        lambda claim: {get_metric_key(claim.metric): get_metric_title(claim.metric)},
        known_metrics,
        renamed=lambda: METRIC_KEYS,
    )
    party = FilterField(
        "Who said it",
        lambda claim: {claim.point.response.party.slug: claim.point.response.party.name},
        known_parties,
    )
    market = FilterField(
        "Market",
        lambda claim: name_market(claim.point.response.market),
        known_markets,
        renamed=read_merged_ids,
    )
    year = FilterField("Edition", lambda claim: _edition(claim.point.response), known_years, numeric=True)

    def rows(self) -> list[Claim]:
        """Return the public claims that pass."""
        related = ("party", "edition", "market__merged_into")
        return self.apply(
            Claim.objects.public().select_related(*(f"point__response__{name}" for name in related))
        )
