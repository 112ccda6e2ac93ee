"""What a search finds, as a table: every hit of it, in the order of its pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from markets.countries import get_all_countries, read_country_code
from markets.search.engine import find_all
from markets.search.source import Hit
from markets.search.sources import LISTING_SOURCE, RECOMMENDATION_SOURCE
from markets.search.sql import search_transaction
from markets.search.words import Search, normalize_query
from markets.tables import shared
from markets.tables.columns import EXCERPTS, Column, Row, Table, Type
from markets.tables.filtering import FilterField, FilterForm, Query
from markets.tables.known import known_years
from markets.tables.scope import Scope, TableRecord
from responses.filters import known_parties
from responses.search import PARTY_SOURCE, POINT_SOURCE, RESPONSE_SOURCE

SEARCH_SOURCES = (LISTING_SOURCE, RECOMMENDATION_SOURCE, RESPONSE_SOURCE, POINT_SOURCE, PARTY_SOURCE)
HIT_KINDS = {source.kind: source.label for source in SEARCH_SOURCES}

HITS = Table(
    name="search",
    title="What a search finds",
    about="One row per passage that has the words, in the order of the page.",
    columns=(
        Column(
            "id",
            Type.ID,
            "The id of what the passage is in, as in the tables.",
            "2017-taobao",
            lambda record: record.hit.public_id,
        ),
        Column(
            "kind",
            Type.WORD,
            "What it is in.",
            "listing",
            words=tuple((kind, label.lower()) for kind, label in HIT_KINDS.items()),
        ),
        Column(
            "title",
            Type.TEXT,
            "What that is called.",
            "Taobao in the 2017 edition",
            lambda record: record.hit.title,
        ),
        Column(
            "location",
            Type.TEXT,
            "Whose words these are, and where they are.",
            "USTR, 2017 edition, p. 17",
            lambda record: record.hit.about,
        ),
        Column(
            "snippet",
            Type.TEXT,
            "The passage, without marks; two are separated by “ … ”.",
            "counterfeit goods … were taken down",
            lambda record: record.hit.text,
            empty="only names have the words",
        ),
        Column(
            "printed",
            Type.TEXT,
            "Name, city and domains as printed.",
            "Taobao · taobao[.]com",
            lambda record: record.hit.printed,
            empty="it is no listing",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("kind", "id"),
    records=lambda scope: (),
    license=EXCERPTS,
)


class SearchFilter(FilterForm):
    """What a search may be narrowed by: one value each."""

    kind = FilterField("Kind", known=HIT_KINDS, single=True)
    year = FilterField("Edition", known=known_years, single=True)
    country = FilterField("Country", known=get_all_countries, single=True, transform=read_country_code)
    party = FilterField("Party", known=known_parties, single=True)


def read_search(query: Query, beside: Iterable[str] = ()) -> Search:
    """Return the search that an address states; `beside` are its other parameters. Raises BadFilter."""
    conditions = SearchFilter.from_query(query, ["q", *beside]).chosen
    return Search(
        normalize_query(query.get("q", "")), **{name: value for name, (value,) in conditions.items()}
    )


@dataclass(eq=False)
class HitRecord(TableRecord):
    """A hit of a search, and what kind of thing it is in."""

    kind: str
    hit: Hit

    @property
    def path(self) -> str:
        return self.hit.address


def find_hits(search: Search, scope: Scope) -> list[Row]:
    """Return the rows of a search. Raises OperationalError where a query takes more than three seconds."""
    with search_transaction():
        return HITS.rows_of(HitRecord(scope, kind, hit) for kind, hit in find_all(SEARCH_SOURCES, search))
