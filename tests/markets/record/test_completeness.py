"""What follows from statements of completeness and of history, and what closed markets read."""

from collections import Counter

import pytest
from django.test import Client

from markets.changes import Change
from markets.grid import Grid, build_grid
from markets.models import Market
from markets.runs import Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_record")]


@pytest.fixture
def grid() -> Grid:
    return build_grid()


def status(grid: Grid, slug: str, year: int) -> Status:
    return grid.by_market[Market.objects.get(slug=slug).pk].cell(year).status


def test_equal_counts_alone_make_no_list_complete(grid: Grid) -> None:
    cover = grid.coverage[2017, "online"]
    assert (cover.identified, cover.stated, cover.complete) == (25, 25, False)


def test_more_entries_than_stated_are_shown_as_they_are(grid: Grid) -> None:
    expected = {(2013, "physical"): (21, 16), (2015, "physical"): (18, 17), (2016, "online"): (22, 21)}
    assert {key: (grid.coverage[key].identified, grid.coverage[key].stated) for key in expected} == expected


def test_an_entry_that_is_counted_as_two_counts_as_two(grid: Grid) -> None:
    cover = grid.coverage[2019, "online"]
    assert (cover.identified, cover.stated, cover.complete) == (38, 38, True)


def test_cells_of_the_matrix(grid: Grid) -> None:
    found = Counter(cell.status for row in grid.rows for cell in row.cells.values())
    assert found[Status.LISTED] == 613
    assert found[Status.NOT_LISTED] > 500
    assert found.total() == 16 * len(grid.rows)


def test_first_listed_makes_earlier_editions_not_listed(grid: Grid) -> None:
    row = grid.by_market[Market.objects.get(slug="aliexpress").pk]
    assert {row.cell(year).status for year in range(2010, 2021)} == {Status.NOT_LISTED}
    assert row.change(2021) is Change.FIRST_LISTED
    assert status(grid, "wawa-mania", 2012) is Status.NOT_LISTED


def test_new_makes_the_previous_edition_not_listed(grid: Grid) -> None:
    assert status(grid, "megacloud", 2024) is Status.NOT_LISTED
    assert status(grid, "megacloud", 2023) is Status.UNKNOWN


def test_cells_after_the_end_of_a_market_read_closed(grid: Grid) -> None:
    row = grid.by_market[Market.objects.get(slug="torrentz").pk]
    assert row.cell(2016).words == "not listed, closed"
    assert row.cell(2018).words == "unknown, closed"
    assert "closed" not in row.cell(2015).words


@pytest.mark.parametrize(("slug", "year"), [("megaupload", 2012), ("fmovies", 2024), ("nsw2u", 2025)])
def test_a_market_that_a_source_reports_shut_reads_closed(grid: Grid, slug: str, year: int) -> None:
    row = grid.by_market[Market.objects.get(slug=slug).pk]
    assert row.cell(year).words == "not listed, closed"
    assert all("closed" in row.cell(each).words for each in row.years if each >= year)


def test_pages_say_closed_beside_the_status(grid: Grid, client: Client) -> None:
    history = client.get("/markets/megaupload/").content.decode()
    assert history.count("not listed, closed") > 1
    for year, closed in ((2012, True), (2018, True), (2011, False)):
        page = client.get(f"/editions/{year}/megaupload/").content.decode()
        assert ("<dt>Closed</dt>" in page) == closed, year
