"""What a search finds, as a table: every hit of it, in the order of its pages."""

from __future__ import annotations

from collections.abc import Iterator

from markets.search.engine import find_all
from markets.search.sources import LISTING_SOURCE, RECOMMENDATION_SOURCE
from markets.search.sql import search_transaction
from markets.search.words import Search
from markets.tables import shared
from markets.tables.columns import EXCERPTS, Column, Row, Table, Type
from markets.tables.scope import Scope, permalink
from responses.search import PARTY_SOURCE, POINT_SOURCE, RESPONSE_SOURCE

SOURCES = (LISTING_SOURCE, RECOMMENDATION_SOURCE, RESPONSE_SOURCE, POINT_SOURCE, PARTY_SOURCE)
KINDS = {source.kind: source.label for source in SOURCES}

HITS = Table(
    name="search",
    title="What a search finds",
    about="One row per passage that has the words, in the order of the page.",
    columns=(
        Column("id", Type.ID, "The id of what the passage stands in, as in the tables.", "2017-taobao"),
        Column(
            "kind",
            Type.WORD,
            "What it stands in.",
            "listing",
            words=tuple((kind, label.lower()) for kind, label in KINDS.items()),
        ),
        Column("title", Type.TEXT, "What that is called.", "Taobao in the 2017 edition"),
        Column(
            "location", Type.TEXT, "Whose words these are, and where they stand.", "USTR, 2017 edition, p. 17"
        ),
        Column(
            "snippet",
            Type.TEXT,
            "The passage, without marks; “ … ” parts two.",
            "counterfeit goods … were taken down",
            empty="the words stand in names alone",
        ),
        Column(
            "printed",
            Type.TEXT,
            "Name, city and domains as printed.",
            "Taobao · taobao[.]com",
            empty="it is no listing",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("kind", "id"),
    rows=lambda scope: iter(()),
    license=EXCERPTS,
)


def hits(search: Search, scope: Scope) -> Iterator[Row]:
    """The rows of a search, some at a time. Raises OperationalError where a query takes more than three seconds."""
    with search_transaction():
        for kind, hit in find_all(SOURCES, search):
            address = permalink(hit.address)
            yield (hit.public_id, kind, hit.title, hit.about, hit.text, hit.printed, address, scope.version)
