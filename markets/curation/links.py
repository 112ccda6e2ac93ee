"""What a later edition does with an earlier recommendation, as a curator decides it."""

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.proposing import DECIDE, accept_change, correct_row, propose_change
from markets.curation.redrafting import REVIEW
from markets.curation.refusal import Refusal, action, ask_others
from markets.curation.row_changes import find_authors
from markets.models import Edition, FollowUp, ProposedChange, Recommendation, RecommendationLink

WITHOUT_LATER = frozenset({FollowUp.DROPPED, FollowUp.CREDITED, FollowUp.NOT_ADDRESSED})
"""What an edition can do with a recommendation without a later one that takes it up."""

BY_PROGRAM = ("publish edition", "propose follow ups")
"""The acts in which the program proposes links by their words."""


def ask_second_person(by: User) -> str:
    """Return who has to accept a follow-up too: of the two people one is an editor."""
    return ask_others(REVIEW if by.has_perm(DECIDE) else DECIDE, {by.pk})


@action("markets.review_listing", public=True)
def decide_link(
    link: RecommendationLink, accept: bool, *, note: str = "", by: User
) -> RecommendationLink | ProposedChange:
    """Accept or reject a proposed follow-up.

    A link becomes public by two people, of whom one is an editor: what a curator accepts, or an editor who wrote any
    part of it, or whom nobody preceded, is returned as a proposed change. Withdrawing a public link needs a reason,
    `note`. Raises Refusal.
    """
    if link.later is None and link.follow_up not in WITHOUT_LATER:
        raise Refusal("Choose the later recommendation that takes it up.")
    decision = RecommendationLink.Decision
    values = {
        "decision": decision.ACCEPTED if accept else decision.REJECTED,
        "note": note or link.note,
        "decided_by_id": by.pk,
        "decided_at": timezone.now(),
    }
    if link.decision == decision.ACCEPTED:
        return correct_row(link, values, reason=note, by=by)
    if accept:
        waiting = ProposedChange.objects.filter(
            table="markets.recommendationlink", row=link.pk, state="proposed"
        )
        other = waiting.exclude(proposed_by=by).first()
        if other is not None and by.has_perm(DECIDE):
            return accept_change(other, by=by)
        if waiting.filter(proposed_by=by).exists():
            raise Refusal(f"You accepted this already. {ask_second_person(by)}")
        authors = find_authors(link, but=BY_PROGRAM)
        if not by.has_perm(DECIDE) or not authors or by.pk in authors:
            return propose_change(link, values, reason=note or "The two texts were compared.", by=by)
    for name, value in values.items():
        setattr(link, name, value)
    link.save()
    return link


@action("markets.review_listing")
def propose_follow_up(
    earlier: Recommendation,
    edition: Edition,
    later: Recommendation | None,
    follow_up: str,
    note: str,
    *,
    by: User,
) -> RecommendationLink:
    """Propose what a later edition does with a recommendation, with the evidence. Raise Refusal."""
    if follow_up not in FollowUp.values:
        raise Refusal("Choose what the later edition does with the recommendation.")
    if edition.year <= earlier.edition.year:
        raise Refusal(f"The {edition} is not later than the {earlier.edition}.")
    if later is None and follow_up not in WITHOUT_LATER:
        raise Refusal("Choose the later recommendation that takes it up.")
    if later is not None and follow_up in {FollowUp.DROPPED, FollowUp.NOT_ADDRESSED}:
        raise Refusal("A recommendation that is not asked again has no later recommendation.")
    if later is not None and later.edition_id != edition.pk:
        raise Refusal(f"{later} is not in the {edition}.")
    if not note.strip():
        raise Refusal("Say where the later edition shows this: a page or a quotation.")
    link = RecommendationLink.objects.filter(earlier=earlier, later=later, edition=edition).first()
    if link is not None and link.decision == RecommendationLink.Decision.ACCEPTED:
        raise Refusal(f"The follow-up of {earlier} in the {edition} is accepted already.")
    link = link or RecommendationLink(earlier=earlier, later=later, edition=edition)
    link.decision, link.decided_by, link.decided_at = RecommendationLink.Decision.PROPOSED, None, None
    link.follow_up, link.note = follow_up, note.strip()
    link.save()
    return link
