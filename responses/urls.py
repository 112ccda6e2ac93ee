"""Addresses of pages about recommendations, responses and claims."""

from django.urls import URLPattern, path

from responses import views
from responses.nominations.views import show_nominations

urlpatterns: list[URLPattern] = [
    path("recommendations/", views.show_recommendations, name="recommendations"),
    path("recommendations/<slug:public_id>/", views.show_recommendation, name="recommendation"),
    path("responses/", views.show_responses, name="responses"),
    path("responses/<slug:public_id>/", views.show_response, name="response"),
    path("parties/", views.show_parties, name="parties"),
    path("parties/<slug:slug>/", views.show_party, name="party"),
    path("nominations/", show_nominations, name="nominations"),
    path("claims/", views.show_claims, name="claims"),
]
