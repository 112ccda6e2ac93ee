"""`/issue-focus/`: what each edition dwells on, and how many listings it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from markets.grid import Coverage, build_grid
from markets.listing_values import ROLLUPS
from markets.models import Edition, Listing
from markets.tables.filters import label
from notorious.page_cache.revision import request_version
from notorious.pages.charts.every import sign_chart
from notorious.pages.charts.focus import chart_issue_focus, get_topic
from notorious.pages.charts.svg import draw_svg


@dataclass(frozen=True, slots=True)
class FocusLine:
    """One edition. `covers`: (kind, what we hold of it); `categories`: (words, slug) of those the topic names."""

    edition: Edition
    topic: str
    covers: list[tuple[str, Coverage]]
    categories: list[tuple[str, str]]


def show_issue_focus(request: HttpRequest) -> HttpResponse:
    """The chart, and the table behind it with how each topic is known."""
    grid = build_grid()
    editions, held = grid.editions, grid.coverage
    coded = Listing.objects.public().exclude(category="").order_by().values_list("category", flat=True)
    categories = sorted(coded.distinct())
    slug = ROLLUPS["categories"].slug
    lines = [
        FocusLine(
            edition,
            get_topic(edition),
            [(kind, held[edition.year, kind]) for kind in edition.covers],
            [
                (label("category", each), slug(each))
                for each in find_named_categories(get_topic(edition), categories)
            ],
        )
        for edition in reversed(editions)
    ]
    chart = sign_chart(chart_issue_focus(editions, held), request_version(request).label)
    drawing = mark_safe(draw_svg(chart))  # noqa: S308 - svg() escapes every text that it draws
    return render(request, "pages/focus.html", {"lines": lines, "chart": chart, "svg": drawing})


def find_named_categories(focus: str, categories: Iterable[str]) -> list[str]:
    """The categories whose every word begins a word of the topic: "free trade zone" in "Free Trade Zones".

    Words decide, not sense: no one has classified which listings a topic concerns.
    """
    words = re.findall(r"[\w-]+", focus.casefold())
    return [
        each
        for each in categories
        if all(
            any(word.startswith(part) for word in words)
            for part in label("category", each).casefold().split()
        )
    ]
