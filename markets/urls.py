"""Addresses of pages about markets and editions."""

from django.urls import URLPattern, path

from markets.views import compare, matrix

urlpatterns: list[URLPattern] = [
    path("markets/", matrix.matrix, name="markets"),
    path("compare/", compare.choose, name="compare-choose"),
    path("compare/<int:earlier>/<int:later>/", compare.comparison, name="compare"),
]
