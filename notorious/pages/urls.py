"""Addresses of pages that show both apps."""

from django.urls import URLPattern, path, re_path

from markets.views import compare, matrix
from notorious.pages import (
    about,
    api_guide,
    cards,
    countries,
    crawlers,
    editions,
    focus,
    home,
    listing,
    markets,
    search,
    status,
    well_known,
)
from notorious.pages.charts import views as charts
from responses.filters import OperatedMarketFilter

urlpatterns: list[URLPattern] = [
    path("", home.show_home, name="home"),
    path("robots.txt", crawlers.send_robots, name="robots"),
    path("sitemap.xml", crawlers.send_sitemap, name="sitemap"),
    path("favicon.ico", crawlers.redirect_favicon, name="favicon"),
    path("editions/", editions.show_editions, name="editions"),
    path("editions/<int:year>/", editions.show_edition, name="edition"),
    path("editions/<int:year>/changes/", compare.show_changes, name="changes"),
    path("editions/<int:year>/<slug:slug>/", listing.show_listing, name="listing"),
    path("markets/", matrix.show_matrix, {"form": OperatedMarketFilter}, name="markets"),
    path("markets/<slug:slug>/", markets.show_market, name="market"),
    path("countries/", countries.show_rollup_index, {"rollup": "countries"}, name="countries"),
    path("countries/<slug:slug>/", countries.show_rollup_value, {"rollup": "countries"}, name="country"),
    path("categories/", countries.show_rollup_index, {"rollup": "categories"}, name="categories"),
    path("categories/<slug:slug>/", countries.show_rollup_value, {"rollup": "categories"}, name="category"),
    path("harms/", countries.show_rollup_index, {"rollup": "harms"}, name="harms"),
    path("harms/<slug:slug>/", countries.show_rollup_value, {"rollup": "harms"}, name="harm"),
    path("issue-focus/", focus.show_issue_focus, name="issue-focus"),
    path("status/", status.show_status, name="status"),
    path("corrections/", status.show_corrections, name="corrections"),
    path("about/", about.show_about, name="about"),
    path("search/", search.show_search, name="search"),
    path("search/page.json", search.send_search_json, name="search-page-json"),
    re_path(r"^cards/(?P<token>[A-Za-z0-9_.:-]+)\.png$", cards.show_card, name="card"),
    path(".well-known/security.txt", well_known.show_security_contact, name="security-contact"),
    path("api/", api_guide.show_api_guide, name="api-guide"),
    path("data/in-three-lines/", api_guide.show_three_lines, name="three-lines"),
    path("charts/", charts.show_charts, name="charts"),
    re_path(r"^charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)/$", charts.show_chart, name="chart"),
    re_path(
        r"^charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)\.(?P<form>svg|png|csv)$",
        charts.send_chart_file,
        name="picture",
    ),
]
