"""Addresses of pages about recommendations, responses and claims."""

from django.urls import URLPattern, path

from responses import views

urlpatterns: list[URLPattern] = [
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/<slug:public_id>/", views.recommendation, name="recommendation"),
    path("responses/", views.responses, name="responses"),
    path("responses/<slug:public_id>/", views.response, name="response"),
    path("parties/", views.parties, name="parties"),
    path("parties/<slug:slug>/", views.party, name="party"),
    path("claims/", views.claims, name="claims"),
]
