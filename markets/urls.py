"""Addresses of pages about markets and editions."""

from django.urls import URLPattern, path

from markets.views import compare, matrix

urlpatterns: list[URLPattern] = [
    path("markets/", matrix.show_matrix, name="markets"),
    path("compare/", compare.choose_editions, name="compare-choose"),
    path("compare/<int:earlier>/<int:later>/", compare.show_comparison, name="compare"),
]
