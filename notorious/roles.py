"""The permissions of curators and editors, set by `manage.py apply_grants`."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

# A curator enters and reviews; only an editor publishes and merges. Rows are withdrawn: an editor deletes only what
# was made by mistake and never public.
EDITORS_ONLY = (
    *("publish_edition", "merge_market", "publish_response", "accept_assessment", "publish_correctionnotice"),
    "publish_reply",
    "decide_proposedchange",
    "delete_market",  # editions and sources too
    "unlock_account",  # resetting a second factor is for superusers
)
CURATORS_TOO = ("review_listing", "sign_assessment", "review_response")
WRITES = ("add", "change", "view")


def ensure_roles() -> None:
    """Create or update the two groups and their permissions."""
    permissions = Permission.objects.filter(content_type__app_label__in=("markets", "responses", "notorious"))
    permissions = permissions.exclude(
        content_type__model__in=("renderedpage", "archivedversion", "digestnotification", "digestoptout")
    )
    # Readers' addresses are nobody's business at the desk.
    permissions = permissions.exclude(
        content_type__model__in=("subscriber", "follow", "alertmail", "alertitem")
    )
    permissions = permissions.exclude(content_type__model__endswith="event")
    named = Q(codename__in=(*EDITORS_ONLY, *CURATORS_TOO))
    writes = Q()
    for verb in WRITES:
        writes |= Q(codename__startswith=f"{verb}_")
    editor, _ = Group.objects.get_or_create(name="editor")
    editor.permissions.set(permissions.filter(writes | named))
    curator, _ = Group.objects.get_or_create(name="curator")
    curator.permissions.set(permissions.filter(writes | named).exclude(codename__in=EDITORS_ONLY))
