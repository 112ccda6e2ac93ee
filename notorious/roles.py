"""Who may do what at the curators' desk. Rights are data here, and set anew by `manage.py protect`."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

# A curator reviews and enters; only an editor publishes and merges. Nobody deletes: things are withdrawn.
EDITORS_ONLY = (
    *("publish_edition", "merge_market", "publish_response", "accept_assessment", "publish_correctionnotice"),
    "let_in_again",  # to take a second factor away is for superusers, who need no right by name
)
CURATORS_TOO = ("review_listing", "sign_assessment", "review_response")
WRITES = ("add", "change", "view")


def ensure_roles() -> None:
    """Makes the two groups with their rights, or sets their rights anew."""
    ours = Permission.objects.filter(content_type__app_label__in=("markets", "responses", "notorious"))
    ours = ours.exclude(content_type__model__in=("renderedpage", "unchanged", "told", "quiet"))
    for kind in ("package", "prepared"):
        ours = ours.exclude(content_type__model__startswith=kind)
    ours = ours.exclude(content_type__model__endswith="event")
    named = Q(codename__in=(*EDITORS_ONLY, *CURATORS_TOO))
    writes = Q()
    for verb in WRITES:
        writes |= Q(codename__startswith=f"{verb}_")
    editor, _ = Group.objects.get_or_create(name="editor")
    editor.permissions.set(ours.filter(writes | named))
    curator, _ = Group.objects.get_or_create(name="curator")
    curator.permissions.set(ours.filter(writes | named).exclude(codename__in=EDITORS_ONLY))
