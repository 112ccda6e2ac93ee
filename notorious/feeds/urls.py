"""Addresses below `/feeds/`."""

from django.urls import URLPattern, path, re_path

from notorious.feeds import views

urlpatterns: list[URLPattern] = [
    path("", views.index, name="feeds"),
    path("corrections.atom", views.corrections, name="feed-corrections"),
    path("versions.atom", views.versions, name="feed-versions"),
    path("search.atom", views.search, name="feed-search"),
    re_path(r"^parties/(?P<slug>[a-z0-9-]+)\.atom$", views.party, name="feed-party"),
    re_path(r"^countries/(?P<code>[a-z]{2})\.atom$", views.country, name="feed-country"),
    path("editions.atom", views.editions, name="feed-editions"),
    path("changes.atom", views.changes, name="feed-changes"),
    path("responses.atom", views.responses, name="feed-responses"),
    re_path(r"^markets/(?P<slug>[A-Za-z0-9_-]+)\.atom$", views.market, name="feed-market"),
]
