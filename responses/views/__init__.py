"""The pages of what others said about the List."""

from responses.views.claims import show_claims
from responses.views.parties import show_parties, show_party
from responses.views.recommendations import show_recommendation, show_recommendations
from responses.views.said import show_response, show_responses
