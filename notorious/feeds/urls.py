"""Addresses below `/feeds/`."""

from django.urls import URLPattern, path, re_path

from notorious.feeds import views

urlpatterns: list[URLPattern] = [
    path("editions.atom", views.editions, name="feed-editions"),
    path("changes.atom", views.changes, name="feed-changes"),
    path("responses.atom", views.responses, name="feed-responses"),
    re_path(r"^markets/(?P<slug>[A-Za-z0-9_-]+)\.atom$", views.market, name="feed-market"),
]
