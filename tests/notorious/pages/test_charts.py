"""Charts say no more than is established, in shapes that need no colour, with the table behind them."""

import io
import re
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from PIL import Image

from markets.grid import build_grid
from markets.listing_values import ROLLUPS, read_listing_values
from markets.models import Edition
from notorious.pages.charts.counted import chart_listings, chart_runs, chart_value, count_value_sets
from notorious.pages.charts.every import make_chart
from notorious.pages.charts.focus import chart_issue_focus
from notorious.pages.charts.narrow import NARROW_WIDTH, lay_out_narrow
from notorious.pages.charts.png import draw_png
from notorious.pages.charts.scene import WIDTH, ChartText, Fill, Rectangle, Segment, lay_out_chart
from notorious.pages.charts.svg import draw_svg
from notorious.pages.charts.world_map import (
    draw_country_map,
    get_drawn_codes,
    list_mappable_lists,
    read_world,
)
from tests.html import get_csv, get_page
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]
SVG = "{http://www.w3.org/2000/svg}"

WIDEST_STEP = 80
"""Units of a map that is 760 wide: longer than any straight border."""


def test_a_partial_count_is_never_drawn_as_a_total() -> None:
    whole = build_grid()
    chart = chart_listings(whole)
    for kind, panel in zip(("online", "physical"), chart.panels, strict=True):
        for bar in panel.bars:
            cover = whole.coverage[int(bar.label), kind]
            assert bar.value == cover.identified
            assert bar.established == cover.complete
            assert bar.figure.endswith("+") != cover.complete
    solid = [
        shape for shape in lay_out_chart(chart) if isinstance(shape, Rectangle) and shape.fill is Fill.SOLID
    ]
    assert len(solid) == 5 + 1, "physical in 2010, online from 2019 to 2022, and the key"


def test_a_country_is_a_lower_bound_wherever_the_country_of_a_listing_is_not_known() -> None:
    rollup = ROLLUPS["countries"]
    chart = chart_value(build_grid(), rollup, "CN", count_value_sets(rollup, read_listing_values()))
    assert not any(bar.established for bar in chart.panels[0].bars)


def test_a_category_is_complete_where_its_kind_is() -> None:
    rollup = ROLLUPS["categories"]
    chart = chart_value(build_grid(), rollup, "BitTorrent", count_value_sets(rollup, read_listing_values()))
    assert [bar.label for bar in chart.panels[0].bars if bar.established] == ["2019", "2020", "2021", "2022"]


def test_how_long_listings_last_counts_every_run_once() -> None:
    whole = build_grid()
    chart = chart_runs(build_grid().rows)
    assert sum(bar.value for panel in chart.panels for bar in panel.bars) == sum(
        len(row.runs) for row in whole.rows
    )
    ended = sum(run.since_known and run.ended for row in whole.rows for run in row.runs)
    assert sum(bar.value for panel in chart.panels for bar in panel.bars if bar.established) == ended
    assert all(bar.label.endswith("+") for panel in chart.panels for bar in panel.bars if not bar.established)


def test_an_issue_focus_is_with_the_listings_of_its_edition_and_says_where_its_wording_was_not_seen() -> None:
    whole = build_grid()
    chart = chart_issue_focus(whole.editions, whole.coverage)
    for kind, panel in zip(("online", "physical"), chart.panels, strict=True):
        assert [bar.label[:4] for bar in panel.bars] == [str(year) for year in range(2014, 2026)]
        for bar in panel.bars:
            cover = whole.coverage[int(bar.label[:4]), kind]
            assert (bar.value, bar.whole, bar.established) == (cover.identified, cover.stated, cover.complete)
    unseen = {bar.label[:4] for bar in chart.panels[0].bars if bar.label.endswith("(exact title not seen)")}
    assert unseen == {"2014", "2022", "2024", "2025"}
    assert "Unknown for 2010, 2011, 2012, 2013." in chart.description


@pytest.mark.parametrize("basis", ["unconfirmed", "recalled", ""])
def test_an_issue_focus_that_is_not_public_is_in_no_chart_and_on_no_page(read: Read, basis: str) -> None:
    Edition.objects.filter(year=2016).update(issue_focus_basis=basis)
    assert "Stream Ripping" not in said(read("/issue-focus/").main)
    assert "Stream Ripping" not in said(read("/charts/issue-focus/").main)


