"""All tables of both apps, in the order in which they are offered."""

from markets.tables.absences import ABSENCES
from markets.tables.changes import CHANGES
from markets.tables.columns import Table
from markets.tables.editions import EDITIONS
from markets.tables.listings import LISTINGS
from markets.tables.markets import MARKETS
from markets.tables.names import PRINTED_NAMES, REDIRECTS
from markets.tables.recommendations import RECOMMENDATION_LINKS
from markets.tables.sister_lists import ALIASES, HISTORY_STATEMENTS, SPECIAL_301, WATCH_LIST_EU
from markets.tables.timeline import define_timeline
from markets.tables.watch_list_editions import WATCH_LIST_EU_EDITIONS
from notorious.tables.corrections import CORRECTIONS
from notorious.tables.sources import SOURCES
from responses.nominations.outcome import read_nominators
from responses.operators import read_operators
from responses.tables import (
    ANSWERS,
    CLAIMS,
    FILINGS,
    IDENTIFIERS,
    NOMINATIONS,
    OPERATIONS,
    PARTIES,
    RECOMMENDATIONS,
    RECOMMENDATIONS_AND_RESPONSES,
    RESPONSE_POINTS,
    RESPONSES,
    response_counts,
)

TIMELINE = define_timeline(response_counts, lambda: read_operators().find, read_nominators)
ALL = (
    TIMELINE,
    RECOMMENDATIONS_AND_RESPONSES,
    EDITIONS,
    MARKETS,
    PRINTED_NAMES,
    REDIRECTS,
    LISTINGS,
    ABSENCES,
    CHANGES,
    RECOMMENDATIONS,
    RECOMMENDATION_LINKS,
    RESPONSES,
    RESPONSE_POINTS,
    ANSWERS,
    CLAIMS,
    PARTIES,
    OPERATIONS,
    ALIASES,
    IDENTIFIERS,
    HISTORY_STATEMENTS,
    WATCH_LIST_EU,
    WATCH_LIST_EU_EDITIONS,
    SPECIAL_301,
    FILINGS,
    NOMINATIONS,
    SOURCES,
    CORRECTIONS,
)
TABLES: dict[str, Table] = {table.name: table for table in ALL}
