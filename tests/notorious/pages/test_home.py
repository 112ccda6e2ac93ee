"""The front page: figures of the latest edition, what changed in it, and who is on the List longest."""

import datetime

import pytest

from markets.models import Edition
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def test_the_figures_are_those_that_ustr_stated_and_what_is_known_to_have_changed(read: Read) -> None:
    figures = [said(each) for each in read("/").select(".tiles li")]
    assert figures == [
        "37 online markets on the 2025 List",
        "32 physical markets on the 2025 List",
        "at least 4 new since the 2024 List",
        "at least 2 no longer listed since the 2024 List",
    ]


def test_an_edition_that_names_no_change_gives_way_to_the_newest_that_does(read: Read) -> None:
    Edition.objects.create(year=2026, title="2026 Review", published_at=datetime.datetime.now(datetime.UTC))
    latest = said(read("/").select_one("section[aria-labelledby=latest]"))
    assert "The 2026 List" in latest
    assert "too incomplete to name changes. These are of 2025." in latest
    assert "New in 2025 Fire Video Player" in latest


def test_the_chart_has_a_bar_for_what_is_stated_and_one_for_what_is_identified(read: Read) -> None:
    chart = read("/").select_one("svg.wide-chart")
    assert chart is not None
    points = [str(point["aria-label"]) for point in chart.select(".point")]
    assert points[-1].startswith(
        "2025, online: 37 stated by USTR, 21 identified; physical: 32 stated by USTR"
    )
    assert said(chart.select(".point text")[-1]).startswith("2025: online 21 of 37, physical ")
    assert len(chart.select("rect.stated.online, rect.identified.online")) > len(points) > 15
    assert "17 online markets in 2010, a peak of 42 in 2021, and 37 in 2025" in str(chart["aria-label"])


def test_the_longest_listed_come_first(read: Read) -> None:
    names = [said(each) for each in read("/").select("table.matrix tbody th")]
    assert names[:3] == ["VK", "RuTracker", "The Pirate Bay"]