def test_a_long_label_is_cut_in_the_drawing_and_whole_in_the_table(read: Read) -> None:
    page = read("/charts/issue-focus/")
    drawn = [said(text) for text in page.select("svg text")]
    assert any(text.startswith("2020: e-Commerce") and text.endswith("…") for text in drawn)
    assert any("into the United States" in said(row.th) for row in page.select("tbody tr"))


@pytest.mark.parametrize(
    "slug",
    ["listings", "runs", "issue-focus", "country/cn", "category/e-commerce", "harm/copyright_piracy"],
)
def test_a_chart_is_a_page_with_its_table_an_svg_a_png_and_a_csv(
    client: Client, read: Read, slug: str
) -> None:
    page = read(f"/charts/{slug}/")
    tables = page.select("main table:has(th.n)")
    drawing = ET.fromstring(client.get(f"/charts/{slug}.svg").content)
    assert drawing.get("role") == "img"
    assert drawing.find(f"{SVG}title") is not None and drawing.find(f"{SVG}desc") is not None
    named = str(drawing.get("aria-labelledby")).split()
    assert named == [drawing.find(f"{SVG}title").get("id"), drawing.find(f"{SVG}desc").get("id")]  # type: ignore[union-attr]
    image = Image.open(io.BytesIO(client.get(f"/charts/{slug}.png").content))
    assert image.size[0] == 2 * WIDTH
    rows = get_csv(client, f"/charts/{slug}.csv")
    cells = [said(row.th) for table in tables for row in table.select("tbody tr")]
    assert cells == [row["label"] for row in rows]
    figures = [said(row.td).rstrip("+") for table in tables for row in table.select("tbody tr")]
    assert figures == [row["value"] for row in rows]


def test_a_chart_that_would_show_coverage_as_a_trend_is_a_sentence(client: Client) -> None:
    grid, listings = build_grid(), read_listing_values()
    countries, categories = ROLLUPS["countries"], ROLLUPS["categories"]
    china = chart_value(grid, countries, "CN", count_value_sets(countries, listings))
    torrents = chart_value(grid, categories, "BitTorrent", count_value_sets(categories, listings))
    assert torrents.is_readable and not china.is_readable
    assert not [shape for shape in lay_out_chart(china) if isinstance(shape, Rectangle)]
    page = get_page(client, "/charts/country/cn/")
    assert "complete for 0 of 16 editions" in said(page.figure)
    assert len(page.select("main tbody tr")) == 16


@pytest.mark.parametrize("slug", ["listings", "runs", "issue-focus"])
def test_the_drawing_for_a_phone_is_legible_and_is_not_cut(slug: str) -> None:
    chart = make_chart(slug)
    assert chart
    shapes, height = lay_out_narrow(chart)
    for shape in shapes:
        if isinstance(shape, ChartText):
            assert shape.size >= 12
            assert shape.x + len(shape.text) * shape.size * 0.6 < NARROW_WIDTH + 12, shape.text
        elif isinstance(shape, Rectangle):
            assert 0 <= shape.x <= shape.x + shape.width <= NARROW_WIDTH and shape.y + shape.height < height


def test_the_names_behind_the_lengths_are_given(read: Read) -> None:
    named = {str(link["href"]) for link in read("/charts/runs/").select("table:first-of-type td a")}
    assert named >= {row.market.get_absolute_url() for row in build_grid().rows if row.longest}


def test_the_map_shows_only_a_complete_list_and_every_country_of_it(read: Read) -> None:
    grid = build_grid()
    lists = list_mappable_lists(grid)
    assert next(iter(lists)) == "2022-online", "the latest comes first, and is shown unless asked otherwise"
    assert said(read("/countries/").select_one(".map p")).startswith("Online markets on the 2022 List")
    assert all(grid.coverage[key].complete for key in lists.values())
    links = [str(link["href"]) for link in read("/countries/").select(".map nav a")]
    assert links == [f"?map={name}#map" for name in lists] and len(links) > 3
    for name, (year, kind) in lists.items():
        page, drawn = read(f"/countries/?map={name}"), draw_country_map(year, kind)
        shown = {str(link["href"]).split("/")[2].upper() for link in page.select(".map svg a")}
        assert shown == drawn.counts.keys() and not drawn.off_map
        assert said(page.select_one(".map p")).startswith(f"{kind.capitalize()} markets on the {year} List")
    assert {"SG", "HK", "SC", "CN"} <= get_drawn_codes()


