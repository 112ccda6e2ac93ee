"""What a later edition does with an earlier recommendation, as a curator decides it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from markets.models import Edition, FollowUp, RecommendationLink
from markets.proposals import propose_links


@action("markets.review_listing")
def propose_follow_ups(edition: Edition, *, by: User) -> list[RecommendationLink]:
    """Propose what an edition does with each recommendation of the previous one. Idempotent."""
    return propose_links(edition)


@action("markets.review_listing")
def decide_link(
    link: RecommendationLink, accept: bool, *, follow_up: str = "", note: str = "", by: User
) -> RecommendationLink:
    """Accepts or rejects a proposed link; `follow_up` replaces the one that was proposed."""
    if follow_up and follow_up not in FollowUp.values:
        raise Refusal(f"“{follow_up}” is no follow_up: one of {', '.join(FollowUp.values)}.")
    if link.later is None and (follow_up or link.follow_up) not in {FollowUp.DROPPED, FollowUp.CREDITED}:
        raise Refusal("Only dropped or credited goes without a later recommendation.")
    decision = RecommendationLink.Decision
    link.decision = decision.ACCEPTED if accept else decision.REJECTED
    link.follow_up, link.note = follow_up or link.follow_up, note or link.note
    link.decided_by, link.decided_at = by, timezone.now()
    link.save()
    return link
