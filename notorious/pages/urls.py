"""Addresses of pages that show both apps."""

from django.urls import URLPattern, path, re_path

from markets.views import compare
from notorious.pages import about, countries, editions, embed, focus, home, listing, markets, search, status
from notorious.pages.charts import views as charts

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("editions/", editions.editions, name="editions"),
    path("editions/<int:year>/", editions.edition, name="edition"),
    path("editions/<int:year>/changes/", compare.changes, name="changes"),
    path("editions/<int:year>/<slug:slug>/", listing.listing, name="listing"),
    path("markets/<slug:slug>/", markets.market, name="market"),
    path("countries/", countries.index, {"rollup": "countries"}, name="countries"),
    path("countries/<slug:slug>/", countries.value, {"rollup": "countries"}, name="country"),
    path("categories/", countries.index, {"rollup": "categories"}, name="categories"),
    path("categories/<slug:slug>/", countries.value, {"rollup": "categories"}, name="category"),
    path("harms/", countries.index, {"rollup": "harms"}, name="harms"),
    path("harms/<slug:slug>/", countries.value, {"rollup": "harms"}, name="harm"),
    path("issue-focus/", focus.issue_focus, name="issue-focus"),
    path("status/", status.status, name="status"),
    path("corrections/", status.corrections, name="corrections"),
    path("about/", about.about, name="about"),
    path("search/", search.search, name="search"),
    path("search/page.json", search.search_json, name="search-page-json"),
    path("charts/", charts.index, name="charts"),
    re_path(r"^charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)/$", charts.chart, name="chart"),
    re_path(
        r"^charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)\.(?P<form>svg|png|csv)$", charts.picture, name="picture"
    ),
    re_path(r"^embed/charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)/$", embed.embed, name="embed"),
    re_path(
        r"^embed/(?P<label>\d{4}\.\d{1,4})/charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)/$",
        embed.embed_of_version,
        name="embed-of-version",
    ),
]
