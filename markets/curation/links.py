"""What a later edition does with an earlier recommendation, as a curator decides it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from markets.models import Edition, RecommendationLink, Treatment
from markets.proposals import propose_links


@action("markets.review_listing")
def propose_treatments(edition: Edition, *, by: User) -> list[RecommendationLink]:
    """Proposes what an edition does with the asks of the one before; a curator decides each. Twice is once."""
    return propose_links(edition)


@action("markets.review_listing")
def decide_link(
    link: RecommendationLink, accept: bool, *, treatment: str = "", note: str = "", by: User
) -> RecommendationLink:
    """Accepts or rejects a proposed link; `treatment` replaces the one that was proposed."""
    if treatment and treatment not in Treatment.values:
        raise Refusal(f"“{treatment}” is no treatment: one of {', '.join(Treatment.values)}.")
    if link.later is None and (treatment or link.treatment) not in {Treatment.DROPPED, Treatment.CREDITED}:
        raise Refusal("Only dropped or credited goes without a later recommendation.")
    decision = RecommendationLink.Decision
    link.decision = decision.ACCEPTED if accept else decision.REJECTED
    link.treatment, link.note = treatment or link.treatment, note or link.note
    link.decided_by, link.decided_at = by, timezone.now()
    link.save()
    return link
