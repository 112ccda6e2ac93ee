"""Addresses; the table stands in the README."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