def test_no_country_of_the_map_is_torn_by_its_edge() -> None:
    """A border that runs across the map joins what lies on its two sides."""
    torn = []
    for outline in re.findall(r"M([^MZ]+)Z", read_world()):
        across = [float(point.split()[0]) for point in outline.split("L")]
        steps = [abs(x - before) for x, before in zip(across, [across[-1], *across], strict=False)]
        if max(steps) > WIDEST_STEP:
            torn.append(outline)
    assert not torn


def test_a_map_of_an_incomplete_list_is_refused(client: Client) -> None:
    answer = client.get("/countries/?map=2025-online")
    assert answer.status_code == 400
    assert "2022-online" in answer.content.decode()


@pytest.mark.parametrize("slug", ["listings", "runs", "country/cn", "issue-focus"])
def test_each_column_of_a_chart_says_its_value_without_a_mouse(read: Read, slug: str) -> None:
    page = read(f"/charts/{slug}/")
    drawing = page.select_one("svg")
    rows = page.select("main .two tbody tr")
    panels = drawing.select(".points") if drawing else []
    upright = slug in {"listings", "runs"}
    assert [len(panel.select(".point")) for panel in panels] == (
        [len(table.select("tbody tr")) for table in page.select("main .two table")] if upright else []
    )
    for panel in panels:
        assert [point["tabindex"] for point in panel.select(".point")][:2] == ["0", "-1"]
    if slug == "listings":
        labels = [str(point["aria-label"]) for point in page.select(".point")]
        assert "2021: 42 identified, 42 stated by USTR" in labels and len(labels) == len(rows)


def test_a_page_that_can_be_embedded_says_how(client: Client) -> None:
    for path in (
        "/charts/listings/",
        "/charts/country/cn/",
        "/markets/taobao/",
        "/markets/",
        "/markets/?kind=online",
        "/recommendations/",
        "/recommendations/?market=taobao",
    ):
        link = get_page(client, path).select_one('link[type="application/json+oembed"]')
        assert link
        answer = client.get(str(link["href"])).json()
        assert answer["type"] == "rich" and answer["version"] == "1.0"
        assert ("Taobao" in answer["title"]) == ("taobao" in path)
        source = BeautifulSoup(answer["html"], "html.parser").iframe["src"]
        page = client.get(str(source).removeprefix(settings.SITE_URL))
        assert page.status_code == 200 and "frame-ancestors *" in page["Content-Security-Policy"]
        assert "CC BY 4.0" in page.content.decode()
    assert client.get(f"/oembed?url={settings.SITE_URL}/charts/listings/&maxwidth=400").json()["width"] == 400
    for address, status in (
        ("https://example.org/charts/listings/", 404),
        (f"{settings.SITE_URL}/about/", 404),
    ):
        assert client.get("/oembed", {"url": address}).status_code == status
    assert client.get("/oembed", {"url": settings.SITE_URL, "format": "xml"}).status_code == 501


def test_the_recommendations_of_a_market_can_be_embedded(client: Client) -> None:
    page = get_page(client, "/embed/recommendations/taobao/")
    assert len(page.select("tbody tr")) > 5 and not page.find("script")
    assert (
        client.get("/embed/recommendations/nothing/").status_code
        == client.get("/embed/markets/x/").status_code
        == 404
    )


def test_solid_hatched_and_outlined_differ_without_colour() -> None:
    chart = chart_listings(build_grid())
    image = Image.open(io.BytesIO(draw_png(chart))).convert("L")
    key = [shape for shape in lay_out_chart(chart) if isinstance(shape, Rectangle)][:2]
    darkness = []
    for shape in key:
        box = (shape.x + 1, shape.y + 1, shape.x + shape.width - 1, shape.y + shape.height - 1)
        inside = image.crop(tuple(int(side * 2) for side in box))  # type: ignore[arg-type]
        data = inside.tobytes()
        darkness.append(sum(data) / len(data))
    assert darkness[0] < 90 < darkness[1] < 235
    assert "url(#chart-listings-hatch)" in draw_svg(chart)
    assert [shape for shape in lay_out_chart(chart) if isinstance(shape, Segment)], (
        "the line of stated totals"
    )


@pytest.mark.parametrize(
    "address", ["/charts/nothing/", "/charts/country/zz/", "/charts/country/zz.svg", "/embed/charts/x/"]
)
def test_a_chart_that_there_is_not_says_so(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such chart" in response.content.decode()
