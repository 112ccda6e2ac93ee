"""Addresses; the table stands in the README."""

from django.urls import URLPattern, path

from notorious.pages import home

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
]
