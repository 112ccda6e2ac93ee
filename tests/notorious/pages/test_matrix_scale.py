"""The matrix at three hundred markets, and with names that would be markup."""

import gzip
from html import escape

import pytest
from django.template.loader import render_to_string
from django.test import Client

from markets.cells import Cell, ListingHistory
from markets.grid import Coverage, Grid
from markets.models import Edition, Market
from markets.runs import Status
from markets.tables.entries import MarketEntry, by_kind
from markets.tables.filters import MarketFilter
from markets.views.matrix_table import format_matrix
from tests.notorious.pages.synthetic import HOSTILE, fill
from tests.queries import capture_queries

SHOWING_NAMES = (
    *(
        "/",
        "/markets/",
        "/markets/market-1/",
        "/editions/2010/",
        "/editions/2010/market-1/",
        "/countries/cn/",
    ),
    *("/compare/2010/2011/", "/charts/country/cn/", "/charts/country/cn.svg"),
)

pytestmark = pytest.mark.django_db


def whole_grid(markets: int, editions: int) -> Grid:
    """A grid that was never in a database: most cells listed, the rest of every kind."""
    years = tuple(range(2010, 2010 + editions))
    rows = []
    for number in range(markets):
        kind = ("online", "physical")[number % 3 == 0]
        market = Market(slug=f"market-of-some-city-{number}", name=f"Market {number} of Some City", kind=kind)
        cells = {}
        for at, year in enumerate(years):
            status = list(Status)[1 + number % 3] if (number * 7 + at * 3) % 5 == 0 else Status.LISTED
            asked = (number + at) % 4 == 0 and status is Status.LISTED
            cells[year] = Cell(
                year, status, listing_id=1, recommendations=int(asked), again=(number + at) % 6 == 0
            )
        rows.append(ListingHistory(market, years, cells))
    covers = {(year, kind): Coverage(30, 38) for year in years for kind in ("online", "physical")}
    return Grid(tuple(Edition(year=year, title=str(year)) for year in years), covers, tuple(rows))


def test_three_hundred_markets_by_sixteen_editions_fit_in_forty_kilobytes() -> None:
    grid = whole_grid(300, 16)
    entries = [MarketEntry(row, ()) for row in grid.rows]
    shown = {"filter": MarketFilter(), "facets": MarketFilter().facets(entries), "found": 300, "total": 300}
    page = render_to_string("markets/matrix.html", {**shown, "matrix": format_matrix(grid, by_kind(entries))})
    assert page.count("<th scope=row><a ") == 300
    assert page.count("<td class=") == 300 * (16 + 2)
    assert len(gzip.compress(page.encode(), 6)) <= 40_000


def test_its_queries_do_not_grow_with_the_markets(client: Client) -> None:
    fill(5, 3)
    with capture_queries() as few:
        client.get("/markets/")
    fill(40, 3, first=2020)
    with capture_queries() as many:
        client.get("/markets/")
    assert len(many) == len(few)


def test_names_from_a_report_cannot_become_markup(client: Client) -> None:
    fill(4, 2)
    for address in SHOWING_NAMES:
        content = client.get(address).content.decode()
        assert "<script>" not in content, address
        assert "alert('x')" not in content, address
    assert escape(HOSTILE) in client.get("/markets/").content.decode()
