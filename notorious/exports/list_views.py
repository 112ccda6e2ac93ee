"""Files of lists that are no table of their own: what the page shows, in its order, as CSV and JSON."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from markets.listing_values import ROLLUPS, find_value
from markets.tables.columns import Row, Table
from markets.tables.editions import EDITIONS
from markets.tables.filtering import BadFilter, refuse_unknown
from markets.tables.scope import Scope
from notorious.exports.options import EXPORT_PARAMETERS
from notorious.exports.views import Rows, export_table, refused
from notorious.pages.countries import count_rollup
from notorious.tables import TABLES
from notorious.tables.corrections import CORRECTIONS
from notorious.tables.hits import HITS, find_hits, read_search
from notorious.tables.selection import rows_with_ids, select_rows
from notorious.tables.tallies import TALLIES, tally_lines
from responses.parties import group_parties
from responses.tables import PARTIES


@refused
def search_file(request: HttpRequest, extension: str) -> HttpResponse:
    """`/search.csv?q=takedown`: all hits of the search that its page shows twenty of."""
    asked = read_search(request.GET, EXPORT_PARAMETERS)
    if not asked.q:
        raise BadFilter("Say with ?q= what to look for.")
    return export_table(request, HITS, lambda scope: find_hits(asked, scope), extension)


@refused
def parties_file(request: HttpRequest, extension: str) -> HttpResponse:
    """`/parties.csv`: by kind, then by name."""

    def rows(scope: Scope) -> Iterable[Row]:
        slugs = [party.slug for found in group_parties().values() for party in found]
        return rows_with_ids(PARTIES, PARTIES.rows(scope), slugs)

    return _all_of(request, PARTIES, rows, extension, "parties")


@refused
def editions_file(request: HttpRequest, extension: str) -> HttpResponse:
    """`/issue-focus.csv`: the editions with their topics, the latest first."""
    return _all_of(request, EDITIONS, _backwards(EDITIONS), extension, "issue-focus")


@refused
def corrections_file(request: HttpRequest, extension: str) -> HttpResponse:
    """`/corrections.csv`: the latest first."""
    return _all_of(request, CORRECTIONS, _backwards(CORRECTIONS), extension, "corrections")


@refused
def rollup_file(request: HttpRequest, rollup: str, extension: str) -> HttpResponse:
    """`/countries.csv`, `/categories.csv`, `/harms.csv`: every value with its counts."""
    table, found = TALLIES[rollup], ROLLUPS[rollup]
    return _all_of(
        request, table, lambda scope: tally_lines(table, *count_rollup(found), scope), extension, rollup
    )


@refused
def value_file(request: HttpRequest, rollup: str, slug: str, extension: str) -> HttpResponse:
    """`/countries/cn.csv`: its markets, which are those of `/markets.csv?country=CN`."""
    refuse_unknown(request.GET, EXPORT_PARAMETERS)
    found, query = ROLLUPS[rollup], QueryDict(mutable=True)
    query[found.name] = find_value(found, slug)
    if not query[found.name]:
        raise Http404(f"No listing in this record has the {found.word} “{slug}”.")
    table = TABLES["markets"]
    chosen = select_rows(table, query, as_page=True)
    return export_table(request, table, chosen, extension, f"markets-{slug}")


def _backwards(table: Table) -> Rows:
    return lambda scope: table.rows(scope)[::-1]


def _all_of(request: HttpRequest, table: Table, rows: Rows, extension: str, name: str) -> HttpResponse:
    """Return a page without a filter."""
    refuse_unknown(request.GET, EXPORT_PARAMETERS)
    return export_table(request, table, rows, extension, name)
