"""Addresses of pages about markets and editions."""

from django.urls import URLPattern, path

from markets.sister_lists.views import show_watch_list_eu
from markets.views import compare

urlpatterns: list[URLPattern] = [
    path("sister-lists/eu/", show_watch_list_eu, name="watch-list-eu"),
    path("compare/", compare.choose_editions, name="compare-choose"),
    path("compare/<int:earlier>/<int:later>/", compare.show_comparison, name="compare"),
]
