"""The pages of what others said about the List."""

from responses.views.asks import recommendation, recommendations
from responses.views.claims import claims
from responses.views.parties import parties, party
from responses.views.said import response, responses

__all__ = ["claims", "parties", "party", "recommendation", "recommendations", "response", "responses"]
