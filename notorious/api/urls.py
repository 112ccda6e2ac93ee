"""Addresses below `/api/v1/`."""

from django.urls import URLPattern, path, re_path

from notorious.api import views

urlpatterns: list[URLPattern] = [
    path("", views.index, name="api"),
    path("openapi.json", views.openapi, name="openapi"),
    re_path(r"^(?P<name>[a-z_]+)/?$", views.rows, name="api-rows"),
    re_path(r"^(?P<name>[a-z_]+)/(?P<key>[A-Za-z0-9_-]{1,200})/?$", views.row, name="api-row"),
    re_path(r"^(?P<path>(?s:.*))\Z", views.nothing),
]
