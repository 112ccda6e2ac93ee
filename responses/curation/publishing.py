"""A response's way to the public and back: entered by one person, reviewed by a second, published by an editor."""

import pghistory
from django.apps import apps
from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action, ask_others
from markets.models import DataVersion
from responses.curation.linking import explain_early_links
from responses.models import Response, ResponsePoint

PUBLISH_RESPONSE = "responses.publish_response"
REVIEW_RESPONSE = "responses.review_response"
Stage = Response.Stage


def _lock_response(response: Response) -> Response:
    return Response.objects.select_for_update().get(pk=response.pk)


def had_a_hand(response: Response) -> set[int]:
    """Return the keys of all who ever wrote part of it, from the history that the database itself keeps."""
    points = ResponsePoint.objects.filter(response=response).values("pk")
    # Every change of a draft names its author, and so does every change of that name.
    entered = apps.get_model("responses", "ResponseEvent")._default_manager.filter(pgh_obj_id=response.pk)
    found = set(entered.exclude(entered_by=None).order_by().values_list("entered_by", flat=True))
    for name, rows in (("ResponsePointEvent", {"id__in": points}), ("ClaimEvent", {"point_id__in": points})):
        events = apps.get_model("responses", name)._default_manager.filter(**rows, pgh_context__isnull=False)
        found |= {user for (user,) in events.values_list("pgh_context__metadata__user") if user}
    return found | ({response.entered_by_id} if response.entered_by_id else set())


def explain_own_response(response: Response, by: User) -> str:
    """Return why one who entered part of a response does not review it, and who does; empty for all others."""
    authors = had_a_hand(response)
    if by.pk not in authors:
        return ""
    ask = ask_others(REVIEW_RESPONSE, authors)
    return f"You entered this response, or a part of it. A second person reviews it. {ask}"


def revise_response(response: Response, *, by: User) -> Response:
    """Part of every action that writes: notes that `by` changed the entry, which then needs a new review.

    Raises Refusal where the response is public, or where it is withdrawn and `by` is no editor.
    """
    row = _lock_response(response)
    if row.stage == Stage.PUBLISHED:
        raise Refusal(f"{row} is public: add to it under “All fields”, where an editor decides.")
    if row.stage == Stage.WITHDRAWN:
        if not by.has_perm(PUBLISH_RESPONSE):
            raise Refusal(f"{row} is withdrawn: only an editor can change it.")
        return row
    row.stage, row.entered_by, row.reviewed_by, row.reviewed_at = Stage.DRAFT, by, None, None
    row.save(update_fields=["stage", "entered_by", "reviewed_by", "reviewed_at"])
    return row


@action(REVIEW_RESPONSE)
def review_response(response: Response, *, by: User) -> Response:
    """Confirm that a response matches its document. Raise Refusal for the person who entered it."""
    row = _lock_response(response)
    if row.stage != Stage.DRAFT:
        raise Refusal(f"{row} is {row.get_stage_display()}: only a draft is reviewed.")
    if own := explain_own_response(row, by):
        raise Refusal(own)
    if early := explain_early_links(row):
        raise Refusal(early)
    row.stage, row.reviewed_by, row.reviewed_at = Stage.REVIEWED, by, timezone.now()
    row.save(update_fields=["stage", "reviewed_by", "reviewed_at"])
    return row


@action(PUBLISH_RESPONSE, public=True)
def publish_response(response: Response, *, by: User) -> Response:
    """Publish a response with its points, figures and links. Raise Refusal before a second person reviewed it."""
    row = _lock_response(response)
    if row.stage != Stage.REVIEWED:
        raise Refusal(f"Only a reviewed response can be published. {row} is “{row.get_stage_display()}”.")
    if not ResponsePoint.objects.filter(response=row, withdrawn_at__isnull=True).exists():
        raise Refusal(f"{row} has no points: there is nothing to publish.")
    row.stage, row.published_by, row.published_at = Stage.PUBLISHED, by, timezone.now()
    row.save(update_fields=["stage", "published_by", "published_at"])
    DataVersion.advance()
    return row


@action("responses.change_response", public=True)
def withdraw_response(response: Response, reason: str, *, by: User) -> Response:
    """Withdraw a response with its points, figures and links. The reason is kept in the history.

    Raises Refusal without a reason; for a public response, also without an editor's permission.
    """
    row = _lock_response(response)
    if not reason.strip():
        raise Refusal("Say why: the reason is kept.")
    if row.stage == Stage.WITHDRAWN:
        raise Refusal(f"{row} is withdrawn already.")
    public = row.stage == Stage.PUBLISHED
    if public and not by.has_perm(PUBLISH_RESPONSE):
        raise Refusal(f"{row} is public: only an editor withdraws it.")
    with pghistory.context(reason=reason.strip()):
        row.stage, row.withdrawn_at = Stage.WITHDRAWN, timezone.now()
        row.save(update_fields=["stage", "withdrawn_at"])
    if public:
        DataVersion.advance()
    return row


@action(PUBLISH_RESPONSE, public=True)
def restore_response(response: Response, reason: str, *, by: User) -> Response:
    """Restore a withdrawn response: public if it was public, else a draft. Raise Refusal."""
    row = _lock_response(response)
    if not reason.strip():
        raise Refusal("Say why: the reason is kept.")
    if row.stage != Stage.WITHDRAWN:
        raise Refusal(f"{row} is not withdrawn.")
    # What the bundled record brought was public without a review here.
    was_public = row.entered_by_id is None or row.published_at is not None
    with pghistory.context(reason=reason.strip()):
        row.stage, row.withdrawn_at = (Stage.PUBLISHED if was_public else Stage.DRAFT), None
        row.save(update_fields=["stage", "withdrawn_at"])
    if was_public:
        DataVersion.advance()
    return row
