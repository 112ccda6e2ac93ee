"""Charts say no more than is established, in shapes that need no colour, with the table behind them."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image

from markets.grid import build_grid
from markets.listing_values import ROLLUPS, read_listing_values
from markets.models import Edition
from notorious.pages.charts.counted import chart_listings, chart_runs, chart_value
from notorious.pages.charts.focus import chart_issue_focus
from notorious.pages.charts.png import draw_png
from notorious.pages.charts.scene import WIDTH, Fill, Rectangle, lay_out_chart
from notorious.pages.charts.svg import draw_svg
from notorious.pages.focus import find_named_categories
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]
SVG = "{http://www.w3.org/2000/svg}"


def test_a_partial_count_is_never_drawn_as_a_total() -> None:
    whole = build_grid()
    chart = chart_listings(whole)
    for kind, panel in zip(("online", "physical"), chart.panels, strict=True):
        for bar in panel.bars:
            cover = whole.coverage[int(bar.label), kind]
            assert bar.value == cover.held
            assert bar.established == cover.complete
            assert bar.figure.endswith("+") != cover.complete
    solid = [
        shape for shape in lay_out_chart(chart) if isinstance(shape, Rectangle) and shape.fill is Fill.SOLID
    ]
    assert len(solid) == 5 + 1, "physical in 2010, online from 2019 to 2022, and the key"


def test_a_country_is_a_lower_bound_wherever_the_country_of_a_listing_is_not_known() -> None:
    rollup = ROLLUPS["countries"]
    chart = chart_value(build_grid(), rollup, "CN", read_listing_values())
    assert not any(bar.established for bar in chart.panels[0].bars)


def test_a_category_is_complete_where_its_kind_is() -> None:
    rollup = ROLLUPS["categories"]
    chart = chart_value(build_grid(), rollup, "BitTorrent", read_listing_values())
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


def test_an_issue_focus_stands_with_the_listings_of_its_edition_and_says_where_its_wording_was_not_seen() -> (
    None
):
    whole = build_grid()
    chart = chart_issue_focus(whole.editions, whole.coverage)
    for kind, panel in zip(("online", "physical"), chart.panels, strict=True):
        assert [bar.label[:4] for bar in panel.bars] == [str(year) for year in range(2014, 2026)]
        for bar in panel.bars:
            cover = whole.coverage[int(bar.label[:4]), kind]
            assert (bar.value, bar.whole, bar.established) == (cover.held, cover.stated, cover.complete)
    unseen = {
        bar.label[:4] for bar in chart.panels[0].bars if bar.label.endswith("(its wording was not seen)")
    }
    assert unseen == {"2014", "2022", "2024", "2025"}
    assert "No issue focus is known of 2010, 2011, 2012, 2013." in chart.description


@pytest.mark.parametrize("basis", ["unconfirmed", "recalled", ""])
def test_an_issue_focus_that_is_not_public_stands_in_no_chart_and_on_no_page(read: Read, basis: str) -> None:
    Edition.objects.filter(year=2016).update(issue_focus_basis=basis)
    assert "Stream Ripping" not in said(read("/issue-focus/").main)
    assert "Stream Ripping" not in said(read("/charts/issue-focus/").main)


def test_a_category_stands_beside_the_topic_that_has_its_name(read: Read) -> None:
    categories = [
        "domain registrar",
        "e-commerce",
        "free trade zone",
        "games",
        "physical market",
        "stream ripping",
    ]
    assert find_named_categories("Free Trade Zones", categories) == ["free trade zone"]
    assert find_named_categories("Domain name registrars", categories) == ["domain registrar"]
    assert find_named_categories("Malware and Online Piracy", categories) == []
    assert find_named_categories("", categories) == []
    row = next(row for row in read("/issue-focus/").select("tbody tr") if said(row.th) == "2016")
    assert [link["href"] for link in row.select("td a")] == [
        "/categories/stream-ripping/",
        "/charts/category/stream-ripping/",
    ]


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
    tables = page.select("main table")
    drawing = ET.fromstring(client.get(f"/charts/{slug}.svg").content)
    assert drawing.get("role") == "img"
    assert drawing.find(f"{SVG}title") is not None and drawing.find(f"{SVG}desc") is not None
    named = str(drawing.get("aria-labelledby")).split()
    assert named == [drawing.find(f"{SVG}title").get("id"), drawing.find(f"{SVG}desc").get("id")]  # type: ignore[union-attr]
    image = Image.open(io.BytesIO(client.get(f"/charts/{slug}.png").content))
    assert image.size[0] == 2 * WIDTH
    rows = list(csv.DictReader(io.StringIO(client.get(f"/charts/{slug}.csv").content.decode())))
    cells = [said(row.th) for table in tables for row in table.select("tbody tr")]
    assert cells == [row["label"] for row in rows]
    figures = [said(row.td).rstrip("+") for table in tables for row in table.select("tbody tr")]
    assert figures == [row["value"] for row in rows]


def test_solid_hatched_and_outlined_differ_without_colour() -> None:
    chart = chart_listings(build_grid())
    image = Image.open(io.BytesIO(draw_png(chart))).convert("L")
    key = [shape for shape in lay_out_chart(chart) if isinstance(shape, Rectangle)][:3]
    darkness = []
    for shape in key:
        box = (shape.x + 1, shape.y + 1, shape.x + shape.width - 1, shape.y + shape.height - 1)
        inside = image.crop(tuple(int(side * 2) for side in box))  # type: ignore[arg-type]
        data = inside.tobytes()
        darkness.append(sum(data) / len(data))
    assert darkness[0] < 80 < darkness[1] < 235 < darkness[2]
    assert "url(#hatch)" in draw_svg(chart)


def test_an_embedded_chart_may_stand_anywhere_and_brings_no_cookie_and_no_script(client: Client) -> None:
    response = client.get("/embed/charts/listings/")
    assert response.status_code == 200
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies
    page = BeautifulSoup(response.content, "html.parser")
    assert not page.find("script")
    assert page.select_one("figcaption a")["href"].endswith("/charts/listings/")  # type: ignore[index]
    assert "frame-ancestors 'none'" in client.get("/charts/listings/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address", ["/charts/nothing/", "/charts/country/zz/", "/charts/country/zz.svg", "/embed/charts/x/"]
)
def test_a_chart_that_there_is_not_says_so(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such chart" in response.content.decode()
