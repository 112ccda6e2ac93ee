"""Reads statements and articles: proposes their numbers as claims. Pure: text in, frozen records out."""

from responses.claims.html import plain_text
from responses.claims.reader import propose_claims
from responses.claims.records import ProposedClaim

__all__ = ["ProposedClaim", "plain_text", "propose_claims"]
